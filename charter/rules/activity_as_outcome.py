"""Activity is taken for a result.

## What it checks

A gate does not hang on activity, volume or vanity alone: another metric or a question stands beside it (a volume with
a counter-metric may stand alone). `purpose.value_path.proof` and the goals for customers are not measured by activity
or vanity, unless marked `leading`. A metric that counts meetings, webinars, posts or logos is not called an outcome.

## Why it matters

Everything two companies do together can be counted on the day it is done, and it always grows. An announcement takes
a week and a webinar a day; a gate that counts them opens by itself, and the first honest number arrives after the
money is spent.

## Bad

```yaml
metrics:
  webinars: {name: Joint webinars held, class: activity, unit: webinars, better: higher}
phases:
  crawl: {gate: {criteria: [{id: seen, metric: webinars, reaches: ">= 3"}]}}
```

## Good

```yaml
metrics:
  webinars: {name: Joint webinars held, class: activity, unit: webinars, better: higher}
  offers: {name: Webinar guests who ask for an offer, class: deal-quality, unit: guests, better: higher}
phases:
  crawl: {gate: {criteria: [{id: a, metric: webinars, reaches: ">= 3"}, {id: b, metric: offers, reaches: ">= 5"}]}}
```

## How to settle it with the partner

For each such number ask "and then?" until a customer appears in the answer. Keep the activity as a leading hint, and
let the gate hang on what stands at the end of the chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.criteria import criteria
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.measure import Metric
    from charter.terms.criteria import Placed

_DOINGS = frozenset({"activity", "vanity"})
_OUTCOMES = frozenset({"deal-quality", "time-to-value", "win-rate", "retention", "product-utility"})
_COUNTED_DOINGS = frozenset(
    [
        "announcements", "articles", "blog posts", "breakfasts", "events", "impressions", "likes", "logos", "lunches",
        "mails sent", "meetings", "posts", "press mentions", "press releases", "qbrs", "trainings", "webinars",
        "workshops",
    ]
)  # fmt: skip


@rule(
    "MET002",
    since={"draft": "error"},
    help="measure what follows from it for customers, and keep this as a leading hint",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    for _, group in groupby(criteria(charter), key=lambda placed: placed.phase):
        yield from _gate(list(group))
    purpose = given(charter.purpose)
    path = given(purpose.value_path) if purpose is not None else None
    proof = given(path.proof) if path is not None else None
    if proof is not None and (doing := _doing(charter, proof)):
        message = f"the value is to be proved by {proof}, which counts {doing}"
        yield Remark(("purpose", "value_path", "proof"), message)
    yield from _goals(charter)
    for name, found in (given(charter.metrics) or {}).items():
        metric = given(found)
        if metric is not None and _is_disguised(metric):
            message = f"{name} counts {given(metric.unit)} and is called {given(metric.class_)}"
            yield Remark(("metrics", name, "class"), message, "call it activity", at_most="warning")


def _gate(found: list[Placed]) -> Iterator[Remark]:
    """One remark where nothing in the gate can carry it."""
    if any(placed.criterion.ask is not None or not _is_weak(placed) for placed in found):
        return
    classes = sorted({str(placed.metric.class_) for placed in found if placed.metric is not None})
    names = ", ".join(placed.name for placed in found)
    message = f"the {found[0].phase} gate hangs on {' and '.join(classes)} alone: {names}"
    yield Remark((*found[0].path, "metric"), message)


def _is_weak(placed: Placed) -> bool:
    if placed.metric is None:
        return False
    kind = given(placed.metric.class_)
    return kind in _DOINGS or (kind == "volume" and placed.metric.counter_metric is None)


def _goals(charter: Charter) -> Iterator[Remark]:
    for index, goal in enumerate(given(charter.goals) or ()):
        name = given(goal.metric)
        if given(goal.for_) == "customers" and name is not None and (doing := _doing(charter, name)):
            message = f"{given(goal.id) or 'this goal'} is for customers, and {name} counts {doing}"
            yield Remark(("goals", index, "metric"), message, at_most="warning")


def _doing(charter: Charter, name: str) -> str | None:
    """The class of a metric, where it counts what is done or how it looks, and does not say that it is only a hint."""
    metric = given((given(charter.metrics) or {}).get(name))
    kind = given(metric.class_) if metric is not None and not given(metric.leading) else None
    return kind if kind in _DOINGS else None


def _is_disguised(metric: Metric) -> bool:
    unit = (given(metric.unit) or "").casefold().strip()
    return given(metric.class_) in _OUTCOMES and unit in _COUNTED_DOINGS and given(metric.better) != "lower"
