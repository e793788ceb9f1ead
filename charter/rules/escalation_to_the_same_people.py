"""The next level of an escalation reaches the same people again.

## What it checks

From signing on: each level of `governance.escalation` brings in at least one person who has not been at the table on
the levels below, by the people files of the parties. Two roles may be one person; two levels of the same people are
one. That two levels name the same roles says `escalation-incomplete`.

## Why it matters

Two partner managers who cannot agree on Tuesday will not agree on Thursday because the level has another number. The
days of the second level pass, and the customer waits.

## Bad

```yaml
parties: {contoso: {name: Contoso Field Services AG}}
governance:
  escalation:
    - {level: 1, roles: [contoso.delivery], within: 2 business days}
    - {level: 2, roles: [contoso.sponsor], within: 5 business days, then: exit-review}
# people/contoso.yaml
people: 1
party: contoso
roles:
  sponsor: [{name: Luca Meier}]
  delivery: [{name: Luca Meier}]
```

## Good

```yaml
parties: {contoso: {name: Contoso Field Services AG}}
governance:
  escalation:
    - {level: 1, roles: [contoso.delivery], within: 2 business days}
    - {level: 2, roles: [contoso.sponsor], within: 5 business days, then: exit-review}
# people/contoso.yaml
people: 1
party: contoso
roles:
  sponsor: [{name: Luca Meier}]
  delivery: [{name: Beat Graf}]
```

## How to settle it with the partner

Ask who their manager is, and whether that person knows this charter exists. If both sides are small, one level and an
outsider, such as a mediator, are more honest than two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.keyring import in_role
from charter.likeness import look
from charter.rules import Also, Case, Remark, rule
from charter.values import Role, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.governance import EscalationLevel


@rule(
    "51",
    since={"signing": "warning"},
    help="name somebody above them, or an outsider, or take the level out",
)
def check(case: Case) -> Iterator[Remark]:
    governance = given(case.charter.governance)
    ladder = (given(governance.escalation) or ()) if governance is not None else ()
    before: dict[str, str] = {}
    roles: list[frozenset[object]] = []
    for index, level in enumerate(ladder):
        people = _people(case, level)
        if people is None:
            return
        mine = frozenset(given(level.roles) or ())
        if index and people.keys() <= before.keys() and mine not in roles:
            names = listed(list(people.values()))
            lower = tuple(Also(("governance", "escalation", place, "roles"), "below it") for place in range(index))
            message = f"level {given(level.level) or index + 1} reaches nobody new: {names} talked before"
            yield Remark(("governance", "escalation", index, "roles"), message, also=lower)
        before |= people
        roles.append(mine)


def _people(case: Case, level: EscalationLevel) -> dict[str, str] | None:
    """Who talks at a level today, by the look of the name; None where it cannot be told, or an outsider does."""
    found: dict[str, str] = {}
    for role in given(level.roles) or ():
        roster = case.people.get(role.party) if isinstance(role, Role) else None
        if roster is None or not isinstance(role, Role):
            return None
        holders = [given(holder.name) for holder in in_role(roster, role.role, case.today)]
        if not holders or None in holders:
            return None
        found |= {look(name): name for name in holders if name is not None}
    return found or None
