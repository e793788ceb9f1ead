"""Work at the customer is promised, and nobody counted the people.

## What it checks

From walk on and from tier 2, a promise of `support` or `training` says how many people, crews or days (`quantity`) or
what they cost (`value`, `budget`), or the party has a row in `incentives` for a team that delivers. What exists for
everybody anyway (`standing: true`) is not asked.

## Why it matters

The pilots are installed by the three people who believe in it. The eighth site needs the eleventh person, who has a
utilisation target and has never heard of you.

## Bad

```yaml
commitments:
  - {id: crews, from: contoso, kind: support, what: Installs the sites.}
```

## Good

```yaml
commitments:
  - {id: crews, from: contoso, kind: support, what: Installs the sites., quantity: {value: 4, unit: crews}}
```

## How to settle it with the partner

Multiply: sites in walk, days a site, people a day. Ask the head of delivery, not the alliance manager, whether these
people are free in those weeks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.incentives import reason_of
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model.exchange import Commitment

_TEAM = r"\b(deliver\w*|support\w*|service\w*|implement\w*|operations|consult\w*|success|training)"


@rule(
    "INC003",
    since={"walk": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add quantity: how many people, crews or days",
)
def check(case: Case) -> Iterator[Remark]:
    if isinstance(case.charter.incentives, Absent):
        return
    for promise in promises(case.charter):
        terms, party = promise.terms, given(promise.terms.from_)
        if given(terms.kind) not in ("support", "training") or not is_firm(promise) or _is_counted(terms):
            continue
        if party is not None and reason_of(case.charter, party, _TEAM) is None:
            name = given(terms.id) or "this work"
            yield Remark((*promise.path, "quantity"), f"{party} promises {name}, and nobody counted the people for it")


def _is_counted(terms: Commitment) -> bool:
    return given(terms.standing) is True or any(
        part is not None for part in (terms.quantity, terms.value, terms.budget, terms.level)
    )
