"""A yes brings obligations that nobody has written down.

## What it checks

At tier 3, `operations.obligations` says what follows for the roadmap, custom work, support, prices and escalations, or
that nothing does. At every tier, a list that is begun speaks of all five.

## Why it matters

What a partner may expect beside the commitments is decided by whoever answers the first mail. A one-off connector, a
price for one customer, a weekend on call: each is small, and together they are a team that no budget has.

## Bad

```yaml
tier: 3
operations:
  obligations: {custom-work: none beyond the connector, pricing: one price list a country}
```

## Good

```yaml
tier: 3
operations:
  obligations:
    roadmap: nothing beside release 9
    custom-work: none beyond the connector
    support: as written under support
    pricing: one price list a country
    escalation: three levels, nobody calls a managing director first
```

## How to settle it with the partner

Go through the five and ask the other side what it would expect in the worst week. "None" is the best answer there is:
it can be shown to the seller who promised something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.checklists import uncovered
from charter.values import Absent, given
from charter.wording import listed

_TOPICS = {
    "roadmap": "the roadmap",
    "custom|bespoke": "custom work",
    "support": "support",
    "pric|discount": "prices",
    "escalat": "escalations",
}


@rule(
    "VAL009",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="write what follows for each of the five, or none",
)
def check(case: Case) -> Iterator[Remark]:
    operations, path = given(case.charter.operations), ("operations", "obligations")
    if operations is None or case.charter.part_of is not None or isinstance(operations.obligations, Absent):
        return
    if operations.obligations:
        if missing := uncovered(_TOPICS, operations.obligations):
            yield Remark(path, f"obligations are listed, and nothing is said of {listed(missing)}")
    elif case.tier == 3 and case.reached("signing"):
        yield Remark(path, "nothing says what this obliges you to beside the commitments")
