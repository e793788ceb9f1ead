"""A gate asks for an improvement, and nobody knows over what.

## What it checks

Every metric that a gate wants to *improve* has a `baseline`: where it stood before the start. A threshold in absolute
terms (`reaches`) needs none, and neither does a comparison with a `control` group. An improvement in percent over a
baseline of zero does not exist.

## Why it matters

Once the pilots run, the old way of working is gone and cannot be measured any more. What is left is memory, and
memory of how bad it was differs between the side that sells the improvement and the side that pays for it.

## Bad

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower}
phases:
  crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 20%"}]}}
```

## Good

```yaml
metrics:
  onboarding_hours:
    name: Hands-on hours from contract to first shipment
    unit: hours
    better: lower
    baseline: {value: 40, date: 2026-11-30, cases: 20}
phases:
  crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 20%"}]}}
```

## How to settle it with the partner

Count the last twenty cases together before the first pilot starts, even roughly, and write down who counted. If that
cannot be done any more, agree on an absolute number instead, or keep a few customers on the old way and compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria
from charter.values import Absent, Comparison, Money, Percent, given

if TYPE_CHECKING:
    from charter.model.measure import Baseline
    from charter.terms.criteria import Placed


@rule(
    "GATE015",
    "31",
    since={"crawl": "error"},
    help="write in the metric's baseline where it stood before the start, or ask for an absolute value (reaches)",
)
def check(case: Case) -> Iterator[Remark]:
    seen = set()
    for placed in criteria(case.charter):
        if placed.metric is None or placed.name in seen:
            continue
        if placed.criterion.improves is None or placed.criterion.control is not None:
            continue
        seen.add(placed.name)
        yield from _compared_with_what(placed, placed.metric.baseline)


def _compared_with_what(placed: Placed, baseline: Baseline | Absent | None) -> Iterator[Remark]:
    path = ("metrics", placed.name, "baseline")
    improves = given(placed.criterion.improves)
    wanted = f"the {placed.phase} gate wants {placed.name} to improve"
    also = (Also((*placed.path, "improves"), f"wanted: {improves}"),) if improves is not None else ()
    if baseline is None:
        yield Remark(path, f"{wanted}, and nobody says where it stood before", also=also)
    elif isinstance(baseline, Absent):
        if baseline.kind == "none":
            yield Remark(path, f"{wanted}, and there is nothing to compare it with", also=also)
    elif _is_zero(baseline) and isinstance(improves, Comparison) and isinstance(improves.bound, Percent):
        yield Remark((*path, "value"), f"{wanted} by a percentage of zero", also=also)


def _is_zero(baseline: Baseline) -> bool:
    value = given(baseline.value)
    if isinstance(value, Percent):
        return value.points == 0
    return (value.amount if isinstance(value, Money) else value) == 0
