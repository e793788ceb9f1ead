"""How an exact number of a gate is written: as it is where its decimals end, cut and marked where they do not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from charter.values import Comparison, Money, Percent

Measured: TypeAlias = Money | Percent | Decimal

PERCENT = "%"
"""The kind of a percentage; a plain number's is the empty text, an amount's is its currency."""

_MOST_PLACES = 9


def kind(value: Measured) -> str:
    """What sort of value it is: `PERCENT`, a currency code, or the empty text for a plain number."""
    match value:
        case Percent():
            return PERCENT
        case Money(currency=currency):
            return currency
        case _:
            return ""


def amount(value: Measured) -> Fraction:
    """The bare number: points of a percentage, the amount of money, the number itself."""
    match value:
        case Percent(points):
            return Fraction(points)
        case Money(amount=number):
            return Fraction(number)
        case _:
            return Fraction(value)


def number(value: Fraction) -> str:
    """``27.5``; a number whose decimals do not end within nine places is cut after two and marked: ``22.33…``."""
    if value.denominator == 1:  # as most are
        return str(value.numerator)
    for places in range(1, _MOST_PLACES + 1):
        if (value * 10**places).denominator == 1:
            return _placed(int(value * 10**places), places, negative=value < 0)
    return _placed(int(value * 100), 2, negative=value < 0) + "…"


def _placed(digits: int, places: int, *, negative: bool) -> str:
    text = str(abs(digits)).rjust(places + 1, "0")
    whole = text[: len(text) - places]
    rest = f".{text[len(text) - places :]}" if places else ""
    return f"{'-' if negative else ''}{whole}{rest}"


def written(value: Fraction, of_kind: str) -> str:
    """A number with its unit: ``27.5%``, ``EUR 60000``, ``29``."""
    if of_kind == PERCENT:
        return f"{number(value)}%"
    return f"{of_kind} {number(value)}" if of_kind else number(value)


def bound(comparison: Comparison) -> str:
    """A threshold in the same form: ``>= 20%``, ``< EUR 30000``."""
    return f"{comparison.operator} {written(amount(comparison.bound), kind(comparison.bound))}"


def holds(comparison: Comparison, value: Fraction) -> bool:
    """Whether a bare number in the threshold's unit satisfies it, exactly."""
    limit = amount(comparison.bound)
    match comparison.operator:
        case ">=":
            return value >= limit
        case ">":
            return value > limit
        case "<=":
            return value <= limit
        case "<":
            return value < limit
