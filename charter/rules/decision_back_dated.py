"""A decision is dated before what it builds on.

## What it checks

No decision is older than the one before it, and none takes effect before the charter had come to where it leads on
from.

## Why it matters

Dates start phases, deadlines and payments. A decision that is slipped in behind the others changes who owes what.

## Bad

```yaml
seq: 4
date: 2027-03-16         # decision 3 is of 2027-03-17
```

## Good

```yaml
seq: 4
date: 2027-03-22
```

## How to settle it with the partner

Write the decision with today's date, and say in `reason` since when it was meant.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="date it on the day it is decided",
    since={"draft": "error"},
)
