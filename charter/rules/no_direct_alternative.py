"""Nobody asked whether this could be had without a partner.

## What it checks

From tier 2 on, `purpose.alternatives` names at least one way to the same end without the partner, with a `verdict` and
a `because`: fixing the onboarding, selling better, building the one missing integration, serving a narrower segment, or
something of your own. `none` with a reason is an answer; a renewal or expansion (`phases.prior`) has its own.

## Why it matters

A partnership that makes up for an internal weakness keeps the weakness and adds a second company to it. The direct way
is often three weeks of somebody's work, and never looks as good on stage.

## Bad

```yaml
purpose:
  job: implementation
  alternatives:
    - {option: fix-onboarding}
```

## Good

```yaml
purpose:
  job: implementation
  alternatives:
    - {option: fix-onboarding, verdict: worse, because: Setup is physical work; software saves 6 of 40 hours.}
    - {option: build-integration, verdict: slower, because: Nine months of roadmap.}
```

## How to settle it with the partner

This one is for your own side first: ask the person who would have to do it without a partner. Show the partner the
result. A side that knows why it is not building it itself is the one that stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.timeline import continues
from charter.values import given
from charter.wording import listed


@rule(
    "FIT003",
    "4",
    since={"proposed": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="weigh fix-onboarding, improve-sales, build-integration and narrow-segment: a verdict and a because for each",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    if purpose is None or case.charter.part_of is not None:
        return
    if not purpose.alternatives and not continues(case.charter):
        yield Remark(("purpose", "alternatives"), "no way to the same end without the partner was weighed")
    for index, row in enumerate(given(purpose.alternatives) or ()):
        missing = [word for word, part in (("verdict", row.verdict), ("because", row.because)) if part is None]
        if missing:
            name = given(row.what) or given(row.option) or "this alternative"
            path = ("purpose", "alternatives", index)
            yield Remark((*path, missing[0]), f"{name} is named and not weighed", f"add {listed(missing)}")
