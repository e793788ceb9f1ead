"""Which of two values is more, exactly; None where nobody can say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from charter.values import Absent, Comparison, Day, Duration, Money, Percent, given

if TYPE_CHECKING:
    from charter.model.exchange import Quantity, Value

Order: TypeAlias = Literal[-1, 0, 1] | None
"""Whether the second value is less, the same or more than the first."""


def order(old: Any, new: Any) -> Order:
    """How two values of the format compare."""
    match old, new:
        case Money(currency, amount), Money(other, more):
            return _sign(amount, more) if currency == other else None
        case Percent(points), Percent(more):
            return _sign(points, more)
        case Duration(), Duration():
            return _longer(old, new)
        case Day(), Day():
            return _both(_sign(old.first, new.first), _sign(old.last, new.last))
        case (Decimal() | int(), Decimal() | int()):
            return _sign(old, new)
    return 0 if old is not None and old == new else None


def _sign(old: Any, new: Any) -> Order:
    return 0 if old == new else 1 if new > old else -1


def _both(*signs: Order) -> Order:
    """The direction that all share; those that stay where they are go along."""
    moved = {sign for sign in signs if sign != 0}
    return 0 if not moved else moved.pop() if len(moved) == 1 else None


together = _both


def _longer(old: Duration, new: Duration) -> Order:
    if old.unit == new.unit:
        return _sign(old.count, new.count)
    if old.months is not None and new.months is not None:
        return _sign(old.months, new.months)
    least, most = (old.at_least_days, new.at_least_days), (old.at_most_days, new.at_most_days)
    if most[0] is None or most[1] is None:
        return None
    if least[1] > most[0]:
        return 1
    if most[1] < least[0]:
        return -1
    return 0 if least == most and least[0] == most[0] else None


def worth_order(old: Value, new: Value) -> Order:
    """How two worths compare: only like with like, so a yearly amount never with a total."""
    told = ("basis", "per", "about", "at_least")
    if any(getattr(old, key) != getattr(new, key) for key in told) or _shape(old) != _shape(new):
        return None
    return together(
        _same_or(order, old.amount, new.amount),
        range_order((old.low, old.high), (new.low, new.high)),
        _same_or(order, old.total, new.total),
        _same_or(_paid, old.schedule, new.schedule),
    )


def _shape(value: Value) -> tuple[bool, ...]:
    ranged = value.low is not None or value.high is not None
    return value.amount is not None, value.total is not None, value.schedule is not None, ranged


def _same_or(compare: Callable[[Any, Any], Order], old: Any, new: Any) -> Order:
    return 0 if old == new else compare(old, new)


def _paid(old: Any, new: Any) -> Order:
    """Payments compare where they fall on the same days, and none of them is less while another is more."""
    if isinstance(old, Absent) or isinstance(new, Absent) or [row.date for row in old] != [row.date for row in new]:
        return None
    return together(*(_same_or(order, one.amount, other.amount) for one, other in zip(old, new, strict=True)))


def counts(quantity: Quantity) -> tuple[Decimal | None, Decimal | None] | None:
    """The least and the most of a quantity; None as for a worth."""
    if any(isinstance(one, Absent) and one.kind != "none" for one in (quantity.value, quantity.low, quantity.high)):
        return None
    exact = given(quantity.value)
    low, high = (exact, exact) if exact is not None else (given(quantity.low), given(quantity.high))
    return (low, high) if low is not None or high is not None else None


def range_order(old: tuple[Any, Any] | None, new: tuple[Any, Any] | None) -> Order:
    """How two ranges compare: more only if neither end is less. An open lower end is nothing, an open upper one all."""
    if old is None or new is None or any(isinstance(end, Absent) for end in (*old, *new)):
        return 0 if old == new else None
    return _both(_end(old[0], new[0], 1), _end(old[1], new[1], -1))


def _end(old: Any, new: Any, opened: Literal[-1, 1]) -> Order:
    if old is None or new is None:
        return 0 if old is new else opened if old is None else (-1 if opened == 1 else 1)
    return order(old, new)


def line_order(old: Comparison, new: Comparison) -> Order:
    """Whether fewer values satisfy the second (1, it asks for more), more of them (-1), or just the same."""
    from charter.terms.thresholds import half_line

    one, other = half_line(old), half_line(new)
    if one.unit != other.unit or one.upward != other.upward:
        return None
    if one.number == other.number:
        return 0 if one.closed == other.closed else (1 if one.closed else -1)
    return 1 if (other.number > one.number) is one.upward else -1
