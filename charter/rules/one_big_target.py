"""One target far away, and no step on the way to it.

## What it checks

A goal that counts how many use the joint offer (a metric of class `adoption` that is no percentage) and wants ten times
what the phases before run reach, or more, has a smaller target before the last one. Where crawl and walk do not say how
many customers they have, nothing is compared.

## Why it matters

With two hundred sites as the only number there is no bad month until the last one. An interim target is the day on
which somebody has to say "we are at forty" while there is still time to do something about it.

## Bad

```yaml
metrics:
  sites_live: {name: Sites live, class: adoption, unit: sites, better: higher}
goals:
  - id: more-sites
    for: northwind
    outcome: 800 sites live in 2028.
    metric: sites_live
    targets: [{by: 2028-12-31, reaches: ">= 800"}]
phases:
  crawl: {cohort: [Helio 3PL, Brandt Lager]}
  walk: {invited: 8}
```

## Good

```yaml
metrics:
  sites_live: {name: Sites live, class: adoption, unit: sites, better: higher}
goals:
  - id: more-sites
    for: northwind
    outcome: 800 sites live in 2028.
    metric: sites_live
    targets: [{by: 2027-12-31, reaches: ">= 150"}, {by: 2028-12-31, reaches: ">= 800"}]
phases:
  crawl: {cohort: [Helio 3PL, Brandt Lager]}
  walk: {invited: 8}
```

## How to settle it with the partner

Ask how many there must be in half of the time for the end still to be possible. That number, on that day, is the step;
say in the same breath what happens if it is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.timeline import continues, phases
from charter.values import Absent, Comparison, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.measure import Goal
    from charter.model.phases import Phase

_LEAP = 10


@rule(
    "42",
    since={"draft": "info", "proposed": "warning"},
    help="add a smaller target on a day in between",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    reach = _reach(charter)
    if reach is None:
        return
    goals = [(index, goal, _numbers(goal)) for index, goal in enumerate(given(charter.goals) or ())]
    for index, goal, numbers in goals:
        name = given(goal.metric)
        if name is None or not numbers or not _counts_users(charter, name):
            continue
        every = {number for _, other, found in goals if other.metric == name for number in found or ()}
        if max(numbers) >= _LEAP * reach and len(every) == 1:
            message = f"{name} is to reach {max(numbers):f}; before run it is {reach}, and there is no step in between"
            yield Remark(("goals", index, "targets"), message)


def _reach(charter: Charter) -> int | None:
    """How many customers the phases before run reach at most; None where that is not known."""
    plan = given(charter.phases)
    if plan is None or continues(charter) or isinstance(plan.crawl, Absent) or isinstance(plan.walk, Absent):
        return None
    sizes = [_size(phase) for name, phase in phases(charter) if name != "run"]
    if not sizes or None in sizes:
        return None
    return max(size for size in sizes if size is not None) or None


def _size(phase: Phase) -> int | None:
    cohort = given(phase.cohort)
    if phase.invited is not None:
        return given(phase.invited)
    return len(cohort) if isinstance(cohort, tuple) else given(getattr(cohort, "size", None))


def _numbers(goal: Goal) -> list[Decimal]:
    """The plain numbers that the targets of a goal ask for at least."""
    found = [given(target.reaches) for target in given(goal.targets) or ()]
    return [
        reaches.bound
        for reaches in found
        if isinstance(reaches, Comparison) and reaches.operator in (">=", ">") and isinstance(reaches.bound, Decimal)
    ]


def _counts_users(charter: Charter, name: str) -> bool:
    metric = given((given(charter.metrics) or {}).get(name))
    return metric is not None and metric.class_ == "adoption"
