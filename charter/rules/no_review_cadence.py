"""Nobody says how often a number is looked at.

## What it checks

Every metric has a `review`: how often both sides look at it together. Where run has `reviews`, there is at least a
meeting at which somebody may ask for the number, so a metric without its own is only a warning; everywhere else it is
an error from the proposal on. A charter that is part of another may take the rhythm from there.

## Why it matters

A number that nobody has to look at is looked at when it hurts. Exit triggers count in reviews as well ("below 40 %
for two reviews"): without a rhythm, that trigger never fires.

## Bad

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower}
```

## Good

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower, review: monthly}
```

## How to settle it with the partner

Monthly while customers are few, quarterly later. Put the first date into both calendars while you talk, with the two
people who bring the numbers, not with everybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.finding import Severity
from charter.rules import Case, Remark, rule
from charter.values import given


@rule(
    "MET006",
    since={"proposed": "error"},
    help="say in the metric how often both sides look at it together, such as review: monthly",
)
def check(case: Case) -> Iterator[Remark]:
    metrics = given(case.charter.metrics) or {}
    unseen = [name for name, found in metrics.items() if (metric := given(found)) and metric.review is None]
    if case.charter.part_of is not None or not unseen:
        return
    phases = given(case.charter.phases)
    run = given(phases.run) if phases is not None else None
    at_most: Severity = "warning" if run is not None and run.reviews not in (None, {}) else "error"
    if len(unseen) == len(metrics) > 1:
        yield Remark(("metrics",), "nobody says how often any of the metrics is looked at", at_most=at_most)
        return
    for name in unseen:
        yield Remark(("metrics", name, "review"), f"nobody says how often {name} is looked at", at_most=at_most)
