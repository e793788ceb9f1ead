"""An evidence file is not called what it says, so it was changed after it was written, or renamed.

## What it checks

An evidence file lies in `evidence/` and is named by its metric or question (with hyphens for underscores) and the first
eight hex digits of its digest.

## Why it matters

The name is the seal. A file whose content was edited keeps its old name and no longer fits it, and whoever opens the
folder sees so without any tool. It is also why two people can add evidence at once and never collide.

## Bad

```yaml
# evidence/onboarding-hours-9f2c41aa.yaml, with a 34 turned into a 29 after contoso attested it
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-12, by: northwind.delivery}
```

## Good

```yaml
# evidence/onboarding-hours-5d0e7b13.yaml: the corrected numbers in a file of their own, the old one untouched
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

Restore the file from git. If its numbers were wrong, leave it and record the right ones as new evidence: of several for
the same days the latest counts, and the other side attests what changed.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="restore the file as it was written, and record other numbers as new evidence",
    since={"draft": "error"},
    firm=False,
)
