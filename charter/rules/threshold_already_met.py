"""The gate asks for what is already there.

## What it checks

A threshold to be reached (`reaches`) is not met by the metric's `baseline` already, an improvement (`improves`) is more
than none, and neither is true of every possible value. `stays` may hold from the first day: it guards what is good.
So may one of several thresholds of a criterion, as long as another one asks for more.

## Why it matters

Such a criterion is met before anybody has done anything, and on the slide it looks like a success. The pilot proves
nothing, and the money of the next phase is released for standing still.

## Bad

```yaml
metrics:
  onboarding_hours: {name: Hours to first shipment, unit: hours, better: lower, baseline: {value: 40}}
phases: {crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, reaches: "<= 45"}]}}}
```

## Good

```yaml
metrics:
  onboarding_hours: {name: Hours to first shipment, unit: hours, better: lower, baseline: {value: 40}}
phases: {crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, reaches: "<= 30"}]}}}
```

## How to settle it with the partner

Ask: "If we did nothing at all, would this gate open?" If the number is only to be kept, say so with `stays`. If it is
to move, agree on the smallest change that would make both of you pay for the next phase.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria
from charter.terms.thresholds import (
    HalfLine,
    axis,
    baseline_of,
    figure,
    half_line,
    is_possible,
    named,
    unit_name,
    written,
)
from charter.values import given

if TYPE_CHECKING:
    from charter.model.measure import Metric
    from charter.terms.criteria import Placed


@rule(
    "34",
    since={"draft": "warning"},
    help="ask for more than there is, or write stays where it is only to be kept",
)
def check(case: Case) -> Iterator[Remark]:
    for placed in criteria(case.charter):
        asked = list(written(placed))
        found = [_met(placed, key, half_line(comparison)) for key, comparison in asked if key != "stays"]
        if found and all(found):
            yield from (remark for remark in found if remark)


def _met(placed: Placed, key: str, line: HalfLine) -> Remark | None:
    if key == "improves":
        if not line.upward or not line.holds(0):
            return None
        asked = line.signs(unit_name(placed.metric))
        message = f"{named(placed)} asks for an improvement of {asked}: none at all is enough"
        return Remark((*placed.path, key), message)
    return _reached(placed, placed.metric, line) if placed.metric is not None else None


def _reached(placed: Placed, metric: Metric, line: HalfLine) -> Remark | None:
    path, unit, better = (*placed.path, "reaches"), unit_name(metric), given(metric.better)
    asked = f"{named(placed)} asks for {line.signs(unit)}"
    if better is None or line.upward != (better == "higher"):
        return None
    start = baseline_of(metric)
    if start is not None and start[1] == line.unit and line.holds(start[0]):
        stood = figure(start[0], start[1] or unit)
        also = (Also(("metrics", placed.name, "baseline", "value"), f"the baseline is {stood}"),)
        return Remark(path, f"{asked}, and {placed.name} stood at {stood} before the start", also=also)
    if axis(metric, line.unit) and not is_possible(line.opposite(), metric):
        return Remark(path, f"{asked}: every possible value of {placed.name} meets that")
    return None
