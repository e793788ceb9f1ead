"""Customers are to connect two products, and nobody has written down how.

## What it checks

From walk on and from tier 2, where one product runs in or beside the other (`technology`, `embedded`, `marketplace`),
`operations.guide` points to the step-by-step guide.

## Why it matters

The pilots were connected by the people who built it. The eighth customer gets a link to a reference and a support
address, and gives up on a Thursday evening without telling anybody.

## Bad

```yaml
pattern: embedded
operations:
  trust: [The connector reads orders.]
```

## Good

```yaml
pattern: embedded
operations:
  guide: Partner guide, chapter 3
```

## How to settle it with the partner

Let somebody who was in neither project connect the two by the guide, with both of you watching in silence. Whatever you
wanted to say aloud is missing in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.patterns import JOINED
from charter.values import Absent, given


@rule(
    "OPM009",
    since={"walk": "error"},
    from_tier=2,
    entered="2026-11-21",
    help="add operations.guide: where the step-by-step guide is, or none and why nobody needs one",
)
def check(case: Case) -> Iterator[Remark]:
    operations = case.charter.operations
    if case.charter.part_of is not None or isinstance(operations, Absent) or given(case.charter.pattern) not in JOINED:
        return
    if operations is None or operations.guide is None:
        said = f"nothing says how the two products are connected (pattern {case.charter.pattern})"
        yield Remark(("operations", "guide"), said)
