"""The file behind evidence is not the one that was recorded.

## What it checks

The SHA-256 of `source.file` is the one that the evidence records.

## Why it matters

One edited cell turns a no into a yes. Evidence is judged on exactly the bytes that were recorded, so a later export, a
corrected row or a changed line ending is new evidence, never a silent replacement.

## Bad

```yaml
# evidence/data/crawl-hours.csv was exported again in April, over the file of March
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-12, by: northwind.delivery}
source: {file: evidence/data/crawl-hours.csv, sha256: 77ab…, column: hours, by: customer, take: sum}
```

## Good

```yaml
# the export of April has a name and an evidence file of its own
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-12, by: northwind.delivery}
source: {file: evidence/data/crawl-hours-april.csv, sha256: 5d0e…, column: hours, by: customer, take: sum}
```

## How to settle it with the partner

Restore the file from git. If the new numbers are right, record them as new evidence and say in `note` what changed; the
other side attests that one.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "GATE009",
    help="restore the file, or record what it says now as new evidence",
    since={"draft": "error"},
    firm=False,
)
