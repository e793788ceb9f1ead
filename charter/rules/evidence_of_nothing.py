"""An evidence file does not say which metric or question of the terms it is about.

## What it checks

Evidence names one metric of the terms, or one question of a gate (`criterion`), never both. `roi`, the return that run
asks of each party, is such a question.

## Why it matters

A number without its definition proves anything. When it belongs to nothing that both sides signed, no gate looks at it,
and everybody believes that somebody did.

## Bad

```yaml
evidence: 1
metric: onboarding_days
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
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

Name the metric as `charter.yaml` calls it. If the terms do not ask for this number, keep it in your own files, or agree
on a metric first and amend the terms.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="name one metric of the terms, or one question of a gate",
    since={"draft": "error"},
    firm=False,
)
