"""A term asks a number to become worse.

## What it checks

The thresholds of a gate (`reaches`, `stays`), the targets of a goal and the limits of a guardrail point the way the
metric calls `better`. An improvement (`improves`) always counts in the good direction, so it is written `>=`. A band
- one line each way on the same metric - is fine.

## Why it matters

A sign the wrong way round turns the gate into its opposite: a bad result opens it, a good one closes it. In the meeting
everybody reads what was meant, and only whoever wants to leave reads what is written.

## Bad

```yaml
metrics: {hours: {name: Hours from contract to first shipment, unit: hours, better: lower}}
phases: {crawl: {gate: {criteria: [{id: faster, metric: hours, reaches: ">= 30"}]}}}
```

## Good

```yaml
metrics: {hours: {name: Hours from contract to first shipment, unit: hours, better: lower}}
phases: {crawl: {gate: {criteria: [{id: faster, metric: hours, reaches: "<= 30"}]}}}
```

## How to settle it with the partner

Read the line aloud with a result beside it: "It takes 60 hours. Is that a go?" Then turn round whichever is wrong, the
sign or the metric's `better`. If both ends matter, write two criteria: from here, and up to there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from charter.finding import Path
from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria
from charter.terms.thresholds import HalfLine, half_line, unit_name, written
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter


class _Wish(NamedTuple):
    """What one place wants of a metric, and the place that it shares with others: its gate, its goal."""

    path: Path
    metric: str
    line: HalfLine
    who: str
    among: Path


@rule(
    "logic: gate completeness",
    since={"draft": "error"},
    help="turn the sign round, or correct the metric's better",
)
def check(case: Case) -> Iterator[Remark]:
    metrics = given(case.charter.metrics) or {}
    wishes = list(_wishes(case.charter))
    for wish in wishes:
        metric = given(metrics.get(wish.metric))
        better = given(metric.better) if metric is not None else None
        if better is None or wish.line.upward == (better == "higher") or _is_band(wish, wishes):
            continue
        asked = wish.line.signs(unit_name(metric))
        message = f"{better} is better for {wish.metric}, and {wish.who} asks for {asked}"
        also = (Also(("metrics", wish.metric, "better"), f"{better} is better"),)
        yield Remark(wish.path, message, also=also)
    yield from _improvements(case.charter)


def _wishes(charter: Charter) -> Iterator[_Wish]:
    """Every threshold that is a value of its metric, not an improvement."""
    for placed in criteria(charter):
        for key, comparison in written(placed):
            if key != "improves":
                who, among = f"the {placed.phase} gate", placed.path[:-1]
                yield _Wish((*placed.path, key), placed.name, half_line(comparison), who, among)
    for index, goal in enumerate(given(charter.goals) or ()):
        for row, target in enumerate(given(goal.targets) or ()):
            if (reaches := given(target.reaches)) is not None:
                here: Path = ("goals", index, "targets")
                yield _Wish((*here, row, "reaches"), given(goal.metric) or "", half_line(reaches), "this target", here)
    yield from _limits(charter)


def _limits(charter: Charter) -> Iterator[_Wish]:
    plan = given(charter.phases)
    run = given(plan.run) if plan is not None else None
    for index, guardrail in enumerate((given(run.guardrails) or ()) if run is not None else ()):
        if (stays := given(guardrail.stays)) is not None:
            here: Path = ("phases", "run", "guardrails")
            yield _Wish((*here, index, "stays"), given(guardrail.metric) or "", half_line(stays), "this limit", here)


def _is_band(wish: _Wish, wishes: list[_Wish]) -> bool:
    return any(
        other.metric == wish.metric and other.among == wish.among and other.line.upward != wish.line.upward
        for other in wishes
    )


def _improvements(charter: Charter) -> Iterator[Remark]:
    for placed in criteria(charter):
        for key, comparison in written(placed):
            if key == "improves" and not half_line(comparison).upward:
                asked = half_line(comparison).signs(unit_name(placed.metric))
                message = (
                    f"the {placed.phase} gate asks {placed.name} to improve by {asked}: less progress counts as better"
                )
                yield Remark((*placed.path, key), message, 'write by how much at least, such as ">= 20%"')
