"""What a term asks of a number: half-lines on the axis of its metric, exact, and where that axis ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.terms.criteria import is_share
from charter.values import Comparison, Money, Operator, Percent, given

if TYPE_CHECKING:
    from charter.model.measure import Metric
    from charter.terms.criteria import Placed

ThresholdKey: TypeAlias = Literal["improves", "reaches", "stays"]

THRESHOLDS: tuple[ThresholdKey, ...] = ("improves", "reaches", "stays")
"""The keys of a criterion that say what is a go; `fails` is meant in the terms of the first that is written."""

_OPPOSITE: dict[Operator, Operator] = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
_MIRRORED: dict[Operator, Operator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


class HalfLine(NamedTuple):
    """All numbers on one side of a bound.

    Attributes:
        unit: ``%``, an ISO 4217 code, or empty for a bare number in the metric's own unit.
        number: The bound; points of a percentage, the amount of money, the number itself.
    """

    operator: Operator
    number: Fraction
    unit: str = ""

    @property
    def upward(self) -> bool:
        """Whether it goes on towards larger numbers."""
        return self.operator in (">=", ">")

    @property
    def closed(self) -> bool:
        """Whether the bound itself belongs to it."""
        return self.operator in (">=", "<=")

    def holds(self, value: Fraction | Decimal | int) -> bool:
        """Whether a number in the same unit lies on it."""
        number = Fraction(value)
        if number == self.number:
            return self.closed
        return (number > self.number) is self.upward

    def opposite(self) -> HalfLine:
        """Everything else."""
        return self._replace(operator=_OPPOSITE[self.operator])

    def meets(self, other: HalfLine) -> bool:
        """Whether some number lies on both; half-lines of different units are not known to exclude each other."""
        if self.unit != other.unit or self.upward == other.upward:
            return True
        low, high = (self, other) if self.upward else (other, self)
        return low.number < high.number or (low.number == high.number and low.closed and high.closed)

    def leaves_a_gap(self, other: HalfLine) -> bool:
        """Whether some number lies on neither, of two that point away from each other."""
        return self.unit == other.unit and self.upward != other.upward and self.opposite().meets(other.opposite())

    def words(self, unit: str = "") -> str:
        """``from 70% on``, ``below 24 hours``; `unit` is the metric's own, for a bare number."""
        word = {">=": "from {} on", ">": "above {}", "<=": "up to {}", "<": "below {}"}[self.operator]
        return word.format(figure(self.number, self.unit or unit))

    def signs(self, unit: str = "") -> str:
        """``>= 70%``, ``< 24 hours``; `unit` is the metric's own, for a bare number."""
        return f"{self.operator} {figure(self.number, self.unit or unit)}"


class Asked(NamedTuple):
    """One threshold of a criterion.

    Attributes:
        key: The key it is written under.
        line: What it asks for, on the metric's own axis.
    """

    key: str
    line: HalfLine


def figure(number: Fraction, unit: str = "") -> str:
    """A number with its unit, exact: ``40%``, ``EUR 180000``, ``24 hours``; a fraction where no decimal is exact."""
    text = _decimal(number)
    if unit == "%":
        return f"{text}%"
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {text}"
    return f"{text} {unit}" if unit else text


def _decimal(number: Fraction) -> str:
    places, rest = 0, number.denominator
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        places = max(places, times)
    if rest != 1:
        return str(number)
    sign = "-" if number < 0 else ""
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


@lru_cache(maxsize=1024)
def half_line(comparison: Comparison) -> HalfLine:
    """A comparison as it is written, in its own unit."""
    return HalfLine(comparison.operator, Fraction(comparison.number), unit_of(comparison.bound))


def unit_of(value: Money | Percent | Decimal) -> str:
    """The unit a value is written in: ``%``, a currency, or nothing."""
    match value:
        case Money(currency=currency):
            return currency
        case Percent():
            return "%"
        case _:
            return ""


def baseline_of(metric: Metric) -> tuple[Fraction, str] | None:
    """Where a metric stood, with its unit; None where it is not said."""
    baseline = given(metric.baseline)
    value = given(baseline.value) if baseline is not None else None
    match value:
        case Percent(points):
            return Fraction(points), "%"
        case Money(currency, amount):
            return Fraction(amount), currency
        case Decimal():
            return Fraction(value), ""
        case _:
            return None


def improvement(comparison: Comparison, metric: Metric) -> HalfLine | None:
    """An improvement on the metric's own axis, counted from the baseline in the good direction.

    A percentage is relative to the size of the baseline, anything else is a difference.

    Returns:
        None without a baseline or a good direction, for a percentage of zero, or where the units differ.
    """
    start, better = baseline_of(metric), given(metric.better)
    if start is None or better is None:
        return None
    value, unit = start
    by = half_line(comparison)
    if by.unit == "%":
        if value == 0:
            return None
        step = abs(value) * by.number / 100
    elif by.unit == unit:
        step = by.number
    else:
        return None
    if better == "higher":
        return HalfLine(by.operator, value + step, unit)
    return HalfLine(_MIRRORED[by.operator], value - step, unit)


def written(placed: Placed) -> Iterator[tuple[ThresholdKey, Comparison]]:
    """The thresholds of a criterion that can be read, with their keys."""
    for key in THRESHOLDS:
        comparison = given(getattr(placed.criterion, key))
        if isinstance(comparison, Comparison):
            yield key, comparison


def on_axis(placed: Placed, key: ThresholdKey, comparison: Comparison) -> HalfLine | None:
    """A comparison in the terms of one of the criterion's thresholds, on the metric's own axis."""
    if key != "improves":
        return half_line(comparison)
    if placed.metric is None or placed.criterion.control is not None:
        return None
    return improvement(comparison, placed.metric)


def first_written(placed: Placed) -> tuple[ThresholdKey, Comparison] | None:
    """The threshold that `fails` stands beside; None where there is none, or it cannot be read."""
    first = next((key for key in THRESHOLDS if getattr(placed.criterion, key) is not None), None)
    return next((found for found in written(placed) if found[0] == first), None)


def go_lines(placed: Placed) -> tuple[Asked, ...] | None:
    """What a measured criterion asks for on the metric's own axis, all of which must hold.

    Returns:
        None where nothing is asked for, or where a part of it cannot be told.
    """
    thresholds = [key for key in THRESHOLDS if getattr(placed.criterion, key) is not None]
    found = [Asked(key, line) for key, comparison in written(placed) if (line := on_axis(placed, key, comparison))]
    units = {asked.line.unit for asked in found}
    return tuple(found) if found and len(found) == len(thresholds) and len(units) == 1 else None


def kill_line(placed: Placed) -> HalfLine | None:
    """The `fails` of a criterion on the metric's own axis; None where there is none, or it cannot be told."""
    fails, beside = given(placed.criterion.fails), first_written(placed)
    return on_axis(placed, beside[0], fails) if fails is not None and beside is not None else None


def sides(placed: Placed) -> tuple[ThresholdKey, HalfLine, HalfLine] | None:
    """Go and no-go of a criterion as they are written, with the key of the threshold; None without a kill line.

    Without a baseline, too: an improvement is compared with an improvement.
    """
    beside, fails = first_written(placed), given(placed.criterion.fails)
    return (beside[0], half_line(beside[1]), half_line(fails)) if beside is not None and fails is not None else None


def can_all_hold(lines: Iterable[HalfLine]) -> bool:
    """Whether one number can lie on all of them: on a line it can as soon as it can for every two."""
    return all(one.meets(other) for one, other in combinations(tightest(lines), 2))


def tightest(lines: Iterable[HalfLine]) -> tuple[HalfLine, ...]:
    """The one that leaves least, of each unit and direction: a number on it lies on the others."""
    found: dict[tuple[str, bool], HalfLine] = {}
    for line in lines:
        key = line.unit, line.upward
        known = found.get(key, line)
        nearer = line.number > known.number if line.upward else line.number < known.number
        found[key] = line if nearer or (line.number == known.number and not line.closed) else known
    return tuple(found.values())


def axis(metric: Metric, unit: str) -> tuple[HalfLine, ...]:
    """Where a metric's values can lie, in `unit`; nothing where they may be any number.

    A share of a whole lies from 0% to 100%. A count or a duration is not negative. Margins, growth, balances and
    scores may be anything, and so may amounts of money.
    """
    if _may_be_anything(metric):
        return ()
    zero = HalfLine(">=", _NONE, unit)
    if unit == "%":
        return (zero, HalfLine("<=", _WHOLE, unit)) if is_share(metric) and _is_part_of_a_whole(metric) else ()
    return () if unit else (zero,)


_NONE, _WHOLE = Fraction(0), Fraction(100)
_WORDS = re.compile(r"[a-z]+")
_SIGNED = frozenset(
    [
        "balance", "change", "changes", "decrease", "difference", "earnings", "ebit", "ebitda", "effect", "gain",
        "gains", "growth", "impact", "increase", "index", "lift", "loss", "margin", "net", "nps", "profit", "promoter",
        "rating", "result", "return", "returns", "roi", "savings", "score", "surplus", "temperature", "uplift",
        "variance", "versus", "vs", "yield",
    ]
)  # fmt: skip
"""Words in the name of a metric that may be negative, or above its whole."""
_ABOVE_THE_WHOLE = frozenset(["achievement", "attainment", "attach", "expansion", "utilisation", "utilization"])


def _words(metric: Metric) -> frozenset[str]:
    texts = (given(metric.name), given(metric.unit), given(metric.formula))
    return frozenset(_WORDS.findall(" ".join(text for text in texts if text).casefold()))


def _may_be_anything(metric: Metric) -> bool:
    start = baseline_of(metric)
    return (
        bool(_words(metric) & _SIGNED) or "point" in (given(metric.unit) or "") or (start is not None and start[0] < 0)
    )


def _is_part_of_a_whole(metric: Metric) -> bool:
    start = baseline_of(metric)
    if metric.of is None or given(metric.class_) in ("revenue", "cost") or _words(metric) & _ABOVE_THE_WHOLE:
        return False
    return start is None or start[0] <= 100


def named(placed: Placed) -> str:
    """The id of a criterion, or words in its place."""
    return given(placed.criterion.id) or "this criterion"


def unit_name(metric: Metric | None) -> str:
    """The metric's own unit, for bare numbers; empty where nobody says."""
    return (given(metric.unit) if metric is not None else None) or ""


def is_possible(line: HalfLine, metric: Metric) -> bool:
    """Whether the metric can have a value on it at all."""
    return all(line.meets(end) for end in axis(metric, line.unit))
