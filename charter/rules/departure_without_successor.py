"""Somebody leaves before the work is done, and nobody takes over.

## What it checks

Where a people file says that the last holder of a role leaves (`to`), somebody else holds it on every day on which the
terms need it: for the decision of a gate by that role, for a deliverable it owns, and on the last day of the plan.
Whoever has left already is another matter: `role-unowned` speaks of it.

## Why it matters

That somebody leaves is known for months, and by everybody but the partner. On the day of the gate the role is empty, no
decision counts, and what happens then is what the terms say about silence.

## Bad

```yaml
parties: {contoso: {name: Contoso Field Services AG}}
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19, decided_by: [contoso.sponsor]}}
# people/contoso.yaml
people: 1
party: contoso
roles:
  sponsor: [{name: Luca Meier, from: 2025-11-01, to: 2027-02-28}]
```

## Good

```yaml
parties: {contoso: {name: Contoso Field Services AG}}
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19, decided_by: [contoso.sponsor]}}
# people/contoso.yaml
people: 1
party: contoso
roles:
  sponsor:
    - {name: Luca Meier, from: 2025-11-01, to: 2027-02-28}
    - {name: Beat Graf, from: 2027-03-01}
```

## How to settle it with the partner

Ask for the successor's name and first day, and for one call with both of them before the handover. If nobody can name
one yet, ask who decides meanwhile, and put that person in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import gates
from charter.terms.days import plus
from charter.terms.timeline import Moment, phases, stretches
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from datetime import date

    from charter.model import Charter
    from charter.model.people import Holder


class _Gap(NamedTuple):
    """A time without anybody in a role: whose departure begins it, and the day it is over; None where nobody comes."""

    row: int
    leaves: date
    until: date | None


@rule(
    "GOV010",
    "49",
    since={"proposed": "warning"},
    help="name the successor in that party's file, with the first day, or correct the day of leaving",
)
def check(case: Case) -> Iterator[Remark]:
    if given(case.charter.part_of) is not None or case.stage == "winding-down":
        return
    used = {mark for _, mark in case.marks if isinstance(mark, Role)}
    for party, roster in case.people.items():
        for name, seat in (given(roster.roles) or {}).items():
            role = Role(party, name)
            if role not in used or isinstance(seat, Absent):
                continue
            for gap in _gaps(seat, case.today):
                yield from _missed(case.charter, role, seat, gap)


def _gaps(seat: Sequence[Holder], today: date) -> Iterator[_Gap]:
    """The times from today on in which a role that was held is not, by the days in its people file."""
    for index, holder in enumerate(seat):
        leaves = given(holder.to)
        if leaves is None or leaves < today or isinstance(holder.to, Absent):
            continue
        others = [other for place, other in enumerate(seat) if place != index]
        next_day = plus(leaves, 1)
        if any(_holds(other, next_day) for other in others):
            continue
        coming = [first for other in others if (first := given(other.from_)) is not None and first > next_day]
        yield _Gap(index, leaves, min(coming) if coming else None)


def _holds(holder: Holder, day: date) -> bool:
    first, last = given(holder.from_), given(holder.to)
    return (first is None or first <= day) and (last is None or day <= last)


def _missed(charter: Charter, role: Role, seat: Sequence[Holder], gap: _Gap) -> Iterator[Remark]:
    """What the terms ask of the role while nobody is there: the first thing with a day, else the plan as a whole."""
    needed = sorted(_needed(charter, role), key=lambda moment: moment.latest)
    ends = [stretch.end for stretch in stretches(charter) if stretch.end is not None]
    needed += ends[-1:]
    for moment in needed:
        if moment.latest > gap.leaves and (gap.until is None or moment.earliest < gap.until):
            name = given(seat[gap.row].name) or "its holder"
            before = "" if gap.until is None else f" before {gap.until}"
            message = f"{name} leaves {role} on {gap.leaves}, and nobody takes over{before}: {moment}"
            also = (Also(moment.path, str(moment)),)
            yield Remark(("roles", role.role, gap.row, "to"), message, also=also, party=role.party)
            return


def _needed(charter: Charter, role: Role) -> Iterator[Moment]:
    """The days on which the terms ask something of a role: its gates and its deliverables."""
    for name, path, gate in gates(charter):
        day = given(gate.decide_by)
        if day is not None and role in (given(gate.decided_by) or ()):
            yield Moment((*path, "decide_by"), day, f"the {name} gate is decided", by=True, counts="last")
    for name, phase in phases(charter):
        for index, one in enumerate(given(phase.deliverables) or ()):
            day = given(one.due)
            if day is not None and given(one.owner) == role:
                words = f"{given(one.id) or 'this'} is due"
                yield Moment(("phases", name, "deliverables", index, "due"), day, words)
