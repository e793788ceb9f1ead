"""What a count out of a few bears: exact binomial tails, and the Clopper–Pearson interval built on them.

Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26
(1934). Integers up to `EXACT` trials; beyond that the terms follow from the largest one by their ratio in 40-digit
decimals, and those left out are smaller than 1e-60 of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import isqrt

EXACT = 2000
"""Up to so many trials every figure is exact."""

_DIGITS = 40
_NEGLIGIBLE = Decimal("1e-60")
_OUTSIDE = Fraction(25, 1000)


@lru_cache(maxsize=8192)
def tail(hits: int, trials: int, chance: Fraction) -> Fraction:
    """The probability of at least `hits` of `trials`, each with `chance` from 0 to 1."""
    if hits <= 0 or chance >= 1:
        return Fraction(int(hits <= trials))
    if hits > trials or chance <= 0:
        return Fraction(0)
    if trials > EXACT:
        return _near_tail(hits, trials, chance)
    above, below = trials - hits + 1, hits
    if above <= below:
        return Fraction(_sum(_falling(trials, chance), above), chance.denominator**trials)
    return 1 - Fraction(_sum(_falling(trials, 1 - chance), below), chance.denominator**trials)


def _sum(terms: Iterator[int], count: int) -> int:
    return sum(next(terms) for _ in range(count))


def _falling(trials: int, chance: Fraction) -> Iterator[int]:
    """The probabilities of `trials` hits, one less, … down to none, each times the denominator ** `trials`."""
    yes, no = chance.numerator, chance.denominator - chance.numerator
    term = yes**trials
    for hits in range(trials, -1, -1):
        yield term
        term = term * hits * no // ((trials - hits + 1) * yes)


def _near_tail(hits: int, trials: int, chance: Fraction) -> Fraction:
    away = hits - _mode(trials, chance)
    if abs(away) > 45 * isqrt(int(trials * chance * (1 - chance)) + 1) + 60:
        return Fraction(int(away < 0))
    with localcontext() as context:
        context.prec = _DIGITS
        below, above = _around(trials, chance)
        first = _mode(trials, chance) - len(below)
        terms = below[::-1] + above
        if hits <= first:
            return Fraction(1)
        whole = sum(terms, Decimal(0))
        part = sum(reversed(terms[hits - first :]), Decimal(0))
        return Fraction(part / whole)


def _mode(trials: int, chance: Fraction) -> int:
    return min(trials, int((trials + 1) * chance))


def _around(trials: int, chance: Fraction) -> tuple[list[Decimal], list[Decimal]]:
    """The terms below the likeliest count, nearest first, and those from it upwards, in units of the largest."""
    yes, no = Decimal(chance.numerator), Decimal(chance.denominator - chance.numerator)
    top = _mode(trials, chance)
    below, above, term = [], [Decimal(1)], Decimal(1)
    for hits in range(top, trials):
        term = term * ((trials - hits) * yes) / ((hits + 1) * no)
        if term < _NEGLIGIBLE:
            break
        above.append(term)
    term = Decimal(1)
    for hits in range(top, 0, -1):
        term = term * (hits * no) / ((trials - hits + 1) * yes)
        if term < _NEGLIGIBLE:
            break
        below.append(term)
    return below, above


@lru_cache(maxsize=2048)
def fewest(trials: int, chance: Fraction, risk: Fraction) -> int:
    """The fewest hits of `trials` whose tail under `chance` is at most `risk`; one more than all where none is.

    With so many, the lower end of the one-sided Clopper–Pearson interval at confidence 1 − `risk` is at least `chance`.
    """
    if risk >= 1:
        return 0
    if chance <= 0:
        return 1
    if chance >= 1:
        return trials + 1
    if trials <= EXACT:
        return _fewest_exactly(trials, chance, risk)
    with localcontext() as context:
        context.prec = _DIGITS
        below, above = _around(trials, chance)
        most = Decimal(risk.numerator) / Decimal(risk.denominator) * sum(chain(below, above), Decimal(0))
        hits, sofar = _mode(trials, chance) + len(above), Decimal(0)
        for term in chain(reversed(above), below):
            if sofar + term > most:
                return hits
            sofar, hits = sofar + term, hits - 1
        return max(hits, 0)


def _fewest_exactly(trials: int, chance: Fraction, risk: Fraction) -> int:
    most = risk * chance.denominator**trials
    hits, sofar = trials + 1, 0
    for term in _falling(trials, chance):
        sofar += term
        if sofar > most:
            break
        hits -= 1
    return hits


def interval(hits: int, trials: int) -> tuple[Fraction, Fraction]:
    """The two-sided 95 % interval of a share in percent, its ends rounded outward.

    To whole percents below a thousand trials, else to tenths.
    """
    steps = 100 if trials < 1000 else 1000
    low, high = 0, steps  # the largest step whose tail still is at most 2.5 %
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if tail(hits, trials, Fraction(middle, steps)) <= _OUTSIDE else (low, middle)
    least = low if hits else 0
    low, high = 0, steps
    while high - low > 1:
        middle = (low + high) // 2
        if 1 - tail(hits + 1, trials, Fraction(middle, steps)) <= _OUTSIDE:
            high = middle
        else:
            low = middle
    most = high if hits < trials else steps
    return Fraction(100 * least, steps), Fraction(100 * most, steps)
