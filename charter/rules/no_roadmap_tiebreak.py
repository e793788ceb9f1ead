"""Two roadmaps disagree, and nobody may decide.

## What it checks

From walk on and from tier 2, where a party promises `engineering` or `roadmap`, one row of `governance.decisions` is
about what is built: the roadmap, the design, the product, a release, priorities. Where both build into one product
(`joint-development`, `embedded`), this is asked at signing already. How a row is decided is judged by other rules.

## Why it matters

Each side's product owner is right, in its own product. Without a name the question is answered by whoever ships first,
and asked again in every meeting after that.

## Bad

```yaml
pattern: embedded
commitments:
  - {id: connector, from: northwind, kind: engineering, what: The connector.}
governance:
  decisions: [{topic: pricing exceptions, decided_by: [northwind.sponsor], mode: single}]
```

## Good

```yaml
pattern: embedded
commitments:
  - {id: connector, from: northwind, kind: engineering, what: The connector.}
governance:
  decisions: [{topic: roadmap conflict, decided_by: [northwind.delivery], mode: single, deadline: 10 business days}]
```

## How to settle it with the partner

Split it: each decides alone what its own product shows and stores. What is left, usually the place in between, gets one
role, a deadline, and the escalation for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.patterns import BUILT
from charter.values import Absent, given

_BUILDING = re.compile(r"roadmap|design|product|release|priorit|feature|architect|technical|scope|build", re.IGNORECASE)


@rule(
    "GOV007",
    "58",
    since={"signing": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add a row to governance.decisions: topic roadmap conflict, decided_by, mode and deadline",
)
def check(case: Case) -> Iterator[Remark]:
    charter, governance = case.charter, case.charter.governance
    if isinstance(governance, Absent) or charter.part_of is not None:
        return
    if not case.reached("walk") and given(charter.pattern) not in BUILT:
        return
    decisions = governance.decisions if governance is not None else None
    topics = [given(row.topic) for row in decisions or ()] if not isinstance(decisions, Absent) else [None]
    building = [
        one for one in promises(charter) if given(one.terms.kind) in ("engineering", "roadmap") and is_firm(one)
    ]
    if building and not any(topic is None or _BUILDING.search(topic) for topic in topics):
        name = given(building[0].terms.id) or "something"
        also = (Also((*building[0].path, "kind"), f"{name} is to be built"),)
        said = "nothing says who decides when the two roadmaps disagree"
        yield Remark(("governance", "decisions"), said, also=also)
