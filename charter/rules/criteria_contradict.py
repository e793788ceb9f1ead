"""No value can satisfy all criteria of a gate.

## What it checks

What one gate asks of one metric can be true at the same time: the thresholds of its criteria have a value in common,
and that value does not lie behind the kill line of another criterion. Improvements are counted from the baseline.

## Why it matters

Such a gate cannot say go, whatever the pilots show. Everybody finds out on the day of the decision, and then either
the work of months is thrown away or, more often, the gate is ignored - and so is the next one.

## Bad

```yaml
metrics:
  hours: {name: Hours from contract to first shipment, unit: hours, better: lower, baseline: {value: 40}}
phases:
  crawl:
    gate:
      criteria:
        - {id: faster, metric: hours, improves: ">= 50%"}
        - {id: thorough, metric: hours, stays: ">= 30"}
```

## Good

```yaml
metrics:
  hours: {name: Hours from contract to first shipment, unit: hours, better: lower, baseline: {value: 40}}
phases:
  crawl:
    gate:
      criteria:
        - {id: faster, metric: hours, improves: ">= 20%"}
        - {id: thorough, metric: hours, stays: ">= 30"}
```

## How to settle it with the partner

Usually each line was written by a different side. Put both numbers on one line, on a whiteboard, and ask which one is
the aim and which one is the worry behind it. The worry often wants a metric of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from charter.finding import Path
from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import Placed, criteria
from charter.terms.thresholds import HalfLine, kill_line, named, on_axis, unit_name, written


class _Demand(NamedTuple):
    """Something a gate asks of a number, and where it stands."""

    path: Path
    line: HalfLine
    words: str


@rule(
    "logic: gate completeness",
    since={"draft": "error"},
    help="change one of the two, or measure the worry behind it with a metric of its own",
)
def check(case: Case) -> Iterator[Remark]:
    demands: dict[tuple[str, str], list[_Demand]] = {}
    for placed in criteria(case.charter):
        if placed.metric is not None:
            demands.setdefault((placed.phase, placed.name), []).extend(_demands(placed))
    for (phase, metric), found in demands.items():
        clash = next((pair for pair in combinations(found, 2) if _excluded(*pair)), None)
        if clash is not None:
            first, second = clash
            said = f"the {phase} gate asks for {first.words} and for {second.words}: no value of {metric} is both"
            yield Remark(second.path, said, also=(Also(first.path, first.words),))


def _demands(placed: Placed) -> Iterator[_Demand]:
    unit, name = unit_name(placed.metric), named(placed)
    for key, comparison in written(placed):
        if line := on_axis(placed, key, comparison):
            yield _Demand((*placed.path, key), line, f"{line.signs(unit)} ({name})")
    if kill := kill_line(placed):
        kept = kill.opposite()
        yield _Demand((*placed.path, "fails"), kept, f"{kept.signs(unit)} ({name} fails {kill.words(unit)})")


def _excluded(one: _Demand, other: _Demand) -> bool:
    """Whether two demands exclude each other; of one criterion, a kill line is spoken of elsewhere."""
    if one.path[:-1] == other.path[:-1] and "fails" in (one.path[-1], other.path[-1]):
        return False
    return not one.line.meets(other.line)
