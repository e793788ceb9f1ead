"""At full scale, nothing watches that it stays good.

## What it checks

In run and from tier 2, something is watched all the time: a limit in `phases.run.guardrails`, or a service level with a
commitment (`level`).

## Why it matters

Two gates have asked whether it is good, and no further one will. Quality gets worse slowly, at many customers, and the
first number that shows it is the one about renewals.

## Bad

```yaml
phases:
  run: {start: 2027-07-01, term: 12 months}
```

## Good

```yaml
phases:
  run:
    start: 2027-07-01
    term: 12 months
    guardrails: [{metric: rework_rate, stays: "<= 8%", owner: contoso.delivery}]
```

## How to settle it with the partner

Take the metric that would be in the first angry mail, and the value at which each of you would call the other. That is
the limit: its first breach opens a review, its second an exit review.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.exchange import promises
from charter.values import Absent, given


@rule(
    "OPM008",
    since={"run": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add guardrails to run: a metric, the value it stays within, and who watches it",
)
def check(case: Case) -> Iterator[Remark]:
    plan = given(case.charter.phases)
    run = given(plan.run) if plan is not None else None
    if run is None or run.guardrails or isinstance(case.charter.commitments, Absent):
        return
    if not any(promise.terms.level is not None for promise in promises(case.charter)):
        yield Remark(("phases", "run", "guardrails"), "nothing is watched all the time while this runs")
