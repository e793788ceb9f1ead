"""Evidence was collected before the days that it covers were over.

## What it checks

The period ends on the day of collection or before, and does not end before it begins.

## Why it matters

Numbers of a month that is still running are a forecast. They look like the final ones and lack the days that people
would rather not count.

## Bad

```yaml
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-01, by: northwind.delivery}
```

## Good

```yaml
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

Wait for the last day, and for the metric's `lag` after it, then collect again. If you need an earlier reading, record a
shorter period that is over.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="wait until the period is over and the numbers are final, then record it again",
    since={"draft": "error"},
    firm=False,
)
