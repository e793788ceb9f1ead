"""The partner stands in front of the customer, and has only a slide deck.

## What it checks

From walk on and from tier 2, where one side sells for the other (`referral`, `resell`, `distribution`, `marketplace`),
`operations.judgment` says when it is a fit, how to frame it, when to escalate, and which promises are safe. At every
tier, a list that is begun speaks of all four.

## Why it matters

The partner decides without you, in the one minute in which the customer asks. A certificate says that somebody
listened; it does not say what he may promise.

## Bad

```yaml
pattern: resell
operations:
  judgment: {fit: At least 300 connected pumps.}
```

## Good

```yaml
pattern: resell
operations:
  judgment:
    fit: At least 300 connected pumps.
    frame: Less typing first, safety second, never staff savings.
    escalate: Any question about a dose, the same hour.
    promise: Orders in scope, never closed-loop control.
```

## How to settle it with the partner

Play one customer meeting, with your own sceptic as the customer. Whatever the partner's seller asks you afterwards
belongs under one of the four.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.checklists import uncovered
from charter.terms.patterns import SELLING
from charter.values import Absent, given
from charter.wording import listed

_TOPICS = {
    "fit": "when it is a fit",
    "fram|position": "how to frame it",
    "escalat": "when to escalate",
    "promis": "which promises are safe",
}


@rule(
    "LCH006",
    since={"walk": "warning"},
    entered="2026-11-21",
    help="answer fit, frame, escalate and promise, a sentence for each",
)
def check(case: Case) -> Iterator[Remark]:
    charter, path = case.charter, ("operations", "judgment")
    if charter.part_of is not None or isinstance(charter.operations, Absent):
        return
    judgment = charter.operations.judgment if charter.operations is not None else None
    if isinstance(judgment, Absent):
        return
    if judgment:
        if missing := uncovered(_TOPICS, judgment):
            yield Remark(path, f"the partner's people know some of it, and nothing says {listed(missing)}")
    elif case.tier > 1 and given(charter.pattern) in SELLING:
        yield Remark(path, "nothing says what the partner's people must be able to judge")
