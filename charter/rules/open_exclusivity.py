"""Somebody gives up other partners, and nothing says for what or for how long.

## What it checks

A promise of exclusivity has an end (`until`), a field or a group of customers it covers (`exclusive.field`,
`exclusive.customers`), and, if it may last longer than three years, either something that stays free (`carve_outs`) or
a result that keeps it alive (`keeps_if`). Up to three years in one field is fine without.

## Why it matters

Exclusivity is the dearest thing in a partnership, and it costs nothing to write down. Without an end you wait for a
partner who has stopped trying; without a field you cannot even serve a customer who asks you for something else.

## Bad

```yaml
commitments:
  - id: only-us
    from: contoso
    kind: exclusivity
    what: Contoso works with no other vendor.
```

## Good

```yaml
commitments:
  - id: only-us
    from: contoso
    kind: exclusivity
    what: Contoso installs no other vendor's system in mid-size warehouses.
    exclusive:
      field: warehouse installation
      customers: warehouses with 10 to 50 docks
      carve_outs: [existing contracts]
      keeps_if: {metric: sites_live, reaches: ">= 100"}
    from_date: 2027-07-01
    until: 2028-06-30
```

## How to settle it with the partner

Ask the side that gives it: "What would you want to be free to do in a year?" Those are the carve-outs. Ask the side
that receives it: "What will you have delivered by then to deserve it?" That is `keeps_if`. Start with a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import Absent, Day, Duration, given

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model.exchange import Carving, Commitment

_SHORT = Duration(3, "year")


@rule(
    "73",
    since={"draft": "warning", "proposed": "error"},
    help="give it an end, a field, and what stays free or what keeps it alive",
)
def check(case: Case) -> Iterator[Remark]:
    for index, promise in enumerate(given(case.charter.commitments) or ()):
        if (promise.kind != "exclusivity" and given(promise.exclusive) is None) or given(promise.intended):
            continue
        path: Path = ("commitments", index)
        name = f"the exclusivity {given(promise.id) or ''}".rstrip()
        if promise.until is None and promise.due is None:
            yield Remark((*path, "until"), f"{name} has no end", "add until, a year from its start")
        if promise.exclusive is None:
            yield Remark(
                (*path, "exclusive"),
                f"nothing says what {name} covers and what stays free",
                "add exclusive with field and carve_outs",
            )
        carving = given(promise.exclusive)
        if carving is not None:
            yield from _reach((*path, "exclusive"), name, carving, short=_is_short(promise))


def _reach(path: Path, name: str, carving: Carving, *, short: bool) -> Iterator[Remark]:
    if carving.field is None and carving.customers is None:
        yield Remark(
            (*path, "field"), f"nothing says which products or customers {name} covers", "add field or customers"
        )
    if not short and carving.carve_outs is None and carving.keeps_if is None:
        yield Remark(
            path,
            f"{name} may last longer than three years, leaves nothing free and hangs on no result",
            "add carve_outs, or keeps_if with the result that keeps it alive",
        )


def _is_short(promise: Commitment) -> bool:
    """Whether it ends within three years, as far as that is known; what has no end has been said already."""
    last, begin = _last(promise), given(promise.from_date)
    if last is None or begin is None:
        return True
    latest = _SHORT.after(begin.first)
    return latest is None or last.first <= latest


def _last(promise: Commitment) -> Day | None:
    """The day it ends at the latest, where it is known."""
    end = promise.until
    if end is None or isinstance(end, Absent | str):
        return None
    return end if isinstance(end, Day) else given(end.date)
