"""Everything waits for a condition, and nobody knows until when.

## What it checks

Every row of `conditions` has a last day (`by`): if it is not met by then, nobody is bound to wait any longer. A
condition that blocks only walk or run needs none where the gate before that phase has a day (`decide_by`).

## Why it matters

A clearance that never comes is not a no. Both sides keep people and money ready, turn other partners away, and each
waits for the other to say that it is over, because whoever says it has given up.

## Bad

```yaml
conditions:
  - {id: clearance, what: The competition authority clears the agreement, owner: northwind.sponsor, blocks: crawl}
```

## Good

```yaml
conditions:
  - id: clearance
    what: The competition authority clears the agreement
    owner: northwind.sponsor
    by: 2027-01-05
    blocks: crawl
```

## How to settle it with the partner

Ask how long each side can keep its people free for this. The shorter answer is the day. If it passes, you may agree on
a new one; you may also go, and nobody has broken a promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.criteria import gates
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter

_BEFORE = {"walk": ("crawl",), "run": ("crawl", "walk")}


@rule(
    "80",
    since={"draft": "warning", "proposed": "error"},
    help="add by: the last day; after it nobody has to wait any longer",
)
def check(case: Case) -> Iterator[Remark]:
    for index, condition in enumerate(given(case.charter.conditions) or ()):
        if condition.by is None and not _decided_by_a_gate(given(condition.blocks), case.charter):
            name = given(condition.id) or "this condition"
            waits = f"{given(condition.blocks) or 'everything'} waits for {name}"
            yield Remark(("conditions", index, "by"), f"{waits}, and nothing says until when")


def _decided_by_a_gate(blocks: str | None, charter: Charter) -> bool:
    before = _BEFORE.get(blocks or "", ())
    return any(name in before and gate.decide_by is not None for name, _, gate in gates(charter))
