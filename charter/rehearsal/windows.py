"""When each phase can begin and be decided: on the shortest and on the longest way that leads there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from charter.lifecycle.calendar import Box, Calendar, entered, lengthened, planned
from charter.terms.days import after, plus
from charter.terms.timeline import PHASES, PhaseName, phases
from charter.values import Duration, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Gate, Phase

CRAWLS = 2
"""How many crawls there may be where a gate that leads back to one does not say."""


@dataclass(frozen=True)
class Days:
    """From when to when something can happen, both days inclusive.

    Attributes:
        earliest: None where the terms name no day yet.
        latest: None where the terms name no day yet, or where it has none.
        open: Why there is no latest day; empty where there is one, or where it is only not known yet.
    """

    earliest: date | None = None
    latest: date | None = None
    open: str = ""

    def later(self, *spans: Duration | None) -> Days:
        """The same days, each so much later."""
        first, last = self.earliest, self.latest
        for span in spans:
            first, last = first and after(first, span), last and after(last, span)
        return Days(first, last, self.open)


@dataclass(frozen=True)
class Window:
    """One described phase in time.

    Attributes:
        gate: Its gate, if one is described; of run there is none.
        begins: When it can begin; the latest day counts every extension and restart before it.
        decided: When its gate can say go or no; of run, when its term is over.
        silent: When the last day for the decision passes.
        exhausted: When a no can find no attempt left; where a no does not lead back, the same as `decided`.
        again: Whether a no leads back to crawl.
        crawls: How many crawls there may be, as far as this gate is concerned.
        passed: The gates that have surely said go before.
        perhaps: The gates that may have said go before, in an earlier attempt too.
    """

    name: PhaseName
    phase: Phase
    gate: Gate | None
    begins: Days
    decided: Days
    silent: Days
    exhausted: Days
    again: bool
    crawls: int
    passed: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Pass:
    """The days of one way through the phases: when each begins, ends, and is decided at the latest."""

    boxes: Mapping[PhaseName, Box]

    def took(self, name: PhaseName, *, longest: bool) -> int:
        """The days from the beginning of a phase to its decision; none where they are not known."""
        box = self.boxes.get(name, Box())
        last = box.decide_by if longest else _earliest_decision(box)
        return (last - box.start).days if last is not None and box.start is not None else 0


def windows(charter: Charter) -> tuple[Window, ...]:
    """The described phases with their days, in their order."""
    known = dict(phases(charter))
    plan = planned(charter)
    short, long = _walked(plan, known, longest=False), _walked(plan, known, longest=True)
    crawls = {name: _crawls(phase) for name, phase in known.items()}
    late = _walked(plan, known, longest=True, shift=_longest_detour(long, crawls))
    back = crawls.get("walk", 1) > 1
    found, passed = [], frozenset[str]()
    for name, phase in known.items():
        early = _moved(short.boxes[name], _shortest_detour(short, crawls, name))
        window = _window(name, phase, (short.boxes[name], late.boxes[name], early), crawls[name])
        perhaps = passed | ({"crawl"} if back and name == "crawl" else frozenset())
        found.append(replace(window, passed=passed, perhaps=frozenset(perhaps)))
        passed |= {name}
    return tuple(found)


def _window(name: PhaseName, phase: Phase, boxes: tuple[Box, Box, Box], crawls: int) -> Window:
    short, late, burnt = boxes
    gate = given(phase.gate) if name != "run" else None
    last = late.decide_by if gate is not None else late.end
    silent = gate.if_silent if gate is not None else None
    first_silence = short.decide_by
    if silent == "extend" and first_silence is not None and gate is not None:
        first_silence = plus(first_silence, extension_days(gate, first_silence))
    return Window(
        name,
        phase,
        gate,
        _ordered(short.start, late.start),
        _ordered(_earliest_decision(short) if gate is not None else short.end, last),
        _ordered(first_silence, last),
        _ordered(_earliest_decision(burnt), last),
        _leads_back(phase),
        crawls,
    )


def _ordered(first: date | None, last: date | None) -> Days:
    """Terms whose own days cannot follow one another still give a first and a last."""
    if first is not None and last is not None and first > last:
        first = last
    return Days(first, last)


def _walked(plan: Calendar, known: Mapping[PhaseName, Phase], *, longest: bool, shift: int = 0) -> _Pass:
    """One way through the phases, each entered on the day of the decision before."""
    calendar, decided, boxes = plan, None, {}
    for name, phase in known.items():
        start = plan[name].start
        if decided is not None and not (start is not None and _after_a_gap(name, boxes)):
            calendar = entered(calendar, name, decided)
        elif shift and start is not None:
            calendar = entered(calendar, name, plus(start, shift))
        gate, by = given(phase.gate) if name != "run" else None, calendar[name].decide_by
        if longest and gate is not None and by is not None:
            calendar = lengthened(calendar, name, extension_days(gate, by, exact=not shift))
        boxes[name] = _forwards(calendar[name])
        decided = boxes[name].decide_by if longest else _earliest_decision(boxes[name])
    return _Pass(boxes)


def _after_a_gap(name: PhaseName, before: Mapping[PhaseName, Box]) -> bool:
    """Whether the phase right before is not described: then the plan is all that is known of the day it begins."""
    return PHASES[PHASES.index(name) - 1] not in before


def _forwards(box: Box) -> Box:
    """The same box, none of its days before its start."""
    if box.start is None:
        return box
    return Box(box.start, box.end and max(box.start, box.end), box.decide_by and max(box.start, box.decide_by))


def _earliest_decision(box: Box) -> date | None:
    """The evidence is there when the phase is over; where its end is not known, any day since its start."""
    known = [day for day in (box.end or box.start, box.decide_by) if day is not None]
    return min(known) if known else None


def _moved(box: Box, days: int) -> Box:
    return box.moved(days) if days else box


def extension_days(gate: Gate, day: date, *, exact: bool = True) -> int:
    """The days that all extensions of a gate add after a day.

    Args:
        exact: Whether the day is known; else the most days that it can be, whatever the day.
    """
    extension = given(gate.extension)
    times, span = (given(extension.times), given(extension.for_)) if extension else (None, None)
    if not times or span is None:
        return 0
    whole = Duration(span.count * times, span.unit)
    if exact:
        return (after(day, whole) - day).days
    if whole.unit == "business day":
        weeks, rest = divmod(whole.count, 5)
        return 7 * weeks + (rest + 2 if rest else 0)
    return int(whole.at_most_days or 0)


def _leads_back(phase: Phase) -> bool:
    gate = given(phase.gate)
    return gate is not None and gate.no_go == "restart-crawl"


def _crawls(phase: Phase) -> int:
    """How many crawls a gate allows for; one where its no does not lead back."""
    gate = given(phase.gate)
    if gate is None or gate.no_go != "restart-crawl":
        return 1
    attempts = given(gate.attempts)
    return CRAWLS if attempts is None else max(attempts, 1)


def _longest_detour(long: _Pass, crawls: Mapping[PhaseName, int]) -> int:
    """The days of all attempts before the last one, each as long as can be: in closed form, whatever their number."""
    crawl, walk = long.took("crawl", longest=True), long.took("walk", longest=True)
    by_walk = crawls.get("walk", 1) - 1 if "crawl" in crawls else 0
    by_crawl = max(crawls.get("crawl", 1) - 1 - by_walk, 0)
    return by_walk * (crawl + walk) + by_crawl * crawl


def _shortest_detour(short: _Pass, crawls: Mapping[PhaseName, int], name: PhaseName) -> int:
    """The fewest days of all attempts before the one in which a no of this gate finds none left."""
    crawl, walk = short.took("crawl", longest=False), short.took("walk", longest=False)
    used = crawls.get(name, 1) - 1
    cheap = min(crawls.get("crawl", 1) - 1, used)
    return cheap * crawl + (used - cheap) * (crawl + walk)
