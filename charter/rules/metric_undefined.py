"""A number is named, and two people would count it differently.

## What it checks

Every metric says its `unit` and which direction is `better`. A share says `of` what, or how it is computed (for
shares in a gate, `ambiguous-denominator` asks). Where the name does not say what is counted - a score, an index,
satisfaction, health - a `formula` does.

## Why it matters

The quarrel is never about the goal, it is about the number: two slides, two values, one meeting lost. Each side
counts from its own system and is right by its own definition.

## Bad

```yaml
metrics:
  health: {name: Partnership health score}
```

## Good

```yaml
metrics:
  health:
    name: Partnership health score
    unit: points
    better: higher
    formula: Mean of the answers of both sponsors and both delivery leads to six questions, 0 to 100
```

## How to settle it with the partner

Take last month and count it on both sides, each alone. If the results differ, the definition is what explains the
difference: write that sentence into `formula`, and say whose system counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.criteria import is_share, names_in_gates
from charter.values import given

if TYPE_CHECKING:
    from charter.model.measure import Metric

_SAYS_NOTHING = frozenset(
    ["efficiency", "engagement", "health", "impact", "index", "performance", "productivity", "satisfaction", "score"]
)
_NAMED_MEASURES = ("net promoter", "nps", "csat")


@rule(
    "MET008",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="write its unit, formula and better (lower or higher), so that both sides count the same",
)
def check(case: Case) -> Iterator[Remark]:
    in_gates = names_in_gates(case.charter)
    for name, found in (given(case.charter.metrics) or {}).items():
        metric = given(found)
        if metric is None:
            continue
        path = ("metrics", name)
        if metric.unit is None:
            yield Remark((*path, "unit"), f"nobody says in what {name} is counted", "write the unit, such as hours")
        if metric.better is None:
            message = f"nobody says whether more or less of {name} is good"
            yield Remark((*path, "better"), message, "write lower or higher")
        if is_share(metric) and name not in in_gates and metric.of is None and metric.formula is None:
            message = f"{name} is a share, and nobody says of what"
            yield Remark((*path, "of"), message, "say of what, such as of: sites installed")
        if _needs_formula(metric):
            message = f'"{metric.name}" does not say what is counted'
            yield Remark((*path, "formula"), message, "write how it is computed", at_most="warning")


def _needs_formula(metric: Metric) -> bool:
    if metric.formula is not None or metric.of is not None:
        return False
    words = (given(metric.name) or "").casefold().split()
    if any(measure in " ".join(words) for measure in _NAMED_MEASURES):
        return False
    return 0 < len(words) <= 3 and words[-1] in _SAYS_NOTHING
