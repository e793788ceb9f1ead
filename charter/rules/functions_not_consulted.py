"""One side signs a strategic partnership, and has asked nobody who will have to carry it out.

## What it checks

At tier 3, from signing on, every party names in `governance.consulted` at least one function that was asked: sales,
product, legal, support, delivery, or another one. Every row says when (`date`) or who spoke for it (`by`).

## Why it matters

Sales promises it, product hears of it from a customer, legal sees it last and support never. What these four would have
said in an hour takes a quarter once the contract is signed.

## Bad

```yaml
tier: 3
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
governance:
  consulted:
    - {party: northwind, function: legal, date: 2026-11-20}
```

## Good

```yaml
tier: 3
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
governance:
  consulted:
    - {party: northwind, function: legal, date: 2026-11-20}
    - {party: contoso, function: support, by: Head of support}
```

## How to settle it with the partner

Each side asks its own people, and tells the other whom. A function that says no is worth more now than later: let the
other side hear the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.exchange import party_ids
from charter.values import Absent, given
from charter.wording import listed, quoted


@rule(
    "GOV011",
    since={"signing": "warning"},
    from_tier=3,
    entered="2026-11-21",
    help="ask those who will carry it out, and write down party, function and date",
)
def check(case: Case) -> Iterator[Remark]:
    governance, path = given(case.charter.governance), ("governance", "consulted")
    if governance is None or case.charter.part_of is not None or isinstance(governance.consulted, Absent):
        return
    rows = governance.consulted or ()
    asked = [given(row.party) for row in rows]
    if None not in asked and (missing := [party for party in party_ids(case.charter) if party not in asked]):
        yield Remark(path, f"nothing says that anybody at {listed(missing)} was asked before signing")
    for index, row in enumerate(rows):
        if row.by is None and row.date is None:
            function = quoted(given(row.function) or "this function")
            yield Remark((*path, index), f"{function} was asked, and nothing says whom or when", "add by or date")
