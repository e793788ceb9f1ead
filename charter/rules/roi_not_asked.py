"""Full scale begins, and nobody has to show that it pays.

## What it checks

From tier 2, at signing, a charter that plans walk and run says in `phases.run.enter_if` that every party shows its
return before run begins (`roi: all`). `none` with a reason is an answer.

## Why it matters

The gates ask whether customers gain. Whether each of you does is another question, and nobody asks it at the moment in
which both are pleased. It comes up in the third quarter, from finance, and then it has an edge.

## Bad

```yaml
phases:
  walk: {start: 2027-03-22, end: 2027-06-11}
  run: {start: 2027-07-01, term: 12 months}
```

## Good

```yaml
phases:
  walk: {start: 2027-03-22, end: 2027-06-11}
  run: {start: 2027-07-01, term: 12 months, enter_if: {roi: all, recommit: all}}
```

## How to settle it with the partner

Agree now on one page each: what it cost, what it brought, what it will at ten times the size. It is filled in at the
end of walk, and each side believes its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given


@rule(
    "GATE016",
    "45",
    since={"signing": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add enter_if: {roi: all, recommit: all} to run",
)
def check(case: Case) -> Iterator[Remark]:
    plan = given(case.charter.phases)
    run = given(plan.run) if plan is not None else None
    if plan is None or run is None or given(plan.walk) is None or isinstance(run.enter_if, Absent):
        return
    if run.enter_if is None or run.enter_if.roi is None:
        yield Remark(("phases", "run", "enter_if", "roi"), "run begins without anybody showing that it pays")
