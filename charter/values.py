"""The value types of the format: exact, frozen, and free of any library."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Absent:
    """A value that is not there, said aloud.

    Attributes:
        kind: ``none`` decided that there is none · ``tbd`` not yet decided · ``undisclosed`` withheld ·
            ``unreadable`` something stands there that a finding already complains about.
        reason: Why there is none, or why it is withheld.
        owner: Who decides, for ``tbd``.
        by: Until when, for ``tbd``, as written.
        agreement: The id of the agreement that holds the value, for ``undisclosed``.
    """

    kind: Literal["none", "tbd", "undisclosed", "unreadable"]
    reason: str = ""
    owner: str = ""
    by: str = ""
    agreement: str = ""


UNREADABLE = Absent("unreadable")


def given(value: T | Absent | None) -> T | None:
    """The value itself, or None where it is missing or one of the decided absences."""
    return None if isinstance(value, Absent) else value


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, exact; ``EUR 180000.50``. The currency is an ISO 4217 code."""

    currency: str
    amount: Decimal

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,f}".replace(",", " ")


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, exact: ``12.5%`` has the points 12.5."""

    points: Decimal

    def __str__(self) -> str:
        return f"{self.points:f}%"


Unit: TypeAlias = Literal["minute", "hour", "day", "business day", "week", "month", "quarter", "year", "review"]

_DAYS: Mapping[Unit, tuple[Decimal, Decimal]] = {
    "minute": (Decimal(1) / 1440, Decimal(1) / 1440),
    "hour": (Decimal(1) / 24, Decimal(1) / 24),
    "day": (Decimal(1), Decimal(1)),
    "business day": (Decimal(1), Decimal(2)),
    "week": (Decimal(7), Decimal(7)),
    "month": (Decimal(28), Decimal(31)),
    "quarter": (Decimal(90), Decimal(92)),
    "year": (Decimal(365), Decimal(366)),
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time in the author's own unit; ``10 business days`` is not turned into anything else."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    @property
    def months(self) -> int | None:
        """Whole months, where the unit is months, quarters or years; else None."""
        factor = {"month": 1, "quarter": 3, "year": 12}.get(self.unit)
        return None if factor is None else self.count * factor

    @property
    def at_least_days(self) -> Decimal:
        """The fewest calendar days it can be; reviews, which have no length of their own, count as none."""
        return self.count * _DAYS[self.unit][0] if self.unit != "review" else Decimal(0)

    @property
    def at_most_days(self) -> Decimal | None:
        """The most calendar days it can be, public holidays aside; None for reviews."""
        return self.count * _DAYS[self.unit][1] if self.unit != "review" else None

    def after(self, start: date) -> date | None:
        """The day this long after `start`, within its month; None for hours, reviews and business days."""
        if self.months is not None:
            years, month = divmod(start.month - 1 + self.months, 12)
            last = monthrange(start.year + years, month + 1)[1]
            return date(start.year + years, month + 1, min(start.day, last))
        days = {"day": 1, "week": 7}.get(self.unit)
        return None if days is None else date.fromordinal(start.toordinal() + self.count * days)


class Day(NamedTuple):
    """A date as it is known: a day, or a month, quarter or year that only bounds it; both ends inclusive."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether it names one day."""
        return self.first == self.last

    def __str__(self) -> str:
        if self.exact:
            return self.first.isoformat()
        if self.first.month == 1 and self.last.month == 12:
            return f"{self.first.year}"
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return f"{self.first.year}-Q{self.last.month // 3}"


Operator: TypeAlias = Literal[">=", ">", "<=", "<"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A threshold in the metric's unit: ``>= 20%``, ``< 40``, ``< USD 30000``."""

    operator: Operator
    bound: Money | Percent | Decimal

    @property
    def number(self) -> Decimal:
        """The bound as a bare number: points of a percent, the amount of money, the number itself."""
        match self.bound:
            case Percent(points):
                return points
            case Money(amount=amount):
                return amount
            case _:
                return self.bound

    def holds(self, value: Decimal) -> bool:
        """Whether a value in the same unit satisfies it."""
        match self.operator:
            case ">=":
                return value >= self.number
            case ">":
                return value > self.number
            case "<=":
                return value <= self.number
            case "<":
                return value < self.number

    def __str__(self) -> str:
        bound = f"{self.bound:f}" if isinstance(self.bound, Decimal) else str(self.bound)
        return f"{self.operator} {bound}"


class Role(NamedTuple):
    """A role of a party, ``northwind.delivery``; who holds it says that party's people file."""

    party: str
    role: str

    def __str__(self) -> str:
        return f"{self.party}.{self.role}"


State: TypeAlias = Literal[
    "draft", "proposed", "signed", "withdrawn", "crawl", "walk", "run", "paused", "winding-down", "ended"
]
"""Where a charter stands; crawl to winding-down are phases of a signed agreement."""

Step: TypeAlias = Literal[
    "propose",
    "withdraw",
    "start",
    "go",
    "no-go",
    "restart",
    "extend",
    "pause",
    "resume",
    "amend",
    "continue",
    "exit",
    "close",
    "waive",
]
