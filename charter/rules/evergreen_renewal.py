"""It renews itself, and nobody looks.

## What it checks

A run that renews by itself (`renewal.mode: automatic`) says how long before the end one must speak up (`notice`) and
who watches that day (`owner`, or a `review_by` date). It renews for less than three years at a time, or a review is
set.

## Why it matters

The day on which you could have stopped passes in silence, and you have signed again without a meeting, at the old
price. Ten years in, nobody who agreed to it is still there, and both sides pay for something neither would choose
today.

## Bad

```yaml
phases:
  run:
    start: 2027-07-01
    term: 12 months
    renewal: {mode: automatic, period: 5 years}
```

## Good

```yaml
phases:
  run:
    start: 2027-07-01
    term: 12 months
    renewal: {mode: automatic, period: 12 months, notice: 90 days, owner: northwind.relationship}
```

## How to settle it with the partner

Ask: "Who of us will notice that the deadline is coming?" and put that role in. Better still, renew by choice
(`mode: by-choice`): if both still want it, the choice takes ten minutes; if one does not, you want to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import Duration, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.phases import Renewal

_PLACE = ("phases", "run", "renewal")
_LONG = 36


@rule(
    "68",
    since={"draft": "warning", "proposed": "error"},
    help="renew by choice, or add notice and the owner who watches the day",
)
def check(case: Case) -> Iterator[Remark]:
    phases = given(case.charter.phases)
    run = given(phases.run) if phases else None
    renewal = given(run.renewal) if run else None
    if run is None or renewal is None or renewal.mode != "automatic":
        return
    if open_points := _unwatched(renewal):
        missing = "notice" if renewal.notice is None else "owner"
        yield Remark((*_PLACE, missing), f"this renews itself, and nothing says {listed(open_points)}")
    if renewal.review_by is None:
        yield from _too_long(renewal, given(run.term))


def _unwatched(renewal: Renewal) -> list[str]:
    points = []
    if renewal.notice is None:
        points.append("how long before the end one must speak up")
    if renewal.owner is None and renewal.review_by is None:
        points.append("who watches that day")
    return points


def _too_long(renewal: Renewal, term: Duration | None) -> Iterator[Remark]:
    """A period of three years or more; where none is written it renews for its term again."""
    period = given(renewal.period) if renewal.period is not None else term
    months = _months(period) if period else None
    if period is not None and months is not None and months >= _LONG:
        yield Remark(
            (*_PLACE, "period"),
            f"this renews itself for {period} at a time, with no review in between",
            "shorten the period, or set review_by",
        )


def _months(period: Duration) -> int | None:
    if period.months is not None:
        return period.months
    return int(period.at_least_days * 12 / 365)
