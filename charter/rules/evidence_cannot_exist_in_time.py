"""A gate is decided before its number can be known.

## What it checks

The number of each metric in a gate is final (`source.lag` after the phase's `end`) by the last day of the decision
(`decide_by`). And a metric that is looked at together more rarely than the phase lasts, such as quarterly in a pilot of
four weeks, is named: no regular review falls into it.

Months, quarters and years count in favour of the plan: what may be in time is in time.

## Why it matters

The gate is decided anyway, on half a number or on a feeling, and what comes in a week later changes nothing any more.
Or it is put off, and the customers of the pilot hang on without a plan.

## Bad

```yaml
metrics:
  margin: {name: Margin of the line, unit: share, of: revenue, better: higher, source: {system: Ledger, lag: 4 weeks}}
phases:
  crawl:
    start: 2027-01-11
    end: 2027-03-05
    gate: {decide_by: 2027-03-19, criteria: [{id: pays, metric: margin, reaches: ">= 10%"}]}
```

## Good

```yaml
metrics:
  margin: {name: Margin of the line, unit: share, of: revenue, better: higher, source: {system: Ledger, lag: 4 weeks}}
phases:
  crawl:
    start: 2027-01-11
    end: 2027-03-05
    gate: {decide_by: 2027-04-02, criteria: [{id: pays, metric: margin, reaches: ">= 10%"}]}
```

## How to settle it with the partner

Ask whoever supplies the number: "The last day of the pilot is a Friday. When do you sign it off?" Move the decision
behind that day, or take a number that is known earlier and hints at the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria
from charter.terms.timeline import stretches
from charter.values import given

if TYPE_CHECKING:
    from charter.terms.criteria import Placed
    from charter.terms.timeline import Stretch
    from charter.values import Duration

_REVIEW_DAYS: Mapping[str, int] = {"monthly": 28, "quarterly": 90, "half-yearly": 181, "yearly": 365}
"""The fewest days from one review to the next, of the rhythms that may be longer than a phase."""


@rule(
    "36",
    since={"draft": "warning"},
    help="decide after that day, or measure what is known earlier",
)
def check(case: Case) -> Iterator[Remark]:
    plan = {stretch.name: stretch for stretch in stretches(case.charter)}
    seen = set()
    for placed in criteria(case.charter):
        stretch = next((found for name, found in plan.items() if name == placed.phase), None)
        if placed.metric is None or stretch is None or (placed.phase, placed.name) in seen:
            continue
        seen.add((placed.phase, placed.name))
        late = _too_late(placed, stretch) or _never_reviewed(placed, stretch)
        if late is not None:
            yield late


def _too_late(placed: Placed, stretch: Stretch) -> Remark | None:
    source = given(placed.metric.source) if placed.metric is not None else None
    lag = given(source.lag) if source is not None else None
    end, decided = stretch.end, stretch.decide_by
    if lag is None or end is None or decided is None or not stretch.coherent:
        return None
    final = _after(end.earliest, lag)
    if final is None or final <= decided.latest:
        return None
    message = f"{placed.name} is final on {final}, {lag} after {end}, and {decided}"
    lag_path = ("metrics", placed.name, "source", "lag")
    also = (Also(lag_path, f"{lag} of lag"), Also(decided.path, str(decided)))
    return Remark((*placed.path, "metric"), message, also=also)


def _after(day: date, lag: Duration) -> date | None:
    """The earliest day this long after another; None beyond the calendar."""
    try:
        return lag.after(day) or day + timedelta(days=int(lag.at_least_days))
    except (OverflowError, ValueError):
        return None


def _never_reviewed(placed: Placed, stretch: Stretch) -> Remark | None:
    metric, start = placed.metric, stretch.start
    rhythm = given(metric.review) if metric is not None else None
    last = stretch.decide_by or stretch.end
    least = _REVIEW_DAYS.get(rhythm or "")
    if rhythm is None or least is None or start is None or last is None or not stretch.coherent:
        return None
    days = (last.latest - start.earliest).days
    if days >= least:
        return None
    message = (
        f"{placed.name} is looked at {rhythm}, and from the start of {placed.phase} to its decision are {days} days"
    )
    also = (Also(("metrics", placed.name, "review"), rhythm),)
    help = "look at it more often while this phase lasts"
    return Remark((*placed.path, "metric"), message, help, also=also, at_most="info")
