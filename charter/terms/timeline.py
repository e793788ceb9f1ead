"""When things happen in a charter: its phases in order, their gates, the end of its term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.finding import Path
from charter.terms.once import once
from charter.values import Absent, Day, Duration, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Phase, Run

PhaseName: TypeAlias = Literal["crawl", "walk", "run"]

PHASES: tuple[PhaseName, ...] = ("crawl", "walk", "run")
"""The phases in their order."""

Bound: TypeAlias = Literal["first", "last"]
"""Which day of a month, quarter or year counts, where no more is known."""


class Moment(NamedTuple):
    """A day that the charter names.

    Attributes:
        words: What happens then, to be followed by the day: ``crawl ends``.
        by: Whether it happens on that day at the latest.
        counts: ``first`` where it begins something, ``last`` where it ends something; None where it does neither.
    """

    path: Path
    day: Day
    words: str
    by: bool = False
    counts: Bound | None = None

    @property
    def earliest(self) -> date:
        """The first day that it can be."""
        return self.day.last if self.counts == "last" else self.day.first

    @property
    def latest(self) -> date:
        """The last day that it can be."""
        return self.day.first if self.counts == "first" else self.day.last

    def __str__(self) -> str:
        known = "" if self.day.exact or self.counts is None else f" (its {self.counts} day)"
        return f"{self.words} {f'by {self.day}' if self.by else on(self.day)}{known}"


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


@once
def phases(charter: Charter) -> Iterator[tuple[PhaseName, Phase]]:
    """The phases that are described, in their order."""
    plan = given(charter.phases)
    if plan is None:
        return
    for name, phase in zip(PHASES, (given(plan.crawl), given(plan.walk), given(plan.run)), strict=True):
        if phase is not None:
            yield name, phase


@once
def stretches(charter: Charter) -> Iterator[Stretch]:
    """The described phases in time, in their order."""
    return (_stretch(name, phase) for name, phase in phases(charter))


def _stretch(name: PhaseName, phase: Phase) -> Stretch:
    gate = given(phase.gate)
    here: Path = ("phases", name)
    return Stretch(
        name,
        moment((*here, "start"), given(phase.start), f"{name} starts", counts="first"),
        moment((*here, "end"), given(phase.end), f"{name} ends", counts="last") or _end_of_term(here, phase),
        moment(
            (*here, "gate", "decide_by"),
            given(gate.decide_by) if gate else None,
            f"the {name} gate is decided",
            by=True,
            counts="last",
        ),
    )


def _end_of_term(here: Path, phase: Phase | Run) -> Moment | None:
    start, term = given(phase.start), given(getattr(phase, "term", None))
    if start is None or not isinstance(term, Duration):
        return None
    try:
        over = term.after(start.first)
    except (OverflowError, ValueError):
        return None  # beyond the year 9999
    return None if over is None else Moment((*here, "term"), Day(over, over), f"the term of {here[-1]} is over")


def gate_day(charter: Charter, name: str) -> Moment | None:
    """The last day for the decision of a phase's gate; where none is named, the end of the phase."""
    found = next((stretch for stretch in stretches(charter) if stretch.name == name), None)
    return (found.decide_by or found.end) if found else None


def continues(charter: Charter) -> bool:
    """Whether the charter says that it builds on something proved before, even if it withholds what."""
    prior = charter.phases.prior if charter.phases is not None and not isinstance(charter.phases, Absent) else None
    return prior is not None and not (isinstance(prior, Absent) and prior.kind == "none")


def moment(path: Path, day: Day | None, words: str, *, by: bool = False, counts: Bound | None = None) -> Moment | None:
    """A moment, if the day is known."""
    return None if day is None else Moment(path, day, words, by, counts)


def later(one: Moment | None, other: Moment | None) -> bool:
    """Whether `one` is surely after `other`; a month, quarter or year in which either could come first is not."""
    return one is not None and other is not None and one.earliest > other.latest


def days_between(one: Moment, other: Moment) -> int:
    """The fewest days from `one` to `other`; negative where they may be the other way round."""
    return (other.earliest - one.latest).days


def on(day: Day) -> str:
    """The day in a sentence: ``on 2027-03-05``, ``in 2027-Q1``."""
    return f"{'on' if day.exact else 'in'} {day}"
