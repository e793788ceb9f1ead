"""On one level of the escalation, one side sends its sponsor and the other somebody from the team.

## What it checks

Where `governance.sponsors` names the sponsors, a level of `governance.escalation` has either the sponsor of every party
that stands on it, or of none.

## Why it matters

Whoever sits across from a vice president either gives in or has to ask at home. The dispute is not settled, it is
carried one level up by the side with less weight.

## Bad

```yaml
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
governance:
  sponsors: {northwind: northwind.sponsor, contoso: contoso.sponsor}
  escalation:
    - {level: 1, roles: [northwind.sponsor, contoso.delivery], within: 2 business days}
```

## Good

```yaml
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
governance:
  sponsors: {northwind: northwind.sponsor, contoso: contoso.sponsor}
  escalation:
    - {level: 1, roles: [northwind.delivery, contoso.delivery], within: 2 business days}
    - {level: 2, roles: [northwind.sponsor, contoso.sponsor], within: 5 business days, then: exit-review}
```

## How to settle it with the partner

Compare what the two may sign alone, not their titles: a small company's founder and a large one's head of department
can be equals. If they are, name that role as the sponsor.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Role, given
from charter.wording import listed


@rule(
    "52",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="let people meet who may decide as much as each other: all sponsors on one level, or none",
)
def check(case: Case) -> Iterator[Remark]:
    governance = given(case.charter.governance)
    if governance is None:
        return
    sponsors = {party: given(role) for party, role in (given(governance.sponsors) or {}).items()}
    for index, level in enumerate(given(governance.escalation) or ()):
        roles = [role for role in given(level.roles) or () if isinstance(role, Role) and sponsors.get(role.party)]
        above = {role.party for role in roles if role == sponsors[role.party]}
        below = [role for role in roles if role.party not in above]
        if above and below:
            names = listed([str(role) for role in below])
            sent = listed([f"{party}'s sponsor" for party in sorted(above)])
            path = ("governance", "escalation", index, "roles")
            yield Remark(path, f"{sent} meets {names} on level {given(level.level) or index + 1}")
