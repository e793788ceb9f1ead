"""Nobody can sign for a party.

## What it checks

The roles that a people file names under `signatories`, or `sponsor` where it names none, are among its `roles`.
Somebody holds one of them today. A role that the terms use is looked at by `role-unowned`, which says more about it.

## Why it matters

A signature counts only if it comes from a signatory. When everything is agreed and the only one left the company in
spring, the deal waits for a board meeting.

## Bad

```yaml
parties: {contoso: {name: Contoso Field Services AG}}
# people/contoso.yaml
people: 1
party: contoso
signatories: [managing-director]
roles:
  sponsor: [{name: Luca Meier, from: 2025-11-01}]
```

## Good

```yaml
parties: {contoso: {name: Contoso Field Services AG}}
# people/contoso.yaml
people: 1
party: contoso
signatories: [sponsor]
roles:
  sponsor: [{name: Luca Meier, from: 2025-11-01}]
```

## How to settle it with the partner

Ask who may sign for the company according to its register, today, and put those people in, with the day from which they
may. Ask it now: the answer is sometimes "two together".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from charter.keyring import in_role
from charter.rules import Also, Case, Remark, rule
from charter.values import Absent, Role, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.finding import Severity
    from charter.model import People


@rule(
    "85",
    since={"proposed": "warning", "signing": "error"},
    help="name under signatories a role that somebody holds",
)
def check(case: Case) -> Iterator[Remark]:
    used = {mark for _, mark in case.marks if isinstance(mark, Role)}
    if given(case.charter.part_of) is not None:
        return
    for party in given(case.charter.parties) or ():
        roster = case.people.get(party)
        if roster is None or isinstance(roster.roles, Absent) or isinstance(roster.signatories, Absent):
            continue
        names, seats = roster.signatories or ("sponsor",), roster.roles or {}
        yield from _without_role(party, names, seats)
        there = [name for name in names if name in seats]
        if there and not any(Role(party, name) in used for name in there):
            yield from _without_person(case, roster, there)


def _without_role(party: str, names: Sequence[str], seats: Mapping[str, object]) -> Iterator[Remark]:
    """Signatories that are no roles; as long as another one is, that is a slip of the pen."""
    also = (Also(("roles",), f"the roles of {party}", party),)
    severity: Severity = "warning" if any(name in seats for name in names) else "error"
    for index, name in enumerate(names):
        if name not in seats:
            message = f"{name} is to sign for {party}, and {party} has no such role"
            help = f"add {name} under roles, or name another one here"
            yield Remark(("signatories", index), message, help, also, severity, party=party)


def _without_person(case: Case, roster: People, names: Sequence[str]) -> Iterator[Remark]:
    seats, party = roster.roles, str(roster.party)
    if seats is None or isinstance(seats, Absent) or any(isinstance(seats[name], Absent) for name in names):
        return
    if not any(True for name in names for _ in in_role(roster, name, case.today)):
        roles = listed([f"{party}.{name}" for name in names])
        yield Remark(("signatories",), f"nobody can sign for {party}: nobody holds {roles} today", party=party)
