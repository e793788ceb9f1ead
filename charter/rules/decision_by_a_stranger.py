"""A decision was written by nobody who could.

## What it checks

`by` names a role of a party, and somebody held that role on the day of the decision.

## Why it matters

Who wrote a decision is who is asked about it. A role that nobody holds cannot answer.

## Bad

```yaml
step: go
by: northwind.finance    # northwind has no such role
```

## Good

```yaml
step: go
by: northwind.relationship
```

## How to settle it with the partner

Complete the people file, with that party's approval, or let somebody write the decision who is in it.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="have it written by somebody who holds a role of a party",
    since={"draft": "error"},
)
