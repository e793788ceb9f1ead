"""Somebody owns what lies between you, and nobody pays for it.

## What it checks

From walk on and from tier 2, every seam in `operations.seams` that has an owner says who pays for it (`funded_by`).

## Why it matters

An owner without a budget writes tickets to two product teams, and both have a roadmap. The joint experience is the part
that customers see first, and the only part of either product that has no money of its own.

## Bad

```yaml
operations:
  seams:
    onboarding: {owner: contoso.delivery}
```

## Good

```yaml
operations:
  seams:
    onboarding: {owner: contoso.delivery, funded_by: [northwind, contoso]}
```

## How to settle it with the partner

Ask the owner what it would need in the next quarter, in days. Then ask whose days they are. If the answer is "we'll
see", it is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import given


@rule(
    "OPM003",
    since={"walk": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add funded_by: the party or parties that pay",
)
def check(case: Case) -> Iterator[Remark]:
    operations = given(case.charter.operations)
    for name, found in ((given(operations.seams) or {}) if operations is not None else {}).items():
        seam = given(found)
        if seam is not None and seam.owner is not None and (seam.funded_by is None or seam.funded_by == ()):
            path = ("operations", "seams", name)
            also = (Also((*path, "owner"), "it has an owner"),)
            yield Remark((*path, "funded_by"), f"nobody pays for the seam {name}", also=also)
