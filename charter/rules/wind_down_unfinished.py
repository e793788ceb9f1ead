"""A charter is closed before its wind-down is done.

## What it checks

Every item of the wind-down has the day on which it was done, none after the close, and notice and cure are over.
Support of customers may go on after the end.

## Why it matters

Data that is still shared and logos that are still shown are the quarrels of next year.

## Bad

```yaml
step: close
checklist: {customers-told: 2027-09-08}
```

## Good

```yaml
step: close
checklist:
  customers-told: 2027-09-08
  data-returned: 2027-12-20
  data-deleted: 2028-01-20
  brand-removed: 2027-12-20
  settled: 2028-01-20
  wound-down: 2028-02-25
```

## How to settle it with the partner

Go through the list with both delivery leads. What will never be done is amended away, not ticked.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="finish it, and say when each item was done",
    since={"draft": "error"},
)
