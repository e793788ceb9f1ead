"""A consent is older than what it is about.

## What it checks

A consent bears a day, and that day is not before the decision, the evidence or the terms it speaks of were written.
Where a time-stamping authority saw a signature inside the PDF, that was within a day of it.

## Why it matters

Nobody can agree to something before it exists. A date that is too early moves the day a step took effect, and with it
deadlines and money.

## Bad

```yaml
subject: d0003           # written on 2027-03-17
says: approve
date: 2027-03-16
```

## Good

```yaml
subject: d0003
says: approve
date: 2027-03-19
```

## How to settle it with the partner

Delete the consent and give it again today. If it really was agreed earlier by word of mouth, say that in `reason`.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="give the consent again with the day on which it is given",
    since={"draft": "error"},
)
