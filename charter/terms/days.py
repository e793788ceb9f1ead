"""The day a span after another one, without ever leaving the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from charter.values import Duration


def after(start: date, span: Duration | None) -> date:
    """The day a span after `start`; the last day there is where the calendar ends before.

    Hours count as the same day, business days are Monday to Friday with public holidays aside, and reviews, which have
    no length of their own, as none.
    """
    if span is None:
        return start
    if span.unit == "business day":
        return _business_days(start, span.count)
    try:
        return span.after(start) or start
    except (OverflowError, ValueError):  # a span of thousands of years
        return date.max


def plus(day: date, days: int) -> date:
    """So many days later; the last day there is where the calendar ends before."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _business_days(start: date, count: int) -> date:
    weeks, rest = divmod(count, 5)
    weekend = max(start.weekday() - 4, 0) if count else 0  # from a Saturday or Sunday they are counted from its Friday
    day = plus(start, 7 * weeks - weekend)
    while rest:
        day = plus(day, 1)
        rest -= day.weekday() < 5
    return day
