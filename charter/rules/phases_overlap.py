"""Two phases run at the same time, or leave a hole between them.

## What it checks

A phase starts after the one before it has ended and its gate is decided; handing over on the same day is fine.
Between the last day for the decision and the next start lie at most 14 days, unless the next phase says why
(`because`). Where only the month, quarter or year is known, a start counts as its first day, an end and a decision as
its last: `end: 2027-03` means until 31 March.

## Why it matters

While two phases overlap nobody can tell which of them caused what was measured, and the decision between them is
taken after the money for the second is already being spent. A hole costs the other way: the pilot customers are left
alone for weeks, with people who have been promised elsewhere.

## Bad

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19}}
  walk: {start: 2027-02-15, end: 2027-06-11}
```

## Good

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19}}
  walk: {start: 2027-03-22, end: 2027-06-11}
```

## How to settle it with the partner

Ask which decision the second phase waits for, and move its start behind that day. If something truly must begin
early, such as ordering parts, make it a commitment of its own with its own price. If there is a hole, agree who looks
after the pilot customers in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from charter.finding import Severity
from charter.rules import Also, Case, Remark, rule
from charter.terms.timeline import Moment, Stretch, days_between, later, phases, stretches
from charter.values import given

_HOLE_DAYS = 14


@rule(
    "PHS003",
    "37",
    since={"draft": "error"},
    help="start the second after the gate of the first is decided",
)
def check(case: Case) -> Iterator[Remark]:
    reasons = {name for name, phase in phases(case.charter) if given(phase.because) is not None}
    plan = [stretch for stretch in stretches(case.charter) if stretch.start and stretch.coherent]
    for before, after in pairwise(plan):
        if after.start is None:
            continue
        clash = _overlap(before, after.start) or _undecided(before, after.start)
        if clash is not None:
            yield clash
        elif after.name not in reasons:
            yield from _hole(before, after.start, "warning" if case.reached("proposed") else "info")


def _overlap(before: Stretch, start: Moment) -> Remark | None:
    bound = before.end or before.start
    if bound is None or not later(bound, start):
        return None
    return Remark(start.path, f"{start}, before {bound}", also=(Also(bound.path, str(bound)),))


def _undecided(before: Stretch, start: Moment) -> Remark | None:
    gate = before.decide_by
    if gate is None or not later(gate, start):
        return None
    message = f"{start}, and {gate}: the work may begin before there is a go"
    return Remark(start.path, message, also=(Also(gate.path, str(gate)),), at_most="warning")


def _hole(before: Stretch, start: Moment, severity: Severity) -> Iterator[Remark]:
    gate = before.decide_by
    if gate is not None and (days := days_between(gate, start)) > _HOLE_DAYS:
        message = f"{gate}, and {start}: {days} days without a plan"
        help = "close the hole, or say under because what it is for"
        yield Remark(start.path, message, help, also=(Also(gate.path, str(gate)),), at_most=severity)
