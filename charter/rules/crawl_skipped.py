"""The partnership starts large: nobody tries it small first.

## What it checks

The plan begins with crawl, crawl lasts longer than a day, and it names its pilot customers (or says how many). A
renewal or an expansion that says in `phases.prior` what was proved before may begin later. At tier 1, where the first
customers often find the offer by themselves, a crawl without named customers is only a warning.

## Why it matters

Two pilots by hand cost a few weeks and show what the meetings could not: whether the customer notices any difference
at all. Who starts at full scale pays for the connection, the training and the announcement first, and learns the same
thing then, with every customer watching.

## Bad

```yaml
phases:
  walk: {start: 2027-03-22, end: 2027-06-11, invited: 8}
  run: {start: 2027-07-01, term: 12 months}
```

## Good

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, cohort: [Helio 3PL, Brandt Lager]}
  walk: {start: 2027-03-22, end: 2027-06-11, invited: 8}
  run: {start: 2027-07-01, term: 12 months}
```

## How to settle it with the partner

Ask: "Which two customers would say yes this month, with no software between us, only people?" If neither side can
name two, that is the finding. If it was all proved before, write under `prior` what it showed and where that is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.timeline import continues
from charter.values import given

if TYPE_CHECKING:
    from charter.finding import Severity
    from charter.model.phases import Phase

_CRAWL = ("phases", "crawl")


@rule(
    "PHS002",
    "29",
    since={"proposed": "error"},
    help="plan one or two pilots first, or say under prior what proved it before",
)
def check(case: Case) -> Iterator[Remark]:
    phases = given(case.charter.phases)
    if phases is None or continues(case.charter):
        return
    if phases.crawl is None and (first := _first(phases.walk, phases.run)):
        yield Remark(_CRAWL, f"the plan begins with {first}: nobody tries it small first")
    crawl = given(phases.crawl)
    if crawl is not None:
        yield from _without_length(crawl)
        yield from _without_customers(crawl, "warning" if case.tier == 1 else "error")


def _first(walk: object, run: object) -> str | None:
    if walk is not None:
        return "walk"
    return "run" if run is not None else None


def _without_length(crawl: Phase) -> Iterator[Remark]:
    start, end = given(crawl.start), given(crawl.end)
    if start is not None and start == end and start.exact:
        yield Remark((*_CRAWL, "end"), f"crawl ends on {end}, the day it starts", "give the pilots a few weeks")


def _without_customers(crawl: Phase, ceiling: Severity) -> Iterator[Remark]:
    help = "name the one or two customers, or a unit and a size"
    cohort = given(crawl.cohort)
    if crawl.cohort is None and crawl.invited is None:
        yield Remark((*_CRAWL, "cohort"), "crawl names no pilot customer", help, at_most=ceiling)
    elif cohort == ():
        yield Remark((*_CRAWL, "cohort"), "crawl has no pilot customer", help)
    elif getattr(cohort, "size", None) == 0:
        yield Remark((*_CRAWL, "cohort", "size"), "crawl has no pilot customer", help)
    elif cohort is None and given(crawl.invited) == 0:
        yield Remark((*_CRAWL, "invited"), "crawl has no pilot customer", help)
