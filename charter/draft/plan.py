"""When a partnership crawls, walks and runs: days and sizes from its first day and the program's measures."""

from dataclasses import dataclass
from datetime import date, timedelta

from charter.errors import UsageError
from charter.model import Program
from charter.values import given

_DECIDE_WITHIN = timedelta(days=14)
"""From the end of a phase to its gate: longer than the numbers take, no longer than the next phase may wait."""

_LEAD_WEEKS = 8
"""What two companies need from a first draft to a first day."""


@dataclass(frozen=True)
class Stage:
    """One phase in time; the decision follows its end."""

    start: date
    end: date
    decide_by: date


@dataclass(frozen=True)
class Plan:
    """The phases.

    Attributes:
        improves: The least improvement in crawl, in percent.
        adoption: The least adoption in walk, in percent.
        months: The term of run.
        reviews: How often the business is reviewed in run.
    """

    crawl: Stage
    walk: Stage
    run: date
    pilots: int
    invited: int
    improves: int
    adoption: int
    months: int
    reviews: str


def first_day(today: date) -> date:
    """The first Monday at least eight weeks after `today`.

    Raises:
        UsageError: There is no such day in the calendar.
    """
    try:
        earliest = today + timedelta(weeks=_LEAD_WEEKS)
        return earliest + timedelta(days=-earliest.weekday() % 7)
    except OverflowError as error:
        raise UsageError(f"{today} is too late for a plan") from error


def plan_from(start: date, program: Program | None = None) -> Plan:
    """Crawl, walk and run from a first day on, in the middle of what the program allows.

    Raises:
        UsageError: The plan would not fit into the calendar.
    """
    defaults = given(program.defaults) if program else None
    crawl, walk, run = (
        (given(defaults.crawl), given(defaults.walk), given(defaults.run)) if defaults else (None, None, None)
    )
    try:
        first = _stage(start, _range(given(crawl.weeks) if crawl else None, (4, 8)))
        second = _stage(_monday_after(first.decide_by), _range(given(walk.weeks) if walk else None, (8, 12)))
        begin = _monday_after(second.decide_by)
    except OverflowError as error:
        raise UsageError(f"a partnership that starts on {start} would outlast the calendar") from error
    improves, adoption = given(crawl.improves) if crawl else None, given(walk.adoption) if walk else None
    return Plan(
        first,
        second,
        begin,
        pilots=_range(given(crawl.customers) if crawl else None, (1, 2))[1],
        invited=_middle(_range(given(walk.customers) if walk else None, (5, 10))),
        improves=int(improves.points) if improves else 20,
        adoption=int(adoption.points) if adoption else 70,
        months=_range(given(run.months) if run else None, (6, 12))[1],
        reviews=(given(run.business_review) if run else None) or "quarterly",
    )


def _range(numbers: tuple[object, ...] | None, usual: tuple[int, int]) -> tuple[int, int]:
    """From and to; the usual ones where the program does not give two numbers that say so."""
    match numbers:
        case (int(low), int(high)) if 1 <= low <= high <= 520:
            return low, high
    return usual


def _middle(numbers: tuple[int, int]) -> int:
    return (sum(numbers) + 1) // 2


def _stage(start: date, weeks: tuple[int, int]) -> Stage:
    spare = 1 if weeks[0] == weeks[1] else 3  # a fixed length is met to the day, else the last week ends on a Friday
    end = start + timedelta(weeks=_middle(weeks), days=-spare)
    return Stage(start, end, end + _DECIDE_WITHIN)


def _monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())
