"""Exact shares: binomial tails and Clopper–Pearson bounds against plain sums, and what needs how many."""

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.gates.samples import EXACT, fewest, interval, tail
from charter.gates.shares import edge_of
from charter.gates.yardstick import Yardstick
from charter.model.measure import Metric
from charter.values import Comparison, Percent

CHANCE = st.integers(0, 100).map(lambda points: Fraction(points, 100))


def naive_tail(hits: int, trials: int, chance: Fraction) -> Fraction:
    return sum(
        (comb(trials, i) * chance**i * (1 - chance) ** (trials - i) for i in range(max(hits, 0), trials + 1)),
        Fraction(0),
    )


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(-2, 43), CHANCE)
def test_a_tail_is_the_plain_sum(trials, hits, chance):
    assert tail(hits, trials, chance) == naive_tail(hits, trials, chance)


@settings(deadline=None)
@given(
    st.integers(0, 30),
    CHANCE,
    st.sampled_from([Fraction(1, 10), Fraction(1, 20), Fraction(1, 2), Fraction(1), Fraction(0)]),
)
def test_the_fewest_hits_are_the_first_whose_tail_is_small_enough(trials, chance, risk):
    expected = next(hits for hits in range(trials + 2) if naive_tail(hits, trials, chance) <= risk)
    assert fewest(trials, chance, risk) == expected


def bound(hits: int, trials: int, tail_at) -> Fraction:
    """Where a tail that grows with the chance passes 2.5 %, by halving."""
    low, high = Fraction(0), Fraction(1)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if tail_at(middle) <= Fraction(1, 40) else (low, middle)
    return low


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 25).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_an_interval_is_clopper_and_pearsons_rounded_outward(case):
    hits, trials = case
    low = bound(hits, trials, lambda chance: naive_tail(hits, trials, chance)) if hits else Fraction(0)
    high = (
        1 - bound(hits, trials, lambda chance: 1 - naive_tail(hits + 1, trials, 1 - chance))
        if hits < trials
        else Fraction(1)
    )
    shown_low, shown_high = interval(hits, trials)
    assert shown_low <= 100 * low < shown_low + 1
    assert shown_high - 1 < 100 * high <= shown_high


def test_an_interval_moves_with_the_hits():
    for trials in (1, 2, 8, 61, 999, 1000, 2500):
        found = [interval(hits, trials) for hits in range(0, trials + 1, max(1, trials // 40))]
        assert found == sorted(found)
        assert [high for _, high in found] == sorted(high for _, high in found)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        # the figures every table of exact intervals has
        (0, 10, 0, 31),
        (10, 10, 69, 100),
        (5, 10, 18, 82),
        (1, 2, 1, 99),
        (6, 9, 29, 93),
        (81, 263, 25, 37),
    ],
)
def test_known_intervals(hits, trials, low, high):
    assert interval(hits, trials) == (low, high)


def test_beyond_the_exact_figures_the_next_one_continues_them():
    for chance in (Fraction(1, 100), Fraction(7, 10), Fraction(999, 1000)):
        exact, near = fewest(EXACT, chance, Fraction(1, 10)), fewest(EXACT + 1, chance, Fraction(1, 10))
        assert exact <= near <= exact + 1
    trials, chance = EXACT + 1, Fraction(7, 10)
    for hits in (1300, 1379, 1401, 1428, 1500, 2001):
        exact = naive_tail(hits, trials, chance)
        assert abs(tail(hits, trials, chance) - exact) <= max(exact / 10**30, Fraction(1, 10**55))


def test_a_hundred_million_cases_are_no_trouble():
    assert fewest(10**8, Fraction(7, 10), Fraction(1, 10)) == 70_005_874
    assert interval(70_000_000, 10**8) == (Fraction(699, 10), Fraction(701, 10))
    assert tail(71_000_000, 10**8, Fraction(7, 10)) == 0
    assert tail(1, 10**8, Fraction(7, 10)) == 1


def stick(operator: str, points: str, confidence: str = "") -> Yardstick:
    share = Percent(Decimal(confidence)) if confidence else None
    metric = Metric.model_construct(name="Adoption", unit="share")
    return Yardstick(
        "adoption", metric, "%", "reaches", Comparison(operator, Percent(Decimal(points))), confidence=share
    )


@settings(deadline=None)
@given(st.sampled_from([">=", ">", "<=", "<"]), st.integers(0, 1000), st.integers(1, 60), st.integers(0, 60))
def test_the_edge_is_where_the_plain_comparison_turns(operator, tenths, of, hits):
    points = Fraction(tenths, 10)
    plain = {
        ">=": 100 * hits >= points * of,
        ">": 100 * hits > points * of,
        "<=": 100 * hits <= points * of,
        "<": 100 * hits < points * of,
    }[operator]
    edge = edge_of(stick(operator, f"{tenths / 10:.1f}"), of)
    if hits <= of:
        assert (hits >= edge if operator in (">=", ">") else hits <= edge) == plain


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([">=", "<="]), st.sampled_from([5, 40, 70, 95]), st.integers(1, 25), st.sampled_from([80, 90, 95])
)
def test_with_confidence_the_end_of_the_interval_must_hold(operator, points, of, confidence):
    chance, risk = Fraction(points, 100), 1 - Fraction(confidence, 100)
    edge = edge_of(stick(operator, str(points), str(confidence)), of)
    for hits in range(of + 1):
        if operator == ">=":
            assert (hits >= edge) == (naive_tail(hits, of, chance) <= risk)
        else:
            assert (hits <= edge) == (1 - naive_tail(hits + 1, of, chance) <= risk)


@pytest.mark.parametrize(
    ("confidence", "of", "edge"),
    [
        ("", 9, 7),
        ("", 10, 7),
        ("90", 5, 6),
        ("90", 7, 7),
        ("90", 9, 9),
        ("90", 10, 10),
        ("95", 9, 9),
        ("95", 8, 9),
        ("90", 20, 18),
        ("100", 8, 9),
        ("0", 10, 7),
    ],
)
def test_how_many_of_a_few_bear_seventy_percent(confidence, of, edge):
    assert edge_of(stick(">=", "70", confidence), of) == edge


def test_at_the_very_edge_of_its_confidence_a_strict_threshold_needs_one_more():
    # one of one at 50 %: the tail is exactly the risk of 50 %
    assert edge_of(stick(">=", "50", "50"), 1) == 1
    assert edge_of(stick(">", "50", "50"), 1) == 2
