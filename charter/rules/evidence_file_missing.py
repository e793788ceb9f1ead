"""The file behind evidence is not there.

## What it checks

Every file that evidence names, as its source or as an attachment, lies in the charter's folder, as a plain file of its
own and not as a link.

## Why it matters

The digest says which bytes were judged. Without them nobody can look again, and the evidence is worth what the word of
its collector is worth.

## Bad

```yaml
# evidence/data/ is empty: the export was never added
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
# evidence/data/crawl-hours.csv was added in the same change
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

Ask whoever collected it for the file as it was then; its digest is recorded, so a different one will be noticed. If it
is lost, measure again and record new evidence.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="add the file as it was when the evidence was collected",
    since={"draft": "error"},
    firm=False,
)
