"""Two sales teams will meet in one account, and nobody said how.

## What it checks

From walk on and from tier 2, where a partner sells what you sell, too (`resell`, `distribution`, `marketplace`),
`operations.engagement` says how both teams meet in one account.

## Why it matters

Your own seller has a quota, knows the customer, and has a discount at hand. The partner who loses one deal to you
registers no second one.

## Bad

```yaml
pattern: resell
operations:
  guide: Partner guide
```

## Good

```yaml
pattern: resell
operations:
  engagement: The registering party leads; own sellers offer no discount on a registered account.
```

## How to settle it with the partner

Sit down with one seller of each side and a list of twenty accounts. Wherever both reach for the pen, you need a
sentence."""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given


@rule(
    "INC005",
    since={"walk": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add operations.engagement: who leads in an account, and what the other one may offer",
)
def check(case: Case) -> Iterator[Remark]:
    charter, operations = case.charter, case.charter.operations
    if given(charter.pattern) not in ("resell", "distribution", "marketplace") or charter.part_of is not None:
        return
    if not isinstance(operations, Absent) and (operations is None or operations.engagement is None):
        yield Remark(("operations", "engagement"), "nothing says how two sales teams meet in one account")
