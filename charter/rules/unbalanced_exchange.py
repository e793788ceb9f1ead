"""One side gives everything the other gives, and more on top.

## What it checks

What each side gives is laid side by side: money, people and work, what is at risk, exclusivity, brand and reach, data
and licences. The rule speaks only if one side is ahead in at least two of these, one of them money, people or
exclusivity, and the other side is ahead in none. "Ahead" means that it gives something there and the other nothing,
or a number against words alone. Amounts are never weighed against each other: 88% against 12% says nothing by itself.
What is withheld, and what counts in other units, may be more, so the rule stays silent. It also stays silent where the
giver, the kind or the value of any promise is open or cannot be read.

## Why it matters

An uneven deal feels fine to the side that gets it and is signed quickly. In the second year the other side works out
what it gives, and then it does what it can: it asks for a new deal, or sends its second-best people. That is a bad
moment to find out what was fair.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
commitments:
  - {id: fee, from: northwind, kind: money, what: A setup fee., value: {amount: EUR 90000}}
  - {id: only-you, from: northwind, kind: exclusivity, what: No other installer in DE.}
  - {id: engineers, from: northwind, kind: engineering, what: Two engineers., quantity: {value: 2, unit: fte}}
  - {id: crews, from: contoso, kind: engineering, what: One engineer., quantity: {value: 1, unit: fte}}
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
commitments:
  - {id: fee, from: northwind, kind: money, what: A setup fee., value: {amount: EUR 90000}}
  - {id: only-you, from: northwind, kind: exclusivity, what: No other installer in DE.}
  - {id: engineers, from: northwind, kind: engineering, what: Two engineers., quantity: {value: 2, unit: fte}}
  - {id: crews, from: contoso, kind: engineering, what: One engineer., quantity: {value: 1, unit: fte}}
  - {id: reach, from: contoso, kind: distribution, what: An offer to all 140 warehouses under contract.}
```

## How to settle it with the partner

Show the table, not an opinion. Ask the side that gives more: "Would you still do this if the other gave nothing?" If
yes, write that into `if_other_stops`, and it is settled. If no, ask the other side which empty row it can fill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from charter.rules import Also, Case, Remark, rule
from charter.terms.balance import DIMENSIONS, Line, Side, balance
from charter.terms.exchange import (
    givers_are_known,
    is_firm,
    is_intangible,
    is_umbrella,
    party_ids,
    promises,
    promises_of,
    uncounted,
)
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter
    from charter.terms.balance import Dimension

_Standing: TypeAlias = Literal["ahead", "level", "perhaps behind"]

_WEIGHTY = ("money", "people", "exclusivity")
_MOST_PARTIES = 20
"""Among more, holding each against each says nothing that anybody could act on, and takes long."""


@rule(
    "VAL002",
    "15",
    since={"draft": "warning"},
    help="add what this side gives and the list does not show, or say in if_other_stops who would go on regardless",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    told = len(party_ids(charter)) <= _MOST_PARTIES and not is_umbrella(charter) and _is_known(case)
    lines = balance(charter) if told else ()
    parties = [side.party for side in lines[0].sides] if lines else []
    for party in parties:
        others = [other for other in parties if other != party]
        ahead = [_ahead(lines, other, party) for other in others]
        if not ahead or not all(ahead) or _is_spoken_of(case, party) or _content(charter, others):
            continue
        first = next(promise.path for promise in promises_of(charter, party))
        also = tuple(_places(lines, dict(zip(others, ahead, strict=True))))
        yield Remark(first, _said(party, others, ahead[0]), also=also)


def _is_known(case: Case) -> bool:
    """Whether every promise is there, and says readably who gives what kind of thing; none has an unreadable value."""
    kinds = [given(promise.terms.kind) for promise in promises(case.charter)]
    hidden = (_hides_a_promise(path, value) for path, value in case.marks if isinstance(value, Absent))
    return givers_are_known(case.charter) and None not in kinds and not any(hidden)


def _hides_a_promise(path: Path, value: Absent) -> bool:
    if path[0] != "commitments":
        return False
    return value.kind != "none" if len(path) <= 2 else value.kind == "unreadable" and path[2] == "value"


def _ahead(lines: Sequence[Line], one: str, other: str) -> list[Dimension]:
    """The dimensions in which one side gives more; empty unless they weigh enough and the other is ahead in none."""
    standings = {line.dimension: _standing(line.side(one), line.side(other)) for line in lines}
    ahead: list[Dimension] = [name for name, standing in standings.items() if standing == "ahead" and name != "risk"]
    enough = len(ahead) >= 2 and any(name in _WEIGHTY for name in ahead)
    return ahead if enough and "perhaps behind" not in standings.values() else []


def _standing(one: Side, other: Side) -> _Standing:
    """How one side stands to the other in one dimension; in doubt it is perhaps behind."""
    if not other.given:
        return "ahead" if one.given else "level"
    if not one.given or other.withheld or (one.exposure == "conditional" and other.exposure != "conditional"):
        return "perhaps behind"
    if not other.amounts:
        return "ahead" if one.amounts else "level"
    mine = {amount.unit: amount for amount in one.amounts}
    behind = (amount.unit not in mine or amount.may_exceed(mine[amount.unit]) for amount in other.amounts)
    return "perhaps behind" if any(behind) else "level"


def _is_spoken_of(case: Case, party: str) -> bool:
    """Whether another rule already says that this party gives next to nothing."""
    firm = (promise for promise in promises_of(case.charter, party) if is_firm(promise))
    if not any(not is_intangible(case.charter, promise) for promise in firm):
        return True
    return case.reached("proposed") and bool(uncounted(case.charter, party))


def _content(charter: Charter, parties: Sequence[str]) -> bool:
    """Whether one of these parties says that it would go on even if it got nothing back."""
    said = given(charter.if_other_stops) or {}
    answers = (given(said.get(party)) for party in parties)
    return any(answer is not None and given(answer.continues) is True for answer in answers)


def _said(party: str, others: Sequence[str], ahead: Sequence[Dimension]) -> str:
    if len(others) > 1:
        return f"each of {listed(others)} gives more than {party} does, and {party} gives more in nothing"
    return f"{others[0]} gives more in {listed(_titles(ahead))}, and {party} gives more in nothing"


def _titles(dimensions: Sequence[Dimension]) -> list[str]:
    return [DIMENSIONS[dimension].lower() for dimension in dimensions]


def _places(lines: Sequence[Line], ahead: Mapping[str, Sequence[Dimension]]) -> Iterator[Also]:
    for party, dimensions in ahead.items():
        for line in lines:
            if line.dimension in dimensions:
                yield Also(line.side(party).given[0], f"{DIMENSIONS[line.dimension].lower()}, from {party}")
