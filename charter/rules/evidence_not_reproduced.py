"""The file behind evidence does not yield the recorded numbers.

## What it checks

Where evidence names a `column`, every case is recomputed from the CSV by `by`, `where` and `take`. The recorded cases
and the recomputed ones are the same: same names, same values, none left out.

## Why it matters

Most wrong numbers are honest: a filter forgotten, a customer dropped in the spreadsheet, a mean of means. Recomputing
finds them before they decide anything, and finds the dishonest ones as well.

## Bad

```yaml
# the file has 9 and 20 hours for Helio 3PL, and a third customer with 44
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
collected: {date: 2027-03-12, by: northwind.delivery}
source: {file: evidence/data/hours.csv, sha256: 77ab…, column: hours, by: customer, take: sum, where: state == done}
```

## Good

```yaml
# every customer of the file is recorded, and only finished work counts
evidence: 1
metric: onboarding_hours
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}
cases:
  - {customer: Helio 3PL, value: 29}
  - {customer: Brandt Lager, value: 31}
  - {customer: Vela Cargo, value: 44}
collected: {date: 2027-03-12, by: northwind.delivery}
source: {file: evidence/data/hours.csv, sha256: 77ab…, column: hours, by: customer, take: sum, where: state == done}
```

## How to settle it with the partner

Let `charter evidence add` compute the cases from the file instead of typing them. If the file holds more than the
measurement is about, export it again with only the rows that count.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="record what the file yields as new evidence, or correct which rows count",
    since={"draft": "error"},
    firm=False,
)
