"""When a measurement is final, and until when it is fresh."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from charter.terms.days import after
from charter.values import Absent, Duration, given

if TYPE_CHECKING:
    from charter.model.measure import Metric, Rhythm

STALE_AFTER = Duration(90, "day")
"""How long an answer, or a measurement without a review of its own, is fresh."""

_INTERVALS: Mapping[Rhythm, Duration] = {
    "daily": Duration(1, "day"),
    "weekly": Duration(1, "week"),
    "biweekly": Duration(2, "week"),
    "monthly": Duration(1, "month"),
    "quarterly": Duration(3, "month"),
    "half-yearly": Duration(6, "month"),
    "yearly": Duration(1, "year"),
}


def interval(metric: Metric) -> Duration | None:
    """How long it is from one review of a metric to the next; None where it is not reviewed."""
    return None if metric.review is None or isinstance(metric.review, Absent) else _INTERVALS[metric.review]


def lag(metric: Metric) -> Duration | None:
    """How long after the period its numbers are final."""
    source = given(metric.source)
    return given(source.lag) if source is not None else None


def final_on(metric: Metric, last: date) -> date:
    """From which day the numbers of a period that ends on `last` are final."""
    return after(last, lag(metric))


def fresh_until(metric: Metric, last: date) -> date:
    """The last day on which a measurement of a period that ends on `last` may still be judged."""
    step = interval(metric)
    if step is None:
        return after(last, STALE_AFTER)
    return after(after(last, step), lag(metric))
