"""A party has nobody at the top who answers for this partnership.

## What it checks

From tier 2 on every party has a sponsor: `governance.sponsors` names a role of its own.

## Why it matters

Partner managers open doors, sponsors move budgets. The first time a roadmap, a price or a team is at stake, somebody
has to decide against another goal of the same company. If nobody there has promised to, it will not happen.

## Bad

```yaml
tier: 2
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
governance:
  sponsors: {northwind: northwind.sponsor}
```

## Good

```yaml
tier: 2
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
governance:
  sponsors: {northwind: northwind.sponsor, contoso: contoso.sponsor}
```

## How to settle it with the partner

Ask your counterpart: "Who on your side would lose face if this failed?" If there is nobody, the tier is too high.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.exchange import party_ids
from charter.values import Absent, Role, given


@rule(
    "GOV004",
    since={"proposed": "warning"},
    from_tier=2,
    help="name the role of each party that answers for this at the top: governance.sponsors",
)
def check(case: Case) -> Iterator[Remark]:
    governance = given(case.charter.governance)
    if governance is None or given(case.charter.part_of) is not None:
        return
    if isinstance(governance.sponsors, Absent):
        return
    sponsors = governance.sponsors or {}
    for party in party_ids(case.charter):
        path = ("governance", "sponsors", party)
        sponsor = given(sponsors.get(party))
        if party not in sponsors:
            yield Remark(path, f"{party} has no sponsor")
        elif isinstance(sponsor, Role) and sponsor.party != party:
            message = f"the sponsor of {party} is {sponsor}, somebody of another party"
            yield Remark(path, message, f"name a role of {party}")
