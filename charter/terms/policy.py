"""What the program expects of every plan: lengths, numbers of customers and least thresholds, with the usual ones."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from charter.values import given

if TYPE_CHECKING:
    from charter.model import Program


class Between(NamedTuple):
    """From and to, both inclusive."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"


class Policy(NamedTuple):
    """The program's measure.

    Attributes:
        crawl_weeks: How long crawl lasts.
        walk_weeks: How long walk lasts.
        run_months: How long the first term of run is.
        crawl_customers: How many pilots.
        walk_customers: How many more customers.
        improves: The least improvement that the crawl gate asks for, in percent.
        adoption: The least adoption among those invited that the walk gate asks for, in percent.
    """

    crawl_weeks: Between = Between(4, 8)
    walk_weeks: Between = Between(8, 12)
    run_months: Between = Between(6, 12)
    crawl_customers: Between = Between(1, 2)
    walk_customers: Between = Between(5, 10)
    improves: Decimal = Decimal(20)
    adoption: Decimal = Decimal(70)


_LONGEST = 520
"""No program means more than ten years of weeks; such a length is taken as not said."""

_ANY = 999_999_999

USUAL = Policy()
"""What is usual where the program says nothing."""


def policy(program: Program | None) -> Policy:
    """The program's measure; where it says nothing that can be read, the usual one."""
    defaults = given(program.defaults) if program is not None else None
    if defaults is None:
        return USUAL
    crawl, walk, run = given(defaults.crawl), given(defaults.walk), given(defaults.run)
    improves = given(crawl.improves) if crawl else None
    adoption = given(walk.adoption) if walk else None
    return Policy(
        _between(given(crawl.weeks) if crawl else None, USUAL.crawl_weeks),
        _between(given(walk.weeks) if walk else None, USUAL.walk_weeks),
        _between(given(run.months) if run else None, USUAL.run_months),
        _between(given(crawl.customers) if crawl else None, USUAL.crawl_customers, _ANY),
        _between(given(walk.customers) if walk else None, USUAL.walk_customers, _ANY),
        improves.points if improves else USUAL.improves,
        adoption.points if adoption else USUAL.adoption,
    )


def _between(numbers: tuple[object, ...] | None, usual: Between, most: int = _LONGEST) -> Between:
    match numbers:
        case (int(low), int(high)) if 1 <= low <= high <= most:
            return Between(low, high)
    return usual
