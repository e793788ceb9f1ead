"""The highest tier, and nobody wrote down why.

## What it checks

At tier 3, from signing on, `tier_reason` says in words what fit and which capability justify it.

## Why it matters

A tier is a promise of people: a partner manager, a sponsor, a seat at the roadmap. Given for a well-known name, it
raises expectations that nobody can meet, and taking it back costs more than it ever brought.

## Bad

```yaml
tier: 3
tier_reason: to be confirmed
```

## Good

```yaml
tier: 3
tier_reason: Each of us changes its product and its support for this, and none of us can deliver it alone.
```

## How to settle it with the partner

Ask what each side would change in its own business if this worked. If nobody would change anything, tier 2 is the
better offer: it can be raised by an amendment, as soon as there is a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.empty_words import is_told
from charter.rules import Also, Case, Remark, rule
from charter.values import Absent


@rule(
    "TIER005",
    since={"signing": "warning"},
    from_tier=3,
    entered="2026-11-21",
    help="write in tier_reason what fit and which capability justify tier 3, or start at tier 2",
)
def check(case: Case) -> Iterator[Remark]:
    reason = case.charter.tier_reason
    if not isinstance(reason, Absent) and not is_told(reason):
        yield Remark(("tier_reason",), "nothing says why this is tier 3", also=(Also(("tier",), "the highest tier"),))
