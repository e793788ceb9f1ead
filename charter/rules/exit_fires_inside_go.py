"""A result that opened the gate lets somebody leave.

## What it checks

An exit trigger on a metric (also `deprioritize`, and the limits in run) does not fire at values at which the gate
before it, or the gate of its own phase, says go. A trigger that counts only `from` a day after the gate leaves time to
grow, and is fine. So is one in the good direction that only changes the terms (`then: change`).

## Why it matters

Both sides celebrate the go, and one of them may leave the next morning, because of the same number. Whoever has hired
and bought on the strength of that go then learns what the go was worth.

## Bad

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases:
  walk: {gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%"}]}}
  run: {term: 12 months}
exit:
  triggers:
    - {id: no-adoption, when: {metric: adoption, is: "< 75%", in: [run]}, invoked_by: any, notice: 30 days}
```

## Good

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases:
  walk: {gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%"}]}}
  run: {term: 12 months}
exit:
  triggers:
    - {id: no-adoption, when: {metric: adoption, is: "< 40%", in: [run]}, invoked_by: any, notice: 30 days}
```

## How to settle it with the partner

Take a value at which both apply, and ask: "Would we leave over this?" If not, lower the exit to the kill line of the
gate. If yes, the gate opens too early. If the number is expected to grow, say from which day the exit counts (`from`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import Placed, criteria
from charter.terms.thresholds import Asked, HalfLine, axis, can_all_hold, go_lines, tightest, unit_name
from charter.terms.timeline import gate_day, phases
from charter.terms.watches import Watch, watches
from charter.terms.zones import common
from charter.values import given


@rule(
    "logic: gate completeness",
    since={"draft": "error"},
    help="move the bound out of the go zone, or say from which day on it counts (from)",
)
def check(case: Case) -> Iterator[Remark]:
    order = [name for name, _ in phases(case.charter)]
    gates = {
        key: [(one, line) for one in placed for line in go_lines(one) or ()]
        for key, placed in groupby(criteria(case.charter), key=lambda found: (found.phase, found.name))
    }
    for watch in watches(case.charter):
        if watch.welcome:
            continue
        for phase in _gates_before(watch, order):
            asked = gates.get((phase, watch.name), [])
            if not _leaves_time(case, watch, phase) and (clash := _clash(watch, phase, asked)):
                yield clash
                break


def _gates_before(watch: Watch, order: Sequence[str]) -> list[str]:
    """The phases whose gate comes right before a phase in which it is watched, and those phases themselves."""
    active = [index for index, name in enumerate(order) if watch.phases is None or name in watch.phases]
    return [order[index] for index in sorted({place for now in active for place in (now - 1, now) if place >= 0})]


def _leaves_time(case: Case, watch: Watch, phase: str) -> bool:
    start = given(watch.when.from_) if watch.when is not None else None
    if watch.when is None or watch.when.from_ is None:
        return False
    decided = gate_day(case.charter, phase)
    return start is None or decided is None or start.last > decided.earliest


_MOST_TOLD = 20
"""How many thresholds of one gate are told; of more, those that leave least."""


def _clash(watch: Watch, phase: str, asked: list[tuple[Placed, Asked]]) -> Remark | None:
    go: Sequence[HalfLine] = [one.line for _, one in asked if one.line.unit == watch.line.unit]
    go = go if len(go) <= _MOST_TOLD else tightest(go)
    metric = watch.metric
    if not go or not can_all_hold((*go, *axis(metric, watch.line.unit))):
        return None
    if not can_all_hold((*go, watch.line, *axis(metric, watch.line.unit))):
        return None
    unit = unit_name(metric)
    both = common((*go, watch.line), metric)
    wanted = " and ".join(line.words(unit) for line in go)
    message = f"{watch.words} {watch.line.words(unit)}, and the {phase} gate says go {wanted}: {both} is both"
    where, first = asked[0]
    also = (Also((*where.path, first.key), f"the {phase} gate says go {wanted}"),)
    return Remark(watch.path, message, also=also, at_most="error" if watch.leaves else "warning")
