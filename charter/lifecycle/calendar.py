"""When the phases of a charter really happen: the plan of the terms, moved by what was decided.

Dates in the terms are the plan. A phase starts on the day of the decision that enters it; its end, its `decide_by` and
everything later move by the same number of days, and so they do for an extension, a restart and a pause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from charter.terms.days import plus
from charter.terms.timeline import PHASES, PhaseName, stretches

if TYPE_CHECKING:
    from charter.model import Charter


@dataclass(frozen=True)
class Box:
    """The days of one phase; None where the terms leave one open.

    Attributes:
        start: Its first day.
        end: Its last day; of run, where none is written, the day its term is over.
        decide_by: The last day for the decision of its gate; where none is written, its end.
    """

    start: date | None = None
    end: date | None = None
    decide_by: date | None = None

    def moved(self, days: int) -> Box:
        """The same box, so many days later; before, where negative."""
        return Box(*(day and plus(day, days) for day in (self.start, self.end, self.decide_by)))

    def longer(self, days: int) -> Box:
        """The same start, the rest so many days later."""
        return replace(self.moved(days), start=self.start)


Calendar = Mapping[PhaseName, Box]
"""The phases that are described, in their order, each with its days."""


def planned(terms: Charter) -> Calendar:
    """The calendar as the terms plan it."""
    return {
        stretch.name: Box(
            stretch.start.earliest if stretch.start else None,
            stretch.end.latest if stretch.end else None,
            stretch.decide_by.latest if stretch.decide_by else (stretch.end.latest if stretch.end else None),
        )
        for stretch in stretches(terms)
    }


def entered(calendar: Calendar, phase: PhaseName, day: date) -> Calendar:
    """The calendar once a phase began on a day: the phase and everything later move with it."""
    box = calendar.get(phase)
    if box is None:
        return calendar
    if box.start is None:
        return {**calendar, phase: replace(box, start=day)}
    return {**calendar, **dict(_moved(calendar, phase, (day - box.start).days))}


def lengthened(calendar: Calendar, phase: PhaseName, days: int) -> Calendar:
    """The calendar once a phase got so many days more, by an extension or a pause."""
    if phase not in calendar:
        return calendar
    return {**calendar, **dict(_moved(calendar, phase, days)), phase: calendar[phase].longer(days)}


def amended(calendar: Calendar, old: Charter, new: Charter) -> Calendar:
    """The calendar under new terms: a date that they changed is the new plan, every other one stays as it was moved."""
    before, after = planned(old), planned(new)
    return {phase: _kept(calendar.get(phase, box), before.get(phase), box) for phase, box in after.items()}


def _kept(now: Box, before: Box | None, after: Box) -> Box:
    if before is None:
        return after
    return Box(
        now.start if before.start == after.start else after.start,
        now.end if before.end == after.end else after.end,
        now.decide_by if before.decide_by == after.decide_by else after.decide_by,
    )


def _moved(calendar: Calendar, first: PhaseName, days: int) -> Iterator[tuple[PhaseName, Box]]:
    later = PHASES[PHASES.index(first) :]
    return ((phase, box.moved(days)) for phase, box in calendar.items() if phase in later)
