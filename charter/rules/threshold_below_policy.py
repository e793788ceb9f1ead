"""A gate asks for less than the program accepts.

## What it checks

The crawl gate asks for an improvement of at least 20 % on one of its metrics, and the walk gate for at least 70 % of
those invited, or for what the program's `defaults` say. The highest threshold of a gate counts: a smaller one beside
it is welcome. Improvements over a control group are left out, and so are metrics that cannot improve so far, such as
an uptime of 99 %.

## Why it matters

A new way of working that is five percent better is not seen by anybody who has to change for it. The threshold is low
because somebody already expects the result to be; better to learn in crawl that the idea is not strong enough.

## Bad

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower}
phases:
  crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 5%"}]}}
```

## Good

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower}
phases:
  crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 20%"}]}}
```

## How to settle it with the partner

Ask the pilot customer, not each other: "From which difference on would you change how you work?" If the answer is less
than the program asks for, take it to the program's owner with the reason, before crawl and not after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from charter.rules import Case, Remark, rule
from charter.terms.criteria import criteria, is_share
from charter.terms.policy import policy
from charter.values import Comparison, Percent, given

if TYPE_CHECKING:
    from decimal import Decimal

    from charter.finding import Path
    from charter.terms.criteria import Placed


class _Asked(NamedTuple):
    path: Path
    points: Decimal
    text: str


@rule(
    "GATE002",
    since={"draft": "warning"},
    help="ask for a difference that customers would notice, or agree on a lower one with the program's owner",
)
def check(case: Case) -> Iterator[Remark]:
    for phase, found in groupby(criteria(case.charter), key=lambda placed: placed.phase):
        measure = policy(case.program)
        least = measure.improves if phase == "crawl" else measure.adoption
        asked = [ask for placed in found if (ask := _asked(phase, placed, least)) is not None]
        highest = max(asked, key=lambda ask: ask.points, default=None)
        if highest is not None and highest.points < least:
            asks = (
                f"an improvement of {highest.text}"
                if phase == "crawl"
                else f"adoption by {highest.text} of those invited"
            )
            message = f"the {phase} gate asks for {asks}; the least is {Percent(least)}"
            yield Remark(highest.path, message)


def _asked(phase: str, placed: Placed, least: Decimal) -> _Asked | None:
    """The threshold that policy speaks of: the improvement in crawl, the adoption among those invited in walk."""
    criterion = placed.criterion
    key, found = ("improves", criterion.improves) if phase == "crawl" else ("reaches", criterion.reaches)
    bound = given(found)
    if phase == "run" or not isinstance(bound, Comparison) or not isinstance(bound.bound, Percent):
        return None
    if criterion.control is not None or bound.operator not in (">=", ">"):
        return None
    if not (_can_improve(placed, least) if phase == "crawl" else _of_invited(placed)):
        return None
    return _Asked((*placed.path, key), bound.number, str(bound.bound))


def _can_improve(placed: Placed, points: Decimal) -> bool:
    """Whether the metric has room for the least improvement: a share near 100 % has none."""
    metric = placed.metric
    baseline = given(metric.baseline) if metric is not None else None
    value = given(baseline.value) if baseline is not None else None
    if metric is None:
        return False
    if not is_share(metric):
        return True
    return not isinstance(value, Percent) or metric.better == "lower" or value.points * (100 + points) <= 10000


def _of_invited(placed: Placed) -> bool:
    metric = placed.metric
    return metric is not None and "invited" in (given(metric.of) or "").casefold().split()
