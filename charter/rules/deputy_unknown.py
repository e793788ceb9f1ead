"""A deputy is named, and nobody could stand in.

## What it checks

The `deputy` of a person in a people file is a role of that party that somebody else holds: not the same role, not one
that is not there, and not another seat of the same person.

## Why it matters

You need a deputy on one day: the sponsor is on a beach, the gate is tomorrow. If the deputy is a role that nobody
holds, the answer of that day does not count, and the gate decides by silence.

## Bad

```yaml
parties: {contoso: {name: Contoso Field Services AG}}
# people/contoso.yaml
people: 1
party: contoso
roles:
  sponsor: [{name: Luca Meier, deputy: delivery}]
  delivery: [{name: Luca Meier}]
```

## Good

```yaml
parties: {contoso: {name: Contoso Field Services AG}}
# people/contoso.yaml
people: 1
party: contoso
roles:
  sponsor: [{name: Luca Meier, deputy: delivery}]
  delivery: [{name: Beat Graf}]
```

## How to settle it with the partner

Ask who signed for your counterpart during the last holidays. That role is the deputy; if nobody did, there is none, and
the line is better taken out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.likeness import look
from charter.rules import Also, Case, Remark, rule
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import People
    from charter.model.people import Holder


@rule(
    "50",
    since={"proposed": "warning"},
    help="name a role of the same party that another person holds, or take the deputy out",
)
def check(case: Case) -> Iterator[Remark]:
    for party, roster in case.people.items():
        for role, seat in (given(roster.roles) or {}).items():
            for index, holder in enumerate(given(seat) or ()):
                deputy = given(holder.deputy)
                gone = given(holder.to)
                if deputy is None or (gone is not None and gone < case.today):
                    continue
                why = _why_not(case, roster, role, holder)
                if why:
                    also = (Also(("roles", deputy), f"{party}.{deputy}", party),) if _held(roster, deputy) else ()
                    message = f"{deputy} is to stand in for {given(holder.name) or role}, and {why}"
                    yield Remark(("roles", role, index, "deputy"), message, also=also, party=party)


def _held(roster: People, role: str) -> bool:
    return role in (given(roster.roles) or {})


def _why_not(case: Case, roster: People, role: str, holder: Holder) -> str:
    """Why a deputy cannot stand in; empty if one can, or it is left open."""
    deputy = given(holder.deputy) or ""
    if deputy == role:
        return "that is the same role"
    if not _held(roster, deputy):
        return f"{roster.party} has no such role"
    seat = (given(roster.roles) or {})[deputy]
    if isinstance(seat, Absent):
        return ""
    staying = [one for one in seat if (given(one.to) or case.today) >= case.today]
    names = {look(given(one.name) or "") for one in staying if not isinstance(one.name, Absent)}
    if not staying:
        return "nobody holds that role"
    return "that is the same person" if names == {look(given(holder.name) or "")} else ""
