"""Customers now have to trust two companies, and nobody said with what.

## What it checks

From walk on and from tier 2, `operations.trust` says in a sentence or two what customers now have to trust: people in
their rooms, an advice, a listing, a way to pay, an answer at night.

## Why it matters

The customer bought from one of you and lets the other one in. When something happens, it is not a fault of the partner
but a promise you broke; you can only keep it if you know which one it was.

## Bad

```yaml
operations:
  trust: []
```

## Good

```yaml
operations:
  trust: [Customers trust Contoso's crews inside their site.]
```

## How to settle it with the partner

Ask one customer of the pilot: "What do you rely on now that you did not rely on before?" Write the answer down, and
give it to whoever owns that part."""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent


@rule(
    "OPM006",
    since={"walk": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add operations.trust: what customers rely on now that they did not before, or none and why",
)
def check(case: Case) -> Iterator[Remark]:
    operations = case.charter.operations
    if case.charter.part_of is not None or isinstance(operations, Absent):
        return
    if operations is None or operations.trust is None or operations.trust == ():
        yield Remark(("operations", "trust"), "nothing says what customers now have to trust")
