"""Evidence is dated later than today.

## What it checks

The day of collection is today or earlier.

## Why it matters

A date that has not come cannot be a fact. Dated ahead, stale evidence would stay fresh and a measurement could claim to
be the latest of several.

## Bad

```yaml
# written on 2027-03-12
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-12-03, by: northwind.delivery}
```

## Good

```yaml
# written on 2027-03-12
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-12, by: northwind.delivery}
```

## How to settle it with the partner

It is nearly always a slip, such as day and month swapped. Record it again with the day on which it really was
collected.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="record it again with the day on which it was collected",
    since={"draft": "error"},
    firm=False,
)
