"""Running this costs something, and nobody said how much.

## What it checks

At tier 3, `operations.running_cost` lists what it costs to keep the partnership going: enablement, material, on-call,
the people who look after it. At every tier, each item that is listed has a number in it, of money or of days.

## Why it matters

The deal is budgeted, the relationship is not. It is paid out of the time of the three people who care most, and ends
when they are needed elsewhere.

## Bad

```yaml
operations:
  running_cost: {partner-managers: each party its own}
```

## Good

```yaml
operations:
  running_cost:
    partner-managers: EUR 90000 a year, each party its own
    enablement: 4 days a quarter
```

## How to settle it with the partner

Each side counts the days its own people spent in the last month, and multiplies. Then compare the sum with what the
goals are worth: if it does not carry itself, do less of it, together.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given


@rule(
    "VAL010",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="write an amount or a number of days for each item",
)
def check(case: Case) -> Iterator[Remark]:
    operations, path = given(case.charter.operations), ("operations", "running_cost")
    if operations is None or case.charter.part_of is not None or isinstance(operations.running_cost, Absent):
        return
    for item, cost in (operations.running_cost or {}).items():
        words = given(cost)
        if words is not None and not any(letter.isdigit() for letter in words):
            yield Remark((*path, item), f"{item} costs something, and nobody said how much")
    if not operations.running_cost and case.tier == 3 and case.reached("signing"):
        yield Remark(path, "nothing says what it costs to keep this going", "list the items, with an amount for each")
