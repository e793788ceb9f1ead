"""The value types: what is read, what is refused and in which words, and how they are shown."""

from datetime import date
from decimal import Decimal

import pycountry
import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from charter import notation
from charter.codes import COUNTRIES, CURRENCIES
from charter.values import UNREADABLE, Absent, Comparison, Day, Duration, Money, Percent, Role, given


def test_code_lists_are_the_standards_own():
    assert {currency.alpha_3 for currency in pycountry.currencies} == CURRENCIES
    assert {country.alpha_2 for country in pycountry.countries} == COUNTRIES


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (notation.read_money, "EUR 180000.50", Money("EUR", Decimal("180000.50"))),
        (notation.read_amount, "EUR 0", Money("EUR", Decimal(0))),
        (notation.read_money, "USD -3", Money("USD", Decimal(-3))),
        (notation.read_percent, "12.5%", Percent(Decimal("12.5"))),
        (notation.read_duration, "10 business days", Duration(10, "business day")),
        (notation.read_duration, "1 hour", Duration(1, "hour")),
        (notation.read_day, "2027-03-05", Day(date(2027, 3, 5), date(2027, 3, 5))),
        (notation.read_day, "2028-02", Day(date(2028, 2, 1), date(2028, 2, 29))),
        (notation.read_day, "2027-Q3", Day(date(2027, 7, 1), date(2027, 9, 30))),
        (notation.read_day, "2027", Day(date(2027, 1, 1), date(2027, 12, 31))),
        (notation.read_comparison, ">= 20%", Comparison(">=", Percent(Decimal(20)))),
        (notation.read_comparison, "< USD 30000", Comparison("<", Money("USD", Decimal(30000)))),
        (notation.read_comparison, "<= 0.5", Comparison("<=", Decimal("0.5"))),
        (notation.read_role, "northwind.delivery", Role("northwind", "delivery")),
        (notation.read_end, "end", "end"),
        (notation.read_needed, "majority", "majority"),
        (notation.read_needed, "3", 3),
        (notation.read_flag, "true", True),
    ],
)
def test_what_is_read(read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (
            notation.read_money,
            "$250m",
            '"$250m" is not an amount of money: write the currency code and digits, EUR 180000',
        ),
        (
            notation.read_money,
            "EUR 1,000",
            '"EUR 1,000" is not an amount of money: write the currency code and digits, EUR 180000',
        ),
        (
            notation.read_money,
            "EUR 1e3",
            '"EUR 1e3" is not an amount of money: write the currency code and digits, EUR 180000',
        ),
        (
            notation.read_money,
            "EUR 1\n",
            '"EUR 1\n" is not an amount of money: write the currency code and digits, EUR 180000',
        ),
        (notation.read_money, "EUX 1", "EUX is not an ISO 4217 currency code"),
        (notation.read_percent, "0.2", '"0.2" is not a percentage: write 20%'),
        (notation.read_percent, "20", '"20" is not a percentage: write 20%'),
        (notation.read_percent, "a fifth", '"a fifth" is not a percentage: write 20%'),
        (
            notation.read_duration,
            "P8W",
            '"P8W" is not a length of time: write a whole number and a unit, such as 8 weeks',
        ),
        (
            notation.read_duration,
            "1.5 days",
            '"1.5 days" is not a length of time: write a whole number and a unit, such as 8 weeks',
        ),
        (notation.read_day, "05.03.2027", '"05.03.2027" is not a date: write 2027-03-05 (or 2027-03, 2027-Q1, 2027)'),
        (notation.read_day, "2027-02-29", "there is no 2027-02-29 in the calendar"),
        (
            notation.read_comparison,
            ">20%",
            '">20%" is not a threshold: write an operator and a number, such as ">= 20%"',
        ),
        (
            notation.read_comparison,
            "about 20%",
            '"about 20%" is not a threshold: write an operator and a number, such as ">= 20%"',
        ),
        (
            notation.read_role,
            "Jana Brandt",
            '"Jana Brandt" is not a role: write party.role, such as northwind.delivery',
        ),
        (notation.read_country, "Germany", '"Germany" is not an ISO 3166 country code: write two capitals, such as DE'),
        (notation.read_number, "١٢", '"١٢" is not a plain number such as 40 or 2.5'),
        (notation.read_number, "012", '"012" is not a plain number such as 40 or 2.5'),
        (
            notation.read_identifier,
            "Acme",
            '"Acme" is not an id: an id begins with a letter a to z, then such letters, digits and single hyphens, none at the end',
        ),
        (
            notation.read_identifier,
            "a" * 65,
            f'"{"a" * 39}…" is too long for an id: use at most 64 characters',
        ),
        *[
            (
                notation.read_identifier,
                text,
                f'"{text}" is not an id: an id begins with a letter a to z, then such letters, digits and single '
                "hyphens, none at the end",
            )
            for text in ("3m-bosch", "foo-", "müller-x", "a--b")
        ],
        (
            notation.read_amount,
            "EUR -5",
            "an amount cannot be negative: the other party's commitment shows the other direction",
        ),
        (
            notation.read_amount,
            "EUR 1,000",
            '"EUR 1,000" is not an amount of money: write the currency code and digits, EUR 180000',
        ),
        (
            notation.read_country,
            "UK",
            '"UK" is not an ISO 3166 country code: the code of the United Kingdom is GB',
        ),
        (notation.read_country, "nl", '"nl" is not an ISO 3166 country code: write NL'),
        (notation.read_needed, "0", '"0" does not say how many: write all, majority or a number'),
    ],
)
def test_what_is_refused_and_in_which_words(read, text, words):
    with pytest.raises(ValueError) as caught:
        read(text)
    assert str(caught.value) == words


@pytest.mark.parametrize("word", ["TBD", "tbd", "???", "?", "to be decided"])
@pytest.mark.parametrize(
    ("read", "what"),
    [
        (notation.read_day, "a date"),
        (notation.read_exact_day, "a date"),
        (notation.read_end, "a date"),
        (notation.read_amount, "an amount of money"),
        (notation.read_number, "a plain number such as 40 or 2.5"),
        (notation.read_whole, "a whole number such as 2"),
        (notation.read_duration, "a length of time"),
        (notation.read_percent, "a percentage"),
        (notation.read_role, "a role"),
    ],
)
def test_an_open_point_is_told_how_it_is_written(read, what, word):
    with pytest.raises(ValueError) as caught:
        read(word)
    assert str(caught.value) == f'"{word}" is not {what}: an open point is written {{tbd: {{owner: …, by: …}}}}'


@pytest.mark.parametrize("word", ["n/a", "N/A", "none", "-"])
def test_a_word_for_nothing_is_told_both_ways(word):
    with pytest.raises(ValueError) as caught:
        notation.read_amount(word)
    assert str(caught.value).endswith(
        "an open point is written {tbd: {owner: …, by: …}}, and what there is none of {none: the reason}"
    )


def test_a_measured_value_may_be_negative():
    assert notation.read_measure("EUR -5") == Money("EUR", Decimal(-5))


@cases(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(sorted(CURRENCIES)))
def test_money_is_exact(amount, currency):
    text = f"{currency} {amount:f}"
    assert notation.read_money(text).amount == amount


@cases(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_is_shown_as_it_is_written(day):
    for text in (day.isoformat(), f"{day:%Y-%m}" if day.year > 999 else "2027-01", f"{day.year}-Q2", f"{day.year}"):
        assert str(notation.read_day(text)) == text


@pytest.mark.parametrize(
    ("length", "end"),
    [
        ("1 month", "2027-02-28"),
        ("12 months", "2028-01-31"),
        ("1 quarter", "2027-04-30"),
        ("2 weeks", "2027-02-14"),
        ("3 days", "2027-02-03"),
    ],
)
def test_a_length_of_time_after_the_last_of_january(length, end):
    assert notation.read_duration(length).after(date(2027, 1, 31)) == date.fromisoformat(end)


@pytest.mark.parametrize("length", ["5 business days", "2 reviews", "3 hours"])
def test_lengths_without_a_calendar_end(length):
    assert notation.read_duration(length).after(date(2027, 1, 31)) is None


@cases(st.decimals(-100, 100, places=1), st.sampled_from([">=", ">", "<=", "<"]), st.decimals(-100, 100, places=1))
def test_a_threshold_holds_as_arithmetic_says(bound, operator, value):
    expected = {">=": value >= bound, ">": value > bound, "<=": value <= bound, "<": value < bound}[operator]
    assert Comparison(operator, Percent(bound)).holds(value) == expected


def test_given_looks_through_every_absence():
    assert given("x") == "x"
    assert [
        given(absence) for absence in (None, UNREADABLE, Absent("none", "why"), Absent("tbd", owner="a", by="2027"))
    ] == [None] * 4
