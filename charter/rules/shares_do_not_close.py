"""The parts of one pool of money do not come to all of it.

## What it checks

The `parts` of a split come to 100%, exactly; `third-party` may stand for whoever gets the rest. Revenue shares of the
same base over the same days come to 100% at most, those that wait for something (`if`, `after`) and those only intended
(`intended: true`) left out. Where one of the percentages is withheld or open, nothing is added up.

## Why it matters

At 110%, whoever is paid first is paid, and the last one calls a lawyer. At 90%, each side has the other tenth in its
plan.

## Bad

```yaml
splits:
  - {id: joint-revenue, base: net revenue of the joint offer, parts: {northwind: 50%, contoso: 40%}}
```

## Good

```yaml
splits:
  - {id: joint-revenue, base: net revenue of the joint offer, parts: {northwind: 50%, contoso: 40%, third-party: 10%}}
```

## How to settle it with the partner

Take one invoice of 1000 and write down who holds how much of it at the end. If something is left over, it has an owner
too: say who, or raise a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import Promise, is_firm, promises
from charter.values import Percent, given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model import Charter

_ALL = Decimal(100)


@rule(
    "21",
    since={"draft": "error"},
    entered="2026-11-21",
    help="change the parts so that they come to 100%, or name who gets the rest",
)
def check(case: Case) -> Iterator[Remark]:
    for index, split in enumerate(given(case.charter.splits) or ()):
        parts = [given(part) for part in (given(split.parts) or {}).values()]
        known = [part.points for part in parts if part is not None]
        if known and len(known) == len(parts) and (total := sum(known, Decimal(0))) != _ALL:
            name = given(split.id) or "this pool"
            yield Remark(("splits", index, "parts"), f"the parts of {name} come to {_percent(total)}{_off(total)}")
    yield from _shares(case.charter)


def _shares(charter: Charter) -> Iterator[Remark]:
    """Shares of one base that are owed over the very same days."""
    pools: dict[object, list[tuple[Promise, Decimal]]] = defaultdict(list)
    for promise in promises(charter):
        terms, share = promise.terms, given(promise.terms.share)
        base, percent = (given(share.base), given(share.percent)) if share is not None else (None, None)
        waits = terms.if_ is not None or terms.after is not None
        if base is not None and percent is not None and not waits and is_firm(promise):
            pools[" ".join(base.casefold().split()), terms.from_date, terms.until].append((promise, percent.points))
    for pool in pools.values():
        total = sum((points for _, points in pool), Decimal(0))
        if total > _ALL:
            (first, _), *others = pool
            names = listed([given(promise.terms.id) or "another" for promise, _ in pool])
            also = tuple(
                Also((*promise.path, "share", "percent"), f"{_percent(more)} more") for promise, more in others
            )
            share = given(first.terms.share)
            base = (given(share.base) if share is not None else None) or "one base"
            said = f"{names} take {_percent(total)} of {quoted(base)}{_off(total)}"
            yield Remark(
                (*first.path, "share", "percent"), said, "lower one of them, or say what each is a share of", also
            )


def _off(total: Decimal) -> str:
    if total < _ALL:
        return f": nobody gets the other {_percent(_ALL - total)}"
    return f": {_percent(total - _ALL)} more than there is"


def _percent(points: Decimal) -> str:
    return str(Percent(points))
