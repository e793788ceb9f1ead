"""Evidence holds no case, or a case without a value.

## What it checks

There is at least one case; every case has a value or an answer; a share is counted out of at least one.

## Why it matters

Zero of zero meets every threshold if one lets it. An empty measurement is not a good result and not a bad one, it is a
measurement that has not been made.

## Bad

```yaml
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL}
  - {customer: Brandt Lager}
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

Record what was measured, customer by customer. For a customer that could not be measured leave the case out and say why
in `note`: the gate then names whom it waits for.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="record every case with its value or answer, as new evidence",
    since={"draft": "error"},
    firm=False,
)
