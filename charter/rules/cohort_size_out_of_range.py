"""Too many customers to learn from, or too few to prove anything.

## What it checks

Crawl has one or two pilot customers, walk five to ten more, or what the program's `defaults` say. Customers of crawl
that are named again in walk do not count as more. A phase that says why (`because`) may have as many as it needs. What
is counted in another unit, such as stores or sites, is not judged: a hundred stores may belong to one customer.

## Why it matters

With eight pilots nobody sits beside any of them, and you learn from a table what you could have seen in the first
week. With two customers in walk every percentage is an anecdote: one of them leaves, and adoption is 50 %.

## Bad

```yaml
phases:
  crawl: {cohort: [Helio 3PL, Brandt Lager, Kai Depot, Weserhof, Nordkai, Elbspeicher]}
```

## Good

```yaml
phases:
  crawl: {cohort: [Helio 3PL, Brandt Lager]}
  walk: {invited: 8}
```

## How to settle it with the partner

Ask who of you will visit each pilot customer every week, by name. The list ends where the names end; the others are
not refused, they are the first to be invited to walk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from charter.rules import Case, Remark, rule
from charter.terms.policy import policy
from charter.terms.timeline import phases
from charter.values import given

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model.phases import Cohort, Phase

_CUSTOMERS = re.compile(r"\b(?:pilot |invited |paying |new )?(?:customer|client|account|buyer)s?", re.IGNORECASE)


class _Count(NamedTuple):
    path: Path
    number: int


@rule(
    "PHS008",
    since={"draft": "warning"},
    help="choose fewer or more customers, or say under because why this number is right",
)
def check(case: Case) -> Iterator[Remark]:
    planned = dict(phases(case.charter))
    before: frozenset[str] = frozenset()
    for name in ("crawl", "walk"):
        phase = planned.get(name)
        if phase is None:
            continue
        count = _count(name, phase, before)
        before = frozenset(_names(phase))
        if count is not None and count.number and phase.because is None:
            yield from _judged(name, count, case)


def _judged(name: str, count: _Count, case: Case) -> Iterator[Remark]:
    measure = policy(case.program)
    usual = measure.crawl_customers if name == "crawl" else measure.walk_customers
    if not usual.low <= count.number <= usual.high:
        more = "more " if name == "walk" else ""
        customers = "customer" if count.number == 1 else "customers"
        yield Remark(count.path, f"{name} has {count.number} {more}{customers}; usual are {usual}")


def _count(name: str, phase: Phase, before: frozenset[str]) -> _Count | None:
    path: Path = ("phases", name)
    if phase.invited is not None:
        invited = given(phase.invited)
        return None if invited is None else _Count((*path, "invited"), invited)
    if names := _names(phase):
        return _Count((*path, "cohort"), len(set(names) - before))
    found = given(phase.cohort)
    if found is None or isinstance(found, tuple):
        return None
    cohort = cast("Cohort", found)
    unit, size = given(cohort.unit), given(cohort.size)
    if unit is None or size is None or not _CUSTOMERS.fullmatch(unit.strip()):
        return None
    return _Count((*path, "cohort", "size"), size)


def _names(phase: Phase) -> tuple[str, ...]:
    """The customers by name; none where one is withheld, since nobody knows then who is counted twice."""
    cohort = given(phase.cohort)
    if not isinstance(cohort, tuple):
        return ()
    known = tuple(name for name in cohort if isinstance(name, str))
    return known if len(known) == len(cohort) else ()
