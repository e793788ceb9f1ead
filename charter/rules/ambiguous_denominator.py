"""A gate asks for a percentage, and nobody says of what.

## What it checks

A criterion with a percentage, or on a metric that is a share, measures a metric that says `of` what (or gives a
`formula`). One word such as `customers` or `total` is not enough. A share of the *invited* customers needs a phase
that says how many are invited.

## Why it matters

Seven of ten invited customers is 70 %, and so is seven of the ten that were left after three had said no. Whoever
wants the gate to open will count from the smaller number, in good faith.

## Bad

```yaml
metrics:
  adoption: {name: Customers live on the joint offer, unit: share, better: higher}
phases:
  walk:
    invited: 8
    gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%"}]}
```

## Good

```yaml
metrics:
  adoption: {name: Customers live on the joint offer, unit: share, of: invited customers, better: higher}
phases:
  walk:
    invited: 8
    gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%"}]}
```

## How to settle it with the partner

Take an example: "Eight are invited, one declines, one never answers, four use it. What is the percentage?" If the two
of you get different results, the denominator was never agreed. Freeze the list of those invited on the first day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria, is_share
from charter.values import Comparison, Percent, given

if TYPE_CHECKING:
    from charter.model.measure import Metric
    from charter.terms.criteria import Placed

_VAGUE = frozenset(
    ["all", "base", "clients", "customers", "everybody", "everyone", "market", "people", "total", "users", "whole"]
)


@rule(
    "GATE014",
    since={"draft": "error"},
    help="say of what, so that both sides count the same: of: invited customers",
)
def check(case: Case) -> Iterator[Remark]:
    seen = set()
    for placed in criteria(case.charter):
        metric = placed.metric
        if metric is None or not _is_percentage(placed, metric):
            continue
        if placed.name not in seen:
            seen.add(placed.name)
            yield from _of_what(placed, metric)
        yield from _how_many_invited(case, placed, metric)


def _is_percentage(placed: Placed, metric: Metric) -> bool:
    bounds = (given(placed.criterion.reaches), given(placed.criterion.stays))
    return is_share(metric) or any(
        isinstance(bound, Comparison) and isinstance(bound.bound, Percent) for bound in bounds
    )


def _of_what(placed: Placed, metric: Metric) -> Iterator[Remark]:
    path = ("metrics", placed.name, "of")
    also = (Also(placed.path, f"the {placed.phase} gate hangs on it"),)
    if metric.of is None and metric.formula is None:
        yield Remark(path, f"{placed.name} is a percentage, and nobody says of what", also=also)
    elif (given(metric.of) or "").casefold().strip(" .") in _VAGUE and metric.formula is None:
        message = f'{placed.name} is a percentage of "{given(metric.of)}", which each side may count in its own way'
        yield Remark(path, message, also=also, at_most="warning")


def _how_many_invited(case: Case, placed: Placed, metric: Metric) -> Iterator[Remark]:
    phases = given(case.charter.phases)
    phase = given(getattr(phases, placed.phase, None))
    if phase is None or "invited" not in (given(metric.of) or "").casefold().split():
        return
    if phase.invited is None and phase.cohort is None:
        message = (
            f"{placed.name} is a share of {given(metric.of)}, and {placed.phase} does not say how many are invited"
        )
        help = "write how many are invited, and freeze the list on the first day"
        yield Remark(("phases", placed.phase, "invited"), message, help, also=(Also(placed.path, "measured here"),))
