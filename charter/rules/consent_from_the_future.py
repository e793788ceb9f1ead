"""A consent is dated later than today.

## What it checks

No consent bears a day after the one on which the record is read.

## Why it matters

A signature for next month is a promise, not a consent; its signer may have left the company by then.

## Bad

```yaml
subject: d0003
says: approve
date: 2037-03-19
```

## Good

```yaml
subject: d0003
says: approve
date: 2027-03-19
```

## How to settle it with the partner

Usually it is a typing error in the year. Give the consent again with the right day.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="wait until that day, or date it today",
    since={"draft": "error"},
)
