"""Evidence points at a file outside the charter's folder for evidence.

## What it checks

`source.file` and every `attachment` is a path that begins with `evidence/`, with forward slashes and without `..`.

## Why it matters

What lies outside is not under both sides' eyes: it may change, vanish or never have existed, and on the other company's
machine the same path may lead to something else entirely.

## Bad

```yaml
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-12, by: northwind.delivery}
source: {file: ../../exports/crawl-hours.csv, sha256: 77ab…, column: hours, by: customer, take: sum}
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
source: {file: evidence/data/crawl-hours.csv, sha256: 77ab…, column: hours, by: customer, take: sum}
```

## How to settle it with the partner

Copy the export into `evidence/data/` and record it from there. If it may not be shared, record the numbers without a
source and let the other side attest them.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="copy the file into evidence/data/ and name it from there",
    since={"draft": "error"},
    firm=False,
)
