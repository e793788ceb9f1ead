"""A value of evidence is not in the unit of what it measures.

## What it checks

A metric in hours is given in hours, an amount in the metric's currency, a share as a percentage or as a count with its
`of`, an answer as yes or no, a return as money or a percentage. A count is a whole number, and not more than its `of`.

## Why it matters

Five and 5% look alike and decide the opposite. The tool never guesses which was meant and never converts, because a
guess would be a verdict nobody signed.

## Bad

```yaml
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29%}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-12, by: northwind.delivery}
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

Ask the metric's owner for the number in its own unit, and record it as new evidence. If the unit in the terms is not
the one you both count in, amend the terms before the gate.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="record the value in the metric's own unit, as new evidence",
    since={"draft": "error"},
    firm=False,
)
