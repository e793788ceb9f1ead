"""Nobody knows who collected the evidence.

## What it checks

`collected.by` is a role of a party or an outsider of the terms, and that party's people file names somebody who held
the role on that day.

## Why it matters

Whose word a number needs depends on who collected it: what one side measured about itself, the other attests. A role
that nobody held answers for nothing.

## Bad

```yaml
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-12, by: northwind.analytics}
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

Name the role of the person who really collected it. If the roster is out of date, complete the people file first, with
the day from which the person holds the role.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="name a role that somebody held on that day, or complete that party's people file",
    since={"draft": "error"},
    firm=False,
)
