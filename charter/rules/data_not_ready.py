"""The pilot has begun, and the number it is compared with was taken too late.

## What it checks

From crawl on, every metric that the crawl gate wants to improve has a baseline from before crawl began, with at least
one case behind it (`cases`). That there is a baseline at all is asked by `no-baseline`. A comparison with a `control`
group needs none.

## Why it matters

From the first day of a pilot people work differently, also where the pilot is not. A baseline of the second week holds
half of the improvement already; the gate then measures the other half and says no to something that worked.

## Bad

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours, unit: hours, better: lower, baseline: {value: 40, date: 2027-02-01}}
phases:
  crawl: {start: 2027-01-11, gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 20%"}]}}
```

## Good

```yaml
metrics:
  onboarding_hours:
    name: Hands-on hours
    unit: hours
    better: lower
    baseline: {value: 40, date: 2026-11-30, cases: 20}
phases:
  crawl: {start: 2027-01-11, gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 20%"}]}}
```

## How to settle it with the partner

Look for older records before you count again: tickets, invoices and calendars know what a case took last autumn. If
there is nothing, compare with customers who are not in the pilot, and write that down as the control group.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria
from charter.terms.timeline import later, moment, stretches
from charter.values import given

if TYPE_CHECKING:
    from charter.model.measure import Baseline
    from charter.terms.timeline import Moment


@rule(
    "MET009",
    since={"crawl": "warning"},
    help="take the baseline from before crawl, or compare with a control group",
)
def check(case: Case) -> Iterator[Remark]:
    start = next((stretch.start for stretch in stretches(case.charter) if stretch.name == "crawl"), None)
    seen = set()
    for placed in criteria(case.charter):
        baseline = given(placed.metric.baseline) if placed.metric is not None else None
        if placed.phase != "crawl" or baseline is None or placed.name in seen:
            continue
        if placed.criterion.improves is None or placed.criterion.control is not None:
            continue
        seen.add(placed.name)
        yield from _too_late(placed.name, baseline, start)


def _too_late(name: str, baseline: Baseline, start: Moment | None) -> Iterator[Remark]:
    path = ("metrics", name, "baseline")
    taken = moment((*path, "date"), given(baseline.date), "was taken")
    if taken is not None and start is not None and later(taken, start):
        message = f"the baseline of {name} {taken}, and {start}"
        yield Remark(taken.path, message, also=(Also(start.path, str(start)),))
    if given(baseline.cases) == 0:
        yield Remark((*path, "cases"), f"no case stands behind the baseline of {name}", "count some, or look them up")
