"""Money hangs on a number that can be pushed up alone.

## What it checks

A payment that is owed `if` a metric of volume, activity or vanity reaches a value has a counter-metric beside it
(`counter_metric`): the number that gets worse when the first one is pushed. Gates are asked the same by
`activity-as-outcome`.

## Why it matters

Paid by the page view, a partner shows more pages; paid by the lead, it sends the visitor list. You pay for each of
them, and your own people spend their days finding out that there is nothing behind it.

## Bad

```yaml
metrics:
  leads: {name: Leads sent, class: volume, unit: leads, better: higher}
commitments:
  - {id: bonus, from: northwind, kind: money, what: A bonus for leads., if: {metric: leads, reaches: ">= 500"}}
```

## Good

```yaml
metrics:
  leads: {name: Leads sent, class: volume, unit: leads, better: higher, counter_metric: won}
  won: {name: Leads that become customers, class: deal-quality, unit: share, of: leads sent, better: higher}
commitments:
  - {id: bonus, from: northwind, kind: money, what: A bonus for leads., if: {metric: leads, reaches: ">= 500"}}
```

## How to settle it with the partner

Ask: "If I wanted this bonus by Friday and did not care about you, what would I do?" Measure what that would spoil.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.payments import PAYING
from charter.values import given

if TYPE_CHECKING:
    from charter.model.measure import Metric

_PUSHED = frozenset({"volume", "activity", "vanity"})
_PAID = PAYING | {"equity", "option"}


@rule(
    "8",
    since={"draft": "info", "proposed": "warning"},
    help="name in the metric's counter_metric what gets worse when it is pushed",
)
def check(case: Case) -> Iterator[Remark]:
    metrics = given(case.charter.metrics) or {}
    for promise in promises(case.charter):
        condition = given(promise.terms.if_)
        name = given(condition.metric) if condition is not None else None
        metric = given(metrics.get(name or ""))
        if name is None or metric is None or given(promise.terms.kind) not in _PAID or not is_firm(promise):
            continue
        if _can_be_pushed(metric):
            what = f"{given(promise.terms.id) or 'this payment'} hangs on {name} alone, a metric of {metric.class_}"
            also = (Also(("metrics", name), "nothing keeps it honest"),)
            yield Remark((*promise.path, "if", "metric"), what, also=also)


def _can_be_pushed(metric: Metric) -> bool:
    return given(metric.class_) in _PUSHED and metric.better != "lower" and metric.counter_metric is None
