"""Nobody answers for a number.

## What it checks

From crawl on, every metric has an `owner`: the role that brings the number, and explains it when it moves.

## Why it matters

A number without an owner is read aloud and passed over. Nobody checks whether it is right, nobody asks why it fell, and
after three reviews it is no longer on the page.

## Bad

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower}
```

## Good

```yaml
metrics:
  onboarding_hours:
    name: Hands-on hours from contract to first shipment
    unit: hours
    better: lower
    owner: northwind.delivery
```

## How to settle it with the partner

Ask who would be embarrassed if it got worse. If it is somebody on each side, take the one who can do something about
it; the other confirms the number.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import given


@rule(
    "MET005",
    since={"crawl": "warning"},
    help="add owner: the role that brings the number and explains it, such as northwind.delivery",
)
def check(case: Case) -> Iterator[Remark]:
    metrics = given(case.charter.metrics) or {}
    unowned = [name for name, found in metrics.items() if (metric := given(found)) and metric.owner is None]
    if len(unowned) == len(metrics) > 1:
        yield Remark(("metrics",), "nobody answers for any of the metrics")
        return
    for name in unowned:
        yield Remark(("metrics", name, "owner"), f"nobody answers for {name}")
