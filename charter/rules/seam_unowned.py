"""A place where two products or teams meet belongs to nobody.

## What it checks

From walk on, every seam in `operations.seams` has an `owner`. From tier 2, unless one side only sells for the other,
all six are spoken of: onboarding, authentication, permissions, data-quality, experience and support-handoff; `none`
with a reason is an answer, and a missing one is a warning.

## Why it matters

Customers do not see two companies, they see the place in between: the second login, the record that arrived twice, the
form nobody can change. Each side's own part works, and both can prove it.

## Bad

```yaml
pattern: resell
operations:
  seams:
    authentication: {funded_by: [northwind]}
```

## Good

```yaml
pattern: resell
operations:
  seams:
    authentication: {owner: northwind.integration, funded_by: [northwind]}
```

## How to settle it with the partner

Walk through one customer's first day, on both screens. Wherever you change the screen, the person or the company is a
seam; the owner is the side that can repair it alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.patterns import SELLING
from charter.values import Absent, given
from charter.wording import listed

_SIX = ("onboarding", "authentication", "permissions", "data-quality", "experience", "support-handoff")


@rule(
    "OPM001",
    since={"walk": "error"},
    entered="2026-11-21",
    help="name the role that owns it, on one side",
)
def check(case: Case) -> Iterator[Remark]:
    charter, path = case.charter, ("operations", "seams")
    if charter.part_of is not None or isinstance(charter.operations, Absent):
        return
    seams = charter.operations.seams if charter.operations is not None else None
    if isinstance(seams, Absent):
        return
    for name, seam in (seams or {}).items():
        known = given(seam)
        if known is not None and known.owner is None:
            yield Remark((*path, name), f"nobody owns the seam {name}")
    missing = [name for name in _SIX if name not in (seams or {})]
    if missing and case.tier > 1 and given(charter.pattern) not in {*SELLING, "co-marketing", None}:
        said = f"nothing is said of {listed(missing)}: who owns what lies between you"
        yield Remark(path, said, "give each an owner, or none and why", at_most="warning", on_key=True)
