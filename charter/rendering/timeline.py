"""The drawn timeline: where its bars, milestones and ticks stand, in parts of ten thousand of its width."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from charter.rendering.plan import Bar, Lane

WIDTH = 10_000

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000)
_MOST_TICKS = 7


def timeline(lanes: tuple[Lane, ...], *, brief: bool = False) -> dict[str, Any]:
    """What the template draws: `ticks`, `lanes` with `bars`, and `alt`, the same in words.

    Args:
        brief: Only the phases and their gates.
    """
    kept = [(lane.phase, _kept(lane, brief)) for lane in lanes]
    days = [date.fromisoformat(day) for _, bars in kept for bar in bars for day in (bar.first, bar.last) if day]
    if not days:
        return {"ticks": [], "lanes": [], "alt": ""}
    first, last = _month(min(days)), _month(max(days)) + 1
    scale = _Scale(_ordinal(first), _ordinal(last))
    return {
        "ticks": list(_ticks(first, last, scale)),
        "lanes": [{"phase": phase, "bars": [_bar(bar, scale) for bar in bars]} for phase, bars in kept],
        "alt": "Timeline. " + " ".join(f"{bar.label}: {_days(bar)}." for _, bars in kept for bar in bars),
    }


def _kept(lane: Lane, brief: bool) -> list[Bar]:
    return [bar for bar in lane.bars if not brief or bar.last or _is_gate(bar)]


def _is_gate(bar: Bar) -> bool:
    return not bar.last and bar.label.endswith(" gate")


class _Scale:
    def __init__(self, first: int, last: int) -> None:
        self.first, self.length = first, last - first

    def at(self, ordinal: int) -> int:
        return (ordinal - self.first) * WIDTH // self.length


def _bar(bar: Bar, scale: _Scale) -> dict[str, Any]:
    first = date.fromisoformat(bar.first).toordinal()
    last = scale.at(date.fromisoformat(bar.last).toordinal() + 1) if bar.last else None
    return {"label": bar.label, "days": _days(bar), "first": scale.at(first), "last": last, "gate": _is_gate(bar)}


def _days(bar: Bar) -> str:
    if not bar.last:
        return _day(bar.first)
    first, last = date.fromisoformat(bar.first), date.fromisoformat(bar.last)
    if first.year != last.year:
        return f"{_day(bar.first)} – {_day(bar.last)}"
    return f"{first.day} {_MONTHS[first.month - 1]} – {_day(bar.last)}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _ordinal(month: int) -> int:
    """The first day of a month; the month after the last there is begins on the day after."""
    year, index = divmod(month, 12)
    return date(year, index + 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1


def _ticks(first: int, last: int, scale: _Scale) -> Iterator[dict[str, Any]]:
    step = next(step for step in _STEPS if (last - first) // step < _MOST_TICKS)
    for month in range(first + -first % step, last, step):
        year, index = divmod(month, 12)
        name = f"{_MONTHS[index]} " if step < 12 else ""
        shows_year = step >= 12 or index < step or month < first + step
        yield {"at": scale.at(_ordinal(month)), "label": f"{name}{year if shows_year else ''}".strip()}
