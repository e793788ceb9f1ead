"""A phase begins, and its customers are not the ones that were agreed.

## What it checks

The decision that opens a phase, or begins it again, names the customers of the terms, or as many as they invite, each
once.

## Why it matters

Seven of ten is seventy percent; seven of the eight who did not refuse is nearly ninety. The list is frozen before
anyone has answered, so that a refuser still counts.

## Bad

```yaml
step: go
phase: {from: crawl, to: walk}
invited: [Adler Lager, Busch Lager]      # the terms invite 8
```

## Good

```yaml
step: go
phase: {from: crawl, to: walk}
invited: [Adler Lager, Busch Lager, Celik Lager, Dorn Lager, Eder Lager, Falk Lager, Gross Lager, Huber Lager]
```

## How to settle it with the partner

Go through the list with both account teams before you decide. If fewer can be invited, amend the number first.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="name the customers of the phase, once and in full",
    since={"draft": "error"},
)
