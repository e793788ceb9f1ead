"""A decision is dated later than today.

## What it checks

No decision bears a day after the one on which the record is read.

## Why it matters

A gate is judged as of the day of its decision. A day to come would judge it on what nobody can know yet.

## Bad

```yaml
seq: 3
date: 2037-03-17
```

## Good

```yaml
seq: 3
date: 2027-03-17
```

## How to settle it with the partner

Usually it is a typing error in the year. A step that is meant for later is decided later.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="wait until that day, or date it today",
    since={"draft": "error"},
)
