"""Only one side can leave.

## What it checks

Every party has a way out in `exit.triggers`: a trigger that `any` party, the `other` party or this one may use. Leaving
on notice alone is open to all parties or to none. A one-sided right that says what the other side gets for it
(`in_return`) is fine, and so is a trigger that only changes something (`then: change`).

## Why it matters

The side that cannot leave pays for everything that comes later: it has no answer when terms are reopened, because it
has nothing to threaten with. It finds out in the first bad year.

## Bad

```yaml
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
exit:
  triggers:
    - {id: notice, when: {event: Northwind gives notice}, invoked_by: northwind, notice: 30 days}
```

## Good

```yaml
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
```

## How to settle it with the partner

Turn the names around and read the exits again. If either of you would not sign that, make the trigger mutual, or write
down what the right costs: more notice, longer support, money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from charter.rules import Case, Remark, rule
from charter.terms.exchange import party_ids
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model.ending import Trigger

_PLACE = ("exit", "triggers")
_NOTICE = re.compile(r"\bgives? (?:\w+ ){0,2}notice\b", re.IGNORECASE)


class _Way(NamedTuple):
    """A way out, and the one party that may use it; None where it is open to others too."""

    path: Path
    terms: Trigger
    party: str | None


@rule(
    "EXIT003",
    "69",
    since={"draft": "info", "proposed": "warning"},
    help="let any party use it, give the other side a way out as well, or say under in_return what it gets",
)
def check(case: Case) -> Iterator[Remark]:
    parties = party_ids(case.charter)
    if len(parties) < 2 or case.charter.part_of is not None:
        return
    if any(path[:2] == _PLACE for path, _ in case.absent_items):
        return
    ways = [*_ways(case, parties)]
    for some, only in (
        (ways, "may end this"),
        ([way for way in ways if _is_plain(way.terms)], "may leave on notice alone"),
    ):
        if (remark := _one_sided(some, parties, only)) is not None:
            yield remark
            return


def _ways(case: Case, parties: tuple[str, ...]) -> Iterator[_Way]:
    ending = given(case.charter.exit)
    for index, trigger in enumerate((given(ending.triggers) or ()) if ending else ()):
        if trigger.then in (None, "end", "stop"):
            invoker = given(trigger.invoked_by)
            yield _Way((*_PLACE, index), trigger, invoker if invoker in parties else None)


def _is_plain(trigger: Trigger) -> bool:
    when = given(trigger.when)
    event = given(when.event) if when else None
    return trigger.ground == "convenience" or (trigger.ground is None and bool(event and _NOTICE.search(event)))


def _one_sided(ways: list[_Way], parties: tuple[str, ...], only: str) -> Remark | None:
    holders = {way.party for way in ways}
    left = [party for party in parties if party not in holders]
    if not ways or None in holders or not left or all(way.terms.in_return is not None for way in ways):
        return None
    way = next(way for way in ways if way.terms.in_return is None)
    held = [party for party in parties if party in holders]
    message = f"only {listed(held)} {only}; {listed(left)} may not"
    return Remark((*way.path, "invoked_by"), message)
