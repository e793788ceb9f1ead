"""The days of all endings on one line of characters: when each can come, and when its wind-down is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from charter.rehearsal import Ending

Bar: TypeAlias = tuple[str, str]
"""The part in which it can end, blanks before it, and the wind-down after it."""


@dataclass(frozen=True)
class Axis:
    """From which day to which, and on how many characters."""

    first: date
    last: date
    width: int

    @classmethod
    def of(cls, endings: Iterable[Ending], width: int) -> Axis | None:
        """The axis that holds all known days; None where there are fewer than two."""
        known = [
            day
            for ending in endings
            for days in (ending.days, ending.over)
            if days is not None
            for day in (days.earliest, days.latest)
            if day is not None and day != date.max
        ]
        if not known or min(known) == max(known):
            return None
        return cls(min(known), max(known), width)

    def place(self, day: date) -> int:
        """The character that a day falls on."""
        whole = (self.last - self.first).days
        return min(max((day - self.first).days, 0) * (self.width - 1) // whole, self.width - 1)

    def bar(self, ending: Ending) -> Bar:
        """One ending; what has no latest day goes on to the edge, what has no earliest begins there."""
        days, over = ending.days, ending.over
        if days.earliest is None and days.latest is None:
            return "", ""
        start = self.place(days.earliest) if days.earliest is not None else 0
        stop = self.place(days.latest) if days.latest is not None else self.width - 1
        after = self.place(over.latest) - stop if over is not None and over.latest is not None else 0
        return " " * start + "█" * (stop - start + 1 - bool(days.open)) + "▶" * bool(days.open), "░" * after

    def head(self) -> str:
        """The years, each where it begins, as many as have room."""
        text = str(self.first.year) if self.place(_begin(self.first.year + 1)) > 4 else ""
        for year in range(
            self.first.year + 1, self.last.year + 1, 1 + (self.last.year - self.first.year) * 7 // self.width
        ):
            at = self.place(_begin(year))
            if at > len(text) and at + 4 <= self.width:
                text = text.ljust(at) + str(year)
        return text


def _begin(year: int) -> date:
    return date(min(year, date.max.year), 1, 1)
