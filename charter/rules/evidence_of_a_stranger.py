"""A case of evidence is about a customer or party that does not belong to this charter.

## What it checks

The customers are those that the phase names, or that the decision which opened it froze. The parties and outsiders are
those of the terms. Cases of the comparison group (`control: true`) may be about anybody.

## Why it matters

Swapping a customer who refused for one who is happy raises every rate. The list is frozen when the phase begins, so
that a result is about those one set out with.

## Bad

```yaml
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Vela Cargo, value: 31}
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

Record the customers of the list, those who left included: that they left is the result. If the list itself was wrong,
both sides decide a new one before they measure, not after.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="record only the customers that were frozen for the phase, by the same names",
    since={"draft": "error"},
    firm=False,
)
