"""The customers' goal is measured by what you earn.

## What it checks

A goal for `customers` is not measured by a metric of class `revenue`. A goal that all parties share (`joint: true`),
and one with an end state of its own (`done_when`), are not asked.

## Why it matters

Revenue can rise while customers suffer, and usually does for a while. When the gate asks whether customers are better
off, revenue will say yes long after they have begun to leave.

## Bad

```yaml
goals:
  - {id: easy-returns, for: customers, outcome: Returns are easy., metric: sales}
metrics:
  sales: {name: Sales of the shops, class: revenue, unit: EUR, better: higher}
```

## Good

```yaml
goals:
  - {id: easy-returns, for: customers, outcome: Returns are easy., metric: minutes}
metrics:
  minutes: {name: Minutes to return a parcel, class: time-to-value, unit: minutes, better: lower}
```

## How to settle it with the partner

Call one customer together and ask what they would count. It is usually time, errors, or visits; hardly ever your sales.
Keep the revenue as the goal of whoever earns it.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import given


@rule(
    "GOAL003",
    since={"draft": "info", "proposed": "warning"},
    entered="2026-11-21",
    help="name a metric that customers would count, or the end state that they see in done_when",
)
def check(case: Case) -> Iterator[Remark]:
    metrics = given(case.charter.metrics) or {}
    for index, goal in enumerate(given(case.charter.goals) or ()):
        name = given(goal.metric) or ""
        metric = given(metrics.get(name))
        if given(goal.for_) != "customers" or metric is None or given(metric.class_) != "revenue":
            continue
        if goal.joint is None and goal.done_when is None:
            who = given(goal.id) or "this goal"
            also = (Also(("metrics", name, "class"), "a metric of revenue"),)
            yield Remark(
                ("goals", index, "metric"), f"{who} is the customers' goal, and {name} is not theirs", also=also
            )
