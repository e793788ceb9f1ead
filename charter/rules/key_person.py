"""Everything on one side hangs on one person.

## What it checks

From walk on, and from tier 2 on: for each party, the sponsor, whoever decides the gates, and whoever ends an escalation
are not one single person without a deputy. A deputy is a role (`deputy` in the people file) that somebody else holds.

## Why it matters

One illness, one better offer, and nobody over there can decide, escalate or even say that it is over. The heroes of a
partnership are its largest risk, and they are the last to say so.

## Bad

```yaml
tier: 2
parties: {contoso: {name: Contoso Field Services AG}}
governance:
  sponsors: {contoso: contoso.sponsor}
  escalation: [{level: 1, roles: [contoso.sponsor], within: 5 business days, then: exit-review}]
phases:
  crawl: {gate: {decided_by: [contoso.sponsor]}}
# people/contoso.yaml
people: 1
party: contoso
roles:
  sponsor: [{name: Luca Meier}]
```

## Good

```yaml
tier: 2
parties: {contoso: {name: Contoso Field Services AG}}
governance:
  sponsors: {contoso: contoso.sponsor}
  escalation: [{level: 1, roles: [contoso.sponsor], within: 5 business days, then: exit-review}]
phases:
  crawl: {gate: {decided_by: [contoso.sponsor]}}
# people/contoso.yaml
people: 1
party: contoso
roles:
  sponsor: [{name: Luca Meier, deputy: delivery}]
  delivery: [{name: Beat Graf}]
```

## How to settle it with the partner

Ask both sponsors: "Who decides in the four weeks when you cannot be reached?" Write that role beside their name, and
invite whoever holds it to the next review.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from charter.keyring import in_role
from charter.likeness import look
from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import gates
from charter.values import Role, given

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter, People


@rule(
    "GOV005",
    "50",
    since={"walk": "warning"},
    from_tier=2,
    help="name a deputy in the people file: a role that somebody else holds",
)
def check(case: Case) -> Iterator[Remark]:
    if given(case.charter.part_of) is not None or case.stage == "winding-down":
        return
    for party in given(case.charter.parties) or ():
        roster, seats = case.people.get(party), tuple(_seats(case.charter, party))
        if roster is None or {seat.what for seat in seats} != {"sponsor", "gate", "escalation"}:
            continue
        roles = list(dict.fromkeys(seat.role.role for seat in seats))
        holders = [holder for role in roles for holder in in_role(roster, role, case.today)]
        people = {look(given(holder.name) or "") for holder in holders if given(holder.name) is not None}
        deputies = {deputy for holder in holders if (deputy := given(holder.deputy)) is not None}
        if len(people) == 1 and not any(_others(case, roster, deputy, people) for deputy in deputies):
            name = given(holders[0].name)
            also = tuple(Also(seat.path, _WORDS[seat.what]) for seat in seats)
            message = f"{name} alone decides the gates, ends escalations and is sponsor for {party}, without a deputy"
            yield Remark(("roles", roles[0]), message, also=also, party=party)


class _Seat(NamedTuple):
    """A place at the top of one side."""

    what: Literal["sponsor", "gate", "escalation"]
    role: Role
    path: Path


_WORDS = {"sponsor": "the sponsor", "gate": "decides this gate", "escalation": "ends an escalation"}


def _seats(charter: Charter, party: str) -> Iterator[_Seat]:
    """Where a party needs somebody at the top."""
    governance = given(charter.governance)
    if governance is None:
        return
    sponsor = given((given(governance.sponsors) or {}).get(party))
    if sponsor is not None:
        yield _Seat("sponsor", sponsor, ("governance", "sponsors", party))
    for _, path, gate in gates(charter):
        for index, decider in enumerate(given(gate.decided_by) or ()):
            if isinstance(decider, Role) and decider.party == party:
                yield _Seat("gate", decider, (*path, "decided_by", index))
    ladder = given(governance.escalation) or ()
    for index, decider in enumerate((given(ladder[-1].roles) or ()) if ladder else ()):
        if isinstance(decider, Role) and decider.party == party:
            yield _Seat("escalation", decider, ("governance", "escalation", len(ladder) - 1, "roles", index))


def _others(case: Case, roster: People, role: str, people: set[str]) -> bool:
    """Whether somebody else holds a role."""
    return any(look(given(holder.name) or "") not in people for holder in in_role(roster, role, case.today))
