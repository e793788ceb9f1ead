"""A number that looks good is taken for one that is good.

## What it checks

No goal of a party is measured by vanity, and no gate asks for it beside other things: metrics of class `vanity`, or
counted in logos, impressions, likes, followers, mentions or signed partners. A metric marked `leading` is a hint and
fine. What customers get, and a gate that hangs on nothing else, is the business of `activity-as-outcome`.

## Why it matters

Such a number can only grow, and it grows for money. While it does, the review is pleasant, and the question whether
anybody bought anything is put off to the next one.

## Bad

```yaml
metrics:
  reach: {name: Impressions of the joint campaign, class: vanity, unit: impressions, better: higher}
goals:
  - {id: seen, for: northwind, outcome: Half a million impressions., metric: reach}
```

## Good

```yaml
metrics:
  reach: {name: Impressions of the joint campaign, class: vanity, unit: impressions, better: higher, leading: true}
  offers: {name: Offers asked for after the campaign, class: deal-quality, unit: offers, better: higher}
goals:
  - {id: asked, for: northwind, outcome: Fifty customers ask for an offer., metric: offers}
```

## How to settle it with the partner

Ask what each of you would pay for one more of them. If nobody would pay anything, count what comes after it.
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

_UNITS = frozenset(
    {
        "logos",
        "impressions",
        "likes",
        "followers",
        "mentions",
        "press mentions",
        "shares on social media",
        "signed partners",
    }
)


@rule(
    "MET003",
    since={"draft": "warning"},
    help="measure what follows from it, and mark this one leading: true",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    for index, goal in enumerate(given(charter.goals) or ()):
        name = given(goal.metric) or ""
        if given(goal.for_) not in (None, "customers") and (what := _vanity(charter, name)):
            message = f"{given(goal.id) or 'this goal'} is measured by {name}, which counts {what}"
            yield Remark(("goals", index, "metric"), message)
    for phase, group in groupby(criteria(charter), key=lambda placed: placed.phase):
        found = list(group)
        vain = [placed for placed in found if _vanity(charter, placed.name)]
        for placed in vain if len(vain) < len(found) else ():
            message = f"the {phase} gate asks for {placed.name}, which counts {_vanity(charter, placed.name)}"
            yield Remark((*placed.path, "metric"), message)


def _vanity(charter: Charter, name: str) -> str | None:
    """What a metric counts, where that only looks good."""
    metric = given((given(charter.metrics) or {}).get(name))
    if metric is None or metric.leading or metric.better == "lower":
        return None
    unit = (given(metric.unit) or "").casefold().strip()
    if unit in _UNITS:
        return unit
    return "vanity" if metric.class_ == "vanity" else None
