"""Between go and no-go lies a zone in which nobody may decide.

## What it checks

A criterion that says from where on it is a go (`improves`, `reaches`, `stays`) and from where on it is a no (`fails`)
leaves no values between the two - or its gate says in `extension` what a result in between may cost. A line that meets
the other leaves no gap, and neither do neighbouring whole numbers of a count. `extension: {none: reason}` is an answer.

## Why it matters

Most pilots end in the middle. Without a rule for it the pilot simply goes on, week by week, with nobody having decided
to pay for it; and whoever wants to stop has to argue against a number that is "not bad, really".

## Bad

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases:
  walk:
    gate:
      criteria: [{id: adopted, metric: adoption, reaches: ">= 70%", fails: "< 40%"}]
      no_go: end
```

## Good

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases:
  walk:
    gate:
      criteria: [{id: adopted, metric: adoption, reaches: ">= 70%", fails: "< 40%"}]
      no_go: end
      extension: {times: 1, for: 4 weeks}
```

## How to settle it with the partner

Name a number in the middle and ask: "It is the last day, and this is the result. What do we do?" If the answer is
"four more weeks", write that down as the extension. If it is "then we stop", move the kill line up to the threshold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria, gates
from charter.terms.thresholds import HalfLine, axis, can_all_hold, named, sides, unit_name
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model.phases import Gate
    from charter.terms.criteria import Placed

_MEASURED = frozenset(
    [
        "day", "days", "hour", "hours", "minute", "minutes", "month", "months", "point", "points", "second", "seconds",
        "week", "weeks",
    ]
)  # fmt: skip
"""Units of which there are halves."""


@rule(
    "logic: gate completeness",
    since={"draft": "warning", "proposed": "error"},
    help="say in the gate's extension what a result in between may cost, or let fails begin where the go ends",
)
def check(case: Case) -> Iterator[Remark]:
    closed = {phase for phase, _, gate in gates(case.charter) if not _has_a_way_out(gate)}
    for placed in criteria(case.charter):
        found = sides(placed)
        if placed.phase not in closed or found is None:
            continue
        key, go, no_go = found
        if go.leaves_a_gap(no_go) and not _nothing_lies_there(placed, key, go, no_go):
            unit = unit_name(placed.metric)
            said = f"go {go.words(unit)}, no-go {no_go.words(unit)}: between them nobody may decide"
            yield Remark(
                (*placed.path, "fails"),
                f"{named(placed)}: {said}",
                also=(Also((*placed.path, key), f"go {go.words(unit)}"),),
            )


def _has_a_way_out(gate: Gate) -> bool:
    if gate.extension is None or isinstance(gate.extension, Absent):
        return gate.extension is not None
    return gate.extension.times != 0


def _nothing_lies_there(placed: Placed, key: str, go: HalfLine, no_go: HalfLine) -> bool:
    """Whether no result can lie between the two: outside of the axis, or between neighbouring whole numbers."""
    between = (go.opposite(), no_go.opposite())
    metric = placed.metric
    if metric is None:
        return False
    if key != "improves" and not can_all_hold((*between, *axis(metric, go.unit))):
        return True
    words = (given(metric.unit) or "").casefold().split()
    counted = not go.unit and bool(words) and not _MEASURED.intersection(words) and "per" not in words
    return counted and placed.criterion.each != "mean" and _no_whole_number(go, no_go)


def _no_whole_number(go: HalfLine, no_go: HalfLine) -> bool:
    low, high = sorted((go.number, no_go.number))
    if low.denominator != 1 or high.denominator != 1:
        return False
    return high - low <= 1 and go.closed and no_go.closed
