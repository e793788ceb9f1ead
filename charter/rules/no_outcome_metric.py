"""No gate depends on anything that gets better for customers.

## What it checks

At least one metric in the gates is an outcome: its `class` is deal-quality, time-to-value, win-rate, retention or
product-utility. Revenue, cost, adoption, quality and support-load are useful beside it and make the finding milder;
activity, volume and vanity are not outcomes. What the gates measure may be withheld.

## Why it matters

Meetings, trained people and logos can all be had without one customer noticing. A partnership that changes none of
the five is a cost that two companies share, and without a number nobody will be able to say which of the two it is.

## Bad

```yaml
metrics:
  sessions: {name: Joint training sessions held, class: activity, unit: sessions, better: higher}
phases:
  crawl: {gate: {criteria: [{id: busy, metric: sessions, reaches: ">= 4"}]}}
```

## Good

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours to the first shipment, class: time-to-value, unit: hours, better: lower}
  sessions: {name: Joint training sessions held, class: activity, unit: sessions, better: higher, leading: true}
phases:
  crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 20%"}]}}
```

## How to settle it with the partner

Ask: "What would a pilot customer notice first, and who already counts it?" Time to the first result is the easiest to
start with, since the customer and both of you have the dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.criteria import criteria, gates, names_in_gates, withheld
from charter.values import Absent, given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from charter.model.measure import Metric

_OUTCOMES = frozenset({"deal-quality", "time-to-value", "win-rate", "retention", "product-utility"})
_NEAR = frozenset({"quality", "revenue", "cost", "adoption", "support-load"})


@rule(
    "MET001",
    "7",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="add to metrics what customers get: deal quality, time to value, win rate, retention or the use to them",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if isinstance(charter.metrics, Absent) or withheld(charter):
        return
    metrics = given(charter.metrics) or {}
    if not metrics and not given(charter.parts):
        yield Remark(("metrics",), "no metric shows what gets better for customers")
    if not metrics or _unknown(metrics):
        return
    outcomes = [name for name, metric in metrics.items() if _class(metric) in _OUTCOMES]
    if not outcomes:
        near = any(_class(metric) in _NEAR for metric in metrics.values())
        yield Remark(("metrics",), _nothing_gets_better(metrics), at_most="warning" if near else "error")
    elif any(True for _ in criteria(charter)) and not names_in_gates(charter) & set(outcomes):
        _, path, _ = gates(charter)[0]
        message = f"no gate depends on an outcome for customers: {', '.join(outcomes)} stands in none"
        help = "let a gate measure it"
        yield Remark((*path, "criteria"), message, help, at_most="warning")


def _class(metric: Metric | Absent) -> str | None:
    found = given(metric)
    return given(found.class_) if found is not None else None


def _unknown(metrics: Mapping[str, Metric | Absent]) -> bool:
    """Whether a metric or its class is withheld, open or unreadable: it may be the outcome."""
    return any(isinstance(metric, Absent) or isinstance(metric.class_, Absent) for metric in metrics.values())


def _nothing_gets_better(metrics: Mapping[str, Metric | Absent]) -> str:
    classes = sorted({_class(metric) or "no class" for metric in metrics.values()})
    return f"no metric shows what gets better for customers, only {', '.join(classes)}"
