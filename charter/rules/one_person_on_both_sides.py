"""One person stands in the people files of two parties.

## What it checks

No two parties list the same person at the same time: one name, whatever the case, the spaces and the script, one mail
address, or one key. Whoever has left one side before coming to the other may stand in both.

## Why it matters

Signatures, decisions and attestations count only if every side gives its own. What one person has said for both will be
refused later, on the day when it is needed. And nobody negotiates well with oneself.

## Bad

```yaml
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
# people/northwind.yaml
people: 1
party: northwind
roles:
  sponsor: [{name: Jana Brandt, email: jana@northwind.example}]
# people/contoso.yaml
people: 1
party: contoso
roles:
  delivery: [{name: J. Brandt, email: jana@northwind.example}]
```

## Good

```yaml
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
# people/northwind.yaml
people: 1
party: northwind
roles:
  sponsor: [{name: Jana Brandt, email: jana@northwind.example}]
# people/contoso.yaml
people: 1
party: contoso
roles:
  delivery: [{name: Beat Graf, email: beat@contoso.example}]
```

## How to settle it with the partner

Mostly a file was copied: have each side write its own. If somebody really works for both, an adviser or a founder,
agree for which side he or she speaks here, and name another person for the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.likeness import look
from charter.rules import Also, Case, Remark, rule
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model.people import Holder


class _Seat(NamedTuple):
    """One row of a people file, and what its person can be told by, with the key of the row that holds it."""

    party: str
    path: Path
    holder: Holder
    marks: dict[tuple[str, str], str]


@rule(
    "49",
    since={"draft": "warning"},
    help="name for each party a person of its own",
)
def check(case: Case) -> Iterator[Remark]:
    seen: dict[tuple[str, str], list[_Seat]] = {}
    told: set[tuple[str, str, str]] = set()
    for seat in _seats(case):
        for mark, key in seat.marks.items():
            for other in seen.get(mark, ()):
                pair = (other.party, seat.party, str(seat.holder.name))
                if other.party != seat.party and _meet(other.holder, seat.holder) and pair not in told:
                    told.add(pair)
                    yield _remark(seat, other, key)
            seen.setdefault(mark, []).append(seat)


def _seats(case: Case) -> Iterator[_Seat]:
    for party in given(case.charter.parties) or ():
        roster = case.people.get(party)
        for role, seat in ((given(roster.roles) or {}) if roster is not None else {}).items():
            for index, holder in enumerate(given(seat) or ()):
                if not isinstance(holder.name, Absent):
                    yield _Seat(party, ("roles", role, index), holder, dict(_marks(holder)))


def _marks(holder: Holder) -> Iterator[tuple[tuple[str, str], str]]:
    """What a person is told by: the look of the name, the mail address, the key without its comment."""
    yield ("name", look(given(holder.name) or "")), "name"
    if (address := given(holder.email)) is not None:
        yield ("email", address.strip().casefold()), "email"
    if (line := given(holder.key)) is not None:
        yield ("key", " ".join(line.split()[:2])), "key"


def _meet(one: Holder, other: Holder) -> bool:
    """Whether there is a day on which both rows hold."""
    begins = max(given(one.from_) or date.min, given(other.from_) or date.min)
    return begins <= min(given(one.to) or date.max, given(other.to) or date.max)


def _remark(seat: _Seat, other: _Seat, key: str) -> Remark:
    name, theirs = str(seat.holder.name), str(other.holder.name)
    by = {"name": "", "email": " by the mail address", "key": " by the key"}[key]
    message = f"{name} of {seat.party} is {theirs} of {other.party}{by}"
    if not by:
        message = f"{name} stands in the people files of {other.party} and {seat.party}"
    also = (Also((*other.path, key), f"the same {_WORDS[key]}", other.party),)
    return Remark((*seat.path, key), message, also=also, party=seat.party)


_WORDS = {"name": "name", "email": "mail address", "key": "key"}
