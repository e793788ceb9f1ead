"""Where on a metric's axis a term says go, nothing, or no: zones as unions of intervals, exact.

The only door of the interval library, which is imported when the first zone is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from charter.terms.thresholds import HalfLine, axis, figure, go_lines, half_line, kill_line
from charter.values import given

if TYPE_CHECKING:
    from charter.model.ending import Observation
    from charter.model.measure import Metric
    from charter.model.phases import Guardrail
    from charter.terms.criteria import Placed

Where: TypeAlias = Literal["go", "grey", "no-go"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A set of numbers on one axis.

    Attributes:
        unit: ``%``, an ISO 4217 code, or the metric's own unit such as ``hours``; empty where nobody says.
    """

    _numbers: Any  # the library has no types
    unit: str = ""
    _ends: tuple[Fraction, ...] = ()

    def __contains__(self, value: Fraction | Decimal | int) -> bool:
        return Fraction(value) in self._numbers

    def __and__(self, other: Zone) -> Zone:
        return Zone(self._numbers & other._numbers, self.unit, self._ends)

    def __or__(self, other: Zone) -> Zone:
        return Zone(self._numbers | other._numbers, self.unit, self._ends)

    def __sub__(self, other: Zone) -> Zone:
        return Zone(self._numbers - other._numbers, self.unit, self._ends)

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        return bool(self._numbers.empty)

    @property
    def low(self) -> Fraction | None:
        """Its lower end, which may lie outside of it; None where it has none."""
        return _end(self._numbers.lower)

    @property
    def high(self) -> Fraction | None:
        """Its upper end, which may lie outside of it; None where it has none."""
        return _end(self._numbers.upper)

    def __str__(self) -> str:
        return shown(self)


class Zones(NamedTuple):
    """What each value of a metric means to one criterion. The three are disjoint and cover the axis.

    Attributes:
        axis: Where values can lie.
        go: What meets the criterion.
        grey: What neither meets nor fails it; empty where no kill line is written.
        no_go: What fails it. Where a kill line reaches into the go zone, it is the kill line that counts.
    """

    axis: Zone
    go: Zone
    grey: Zone
    no_go: Zone

    def where(self, value: Fraction | Decimal | int) -> Where | None:
        """The zone of a value in the metric's unit; None for one that cannot be."""
        named: tuple[tuple[Where, Zone], ...] = (("go", self.go), ("grey", self.grey), ("no-go", self.no_go))
        return next((name for name, zone in named if value in zone), None)


def zones(placed: Placed) -> Zones | None:
    """The zones of a measured criterion, on its metric's own axis.

    `improves` counts from the baseline; `fails` is meant in the terms of the threshold beside it; without `fails`
    everything outside the go zone is a no.

    Returns:
        None for a question, and where a threshold, a baseline or a unit that is needed is not said.
    """
    asked = go_lines(placed)
    if asked is None or placed.metric is None:
        return None
    unit = asked[0].line.unit
    kill = kill_line(placed)
    if (kill is None and placed.criterion.fails is not None) or (kill is not None and kill.unit != unit):
        return None
    whole = _zone((), placed.metric, unit)
    wanted = _zone([one.line for one in asked], placed.metric, unit)
    no_go = whole - wanted if kill is None else _zone([kill], placed.metric, unit)
    return Zones(whole, wanted - no_go, whole - wanted - no_go, no_go)


def fires(when: Observation, metric: Metric) -> Zone | None:
    """The values at which a trigger or a step-down fires; None for an event, or without a bound."""
    bound = given(when.is_)
    return None if bound is None else _possible(half_line(bound), metric)


def breach(guardrail: Guardrail, metric: Metric) -> Zone | None:
    """The values that break a guardrail; None without a limit."""
    limit = given(guardrail.stays)
    return None if limit is None else _possible(half_line(limit).opposite(), metric)


def common(lines: Iterable[HalfLine], metric: Metric | None = None, unit: str = "") -> Zone:
    """What lies on all of these half-lines of one unit, and can be a value of the metric.

    Args:
        unit: The unit of bare numbers, where no metric says it.
    """
    found = tuple(lines)
    zone = _zone(found, metric, found[0].unit if found else "")
    return replace(zone, unit=zone.unit or unit)


def shown(zone: Zone) -> str:
    """A zone in words, the ends of its axis unsaid: ``below 24 hours``, ``from 40% to below 70%``, ``from 70% on``."""
    if zone.empty:
        return "no value"
    return " or ".join(_piece(atom, zone) for atom in zone._numbers)


def _possible(line: HalfLine, metric: Metric) -> Zone:
    return _zone([line], metric, line.unit)


def _zone(lines: Iterable[HalfLine], metric: Metric | None, unit: str) -> Zone:
    """What lies on all of the half-lines and on the axis of the metric."""
    import portion

    ends = axis(metric, unit) if metric is not None else ()
    numbers = portion.open(-portion.inf, portion.inf)
    for line in (*ends, *lines):
        if line.upward:
            numbers &= (portion.closedopen if line.closed else portion.open)(line.number, portion.inf)
        else:
            numbers &= (portion.openclosed if line.closed else portion.open)(-portion.inf, line.number)
    named = given(metric.unit) if metric is not None else None
    return Zone(numbers, unit or named or "", tuple(line.number for line in ends))


def _end(bound: object) -> Fraction | None:
    return bound if isinstance(bound, Fraction) else None


def _piece(atom: Any, zone: Zone) -> str:
    from portion import CLOSED

    low, high = _end(atom.lower), _end(atom.upper)
    low_said = low is not None and not (low in zone._ends[:1] and atom.left is CLOSED)
    high_said = high is not None and not (high in zone._ends[1:] and atom.right is CLOSED)
    if low is not None and low == high:
        return f"exactly {figure(low, zone.unit)}"
    start = f"{'from' if atom.left is CLOSED else 'above'} {figure(low or Fraction(0), zone.unit)}"
    stop = figure(high or Fraction(0), zone.unit)
    if low_said and high_said:
        return f"{start} to {stop if atom.right is CLOSED else f'below {stop}'}"
    if low_said:
        return f"{start} on" if atom.left is CLOSED else start
    if high_said:
        return f"up to {stop}" if atom.right is CLOSED else f"below {stop}"
    return "any value"
