"""When things happen in a charter: its phases in order, their gates, the end of its term."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.finding import Path
from charter.values import Absent, Day, Duration, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Phase, Run

PhaseName: TypeAlias = Literal["crawl", "walk", "run"]

PHASES: tuple[PhaseName, ...] = ("crawl", "walk", "run")
"""The phases in their order."""


class Moment(NamedTuple):
    """A day that the charter names.

    Attributes:
        words: What happens then, to be followed by the day: ``crawl ends``.
        by: Whether it happens on that day at the latest.
    """

    path: Path
    day: Day
    words: str
    by: bool = False

    def __str__(self) -> str:
        return f"{self.words} {f'by {self.day}' if self.by else on(self.day)}"


class Stretch(NamedTuple):
    """One phase in time; None for what is missing, open or withheld.

    Attributes:
        end: Its last day; for run, where none is written, the day its term is over.
        decide_by: The last day for the decision of its gate.
    """

    name: PhaseName
    start: Moment | None
    end: Moment | None
    decide_by: Moment | None

    @property
    def coherent(self) -> bool:
        """Whether its own days can follow one another."""
        return not (later(self.start, self.end) or later(self.end, self.decide_by) or later(self.start, self.decide_by))


def phases(charter: Charter) -> Iterator[tuple[PhaseName, Phase]]:
    """The phases that are described, in their order."""
    plan = given(charter.phases)
    if plan is None:
        return
    for name, phase in zip(PHASES, (given(plan.crawl), given(plan.walk), given(plan.run)), strict=True):
        if phase is not None:
            yield name, phase


def stretches(charter: Charter) -> tuple[Stretch, ...]:
    """The described phases in time, in their order."""
    return tuple(_stretch(name, phase) for name, phase in phases(charter))


def _stretch(name: PhaseName, phase: Phase) -> Stretch:
    gate = given(phase.gate)
    here: Path = ("phases", name)
    return Stretch(
        name,
        moment((*here, "start"), given(phase.start), f"{name} starts"),
        moment((*here, "end"), given(phase.end), f"{name} ends") or _end_of_term(here, phase),
        moment(
            (*here, "gate", "decide_by"),
            given(gate.decide_by) if gate else None,
            f"the {name} gate is decided",
            by=True,
        ),
    )


def _end_of_term(here: Path, phase: Phase | Run) -> Moment | None:
    start, term = given(phase.start), given(getattr(phase, "term", None))
    if start is None or not isinstance(term, Duration):
        return None
    first, last = term.after(start.first), term.after(start.last)
    return Moment((*here, "term"), Day(first, last), f"the term of {here[-1]} is over") if first and last else None


def gate_day(charter: Charter, name: str) -> Moment | None:
    """The last day for the decision of a phase's gate; where none is named, the end of the phase."""
    found = next((stretch for stretch in stretches(charter) if stretch.name == name), None)
    return (found.decide_by or found.end) if found else None


def continues(charter: Charter) -> bool:
    """Whether the charter says that it builds on something proved before, even if it withholds what."""
    prior = charter.phases.prior if charter.phases is not None and not isinstance(charter.phases, Absent) else None
    return prior is not None and not (isinstance(prior, Absent) and prior.kind == "none")


def moment(path: Path, day: Day | None, words: str, *, by: bool = False) -> Moment | None:
    """A moment, if the day is known."""
    return None if day is None else Moment(path, day, words, by)


def later(one: Moment | None, other: Moment | None) -> bool:
    """Whether `one` is surely after `other`; a month, quarter or year that could be either is not."""
    return one is not None and other is not None and one.day.first > other.day.last


def days_between(one: Moment, other: Moment) -> int:
    """The fewest days from `one` to `other`; negative where they may be the other way round."""
    return (other.day.first - one.day.last).days


def on(day: Day) -> str:
    """The day in a sentence: ``on 2027-03-05``, ``in 2027-Q1``."""
    return f"{'on' if day.exact else 'in'} {day}"
