"""Somebody promised engineers, and the roadmap does not know.

## What it checks

From walk on and from tier 2, a party that promises `engineering` or `roadmap` has a row in `incentives` for its product
or engineering team, with its `mechanism`.

## Why it matters

An alliance team can sign for intent, not for capacity. A product team is measured on risk and on its own goals; what is
in neither is moved to the next quarter, politely, every quarter.

## Bad

```yaml
commitments:
  - {id: connector, from: northwind, kind: engineering, what: The connector.}
incentives:
  - {party: northwind, team: sales, mechanism: Quota credit.}
```

## Good

```yaml
commitments:
  - {id: connector, from: northwind, kind: engineering, what: The connector.}
incentives:
  - {party: northwind, team: product, mechanism: The connector is one of three roadmap goals of the half-year.}
```

## How to settle it with the partner

Ask to see the plan of the half-year in which it is to be built, and where this stands in it. If it stands nowhere, the
owner of that plan belongs into the next meeting.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.incentives import reason_of
from charter.values import Absent, given

_TEAM = r"\b(product\w*|engineer\w*|develop\w*|r&d|technology|platform|entwicklung|produkt\w*)"


@rule(
    "INC002",
    since={"walk": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add a row for the product team: which of its goals this is",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if isinstance(charter.incentives, Absent) or charter.part_of is not None:
        return
    asked: set[str] = set()
    for promise in promises(charter):
        party, kind = given(promise.terms.from_), given(promise.terms.kind)
        if party is None or party in asked or kind not in ("engineering", "roadmap") or not is_firm(promise):
            continue
        asked.add(party)
        if reason_of(charter, party, _TEAM) is None:
            name = given(promise.terms.id) or "engineering"
            said = f"{party} promises {name}, and nothing says that its product team wants it"
            yield Remark(("incentives",), said, also=(Also((*promise.path, "kind"), "the promise"),))
