"""The balance vector: what is there, how much of it as a range, and how far each side is bound."""

from decimal import Decimal
from pathlib import Path

import pytest

from charter.document import read
from charter.model import Charter
from charter.model.reading import understand
from charter.terms.balance import DIMENSIONS, Range, Side, balance

CHARTERS = Path(__file__).parents[1] / "charters"
PARTIES = "parties: {northwind: {name: Northwind}, contoso: {name: Contoso}}\n"


def charter(text: str) -> Charter:
    document = read(text.encode(), "charter.yaml")
    part = understand(Charter, document.data, document.unreadable).part
    assert isinstance(part, Charter)
    return part


def side(rows: str, dimension: str, party: str = "northwind") -> Side:
    """One side of a charter with these rows."""
    lines = {line.dimension: line for line in balance(charter(PARTIES + rows))}
    return lines[dimension].side(party)


def one(row: str) -> str:
    return f"commitments:\n  - {{id: a, from: northwind, what: x, {row}}}\n"


def test_every_dimension_and_every_party_is_there_even_if_empty() -> None:
    lines = balance(charter(PARTIES))
    assert [line.dimension for line in lines] == list(DIMENSIONS)
    assert {(s.party, s.given, s.amounts, s.exposure) for line in lines for s in line.sides} == {
        ("northwind", (), (), "none"),
        ("contoso", (), (), "none"),
    }


def test_without_parties_there_is_nothing_to_compare() -> None:
    assert [line.sides for line in balance(charter("part_of: alliance\n"))] == [()] * len(DIMENSIONS)


@pytest.mark.parametrize(
    ("row", "amounts", "exposure"),
    [
        ("kind: money, value: {amount: EUR 90000}", ["EUR 90 000"], "limited"),
        ("kind: money, value: {low: EUR 20000, high: EUR 50000.50}", ["EUR 20 000 to EUR 50 000.50"], "limited"),
        ("kind: money, value: {high: EUR 50000}", ["up to EUR 50 000"], "limited"),
        ("kind: money, value: {low: EUR 50000}", ["at least EUR 50 000"], "open"),
        ("kind: money, value: {amount: EUR 90000, per: year}", ["at least EUR 90 000"], "open"),
        ("kind: money, value: {amount: EUR 90000, per: year, total: EUR 270000}", ["EUR 270 000"], "limited"),
        ("kind: money, value: {total: EUR 270000, at_least: true}", ["at least EUR 270 000"], "open"),
        (
            "kind: money, value: {amount: EUR 90000, per: year}, cap: EUR 300000",
            ["EUR 90 000 to EUR 300 000"],
            "limited",
        ),
        ("kind: money, value: {amount: EUR 90000}, cap: USD 10", ["EUR 90 000"], "limited"),
        ("kind: money, value: {amount: EUR 90000}, after: walk", ["up to EUR 90 000"], "conditional"),
        ("kind: money, value: {amount: EUR 90000}, if: {event: A sale}", ["up to EUR 90 000"], "conditional"),
        ("kind: revenue-share, share: {percent: 8%, base: net revenue}", ["8% of net revenue"], "limited"),
        ("kind: sponsorship", [], "open"),
    ],
)
def test_money_is_a_range_of_one_currency(row: str, amounts: list[str], exposure: str) -> None:
    found = side(one(row), "money")
    assert [str(amount) for amount in found.amounts] == amounts
    assert found.exposure == exposure
    assert found.given == (("commitments", 0),)
    assert not found.withheld


def test_payments_add_up_within_a_currency_and_never_across() -> None:
    rows = """
commitments:
  - {id: a, from: northwind, kind: money, what: x, value: {schedule: [{date: 2027, amount: EUR 1}, {date: 2028, amount: EUR 2}]}}
  - {id: b, from: northwind, kind: purchase, what: x, value: {low: EUR 10, high: EUR 20}}
  - {id: c, from: northwind, kind: money, what: x, value: {amount: USD 5}}
"""
    assert [str(amount) for amount in side(rows, "money").amounts] == ["EUR 13 to EUR 23", "USD 5"]


@pytest.mark.parametrize(
    "row",
    [
        "kind: money, value: {undisclosed: under the agreement}",
        "kind: money, value: {amount: {undisclosed: under the agreement}}",
        "kind: revenue-share, share: {base: net revenue}",
        "kind: money, value: {low: EUR 1, high: USD 2}",
        "kind: money, value: {schedule: [{date: 2027, amount: EUR 1}, {date: 2028, amount: USD 2}]}",
        "kind: money, value: {schedule: [{date: 2027, amount: EUR 1}, {date: 2028, amount: {undisclosed: x}}]}",
    ],
)
def test_what_cannot_be_added_up_is_unknown_and_not_zero(row: str) -> None:
    found = side(one(row), "money")
    assert (found.amounts, found.withheld) == ((), True)


def test_units_of_work_are_kept_apart() -> None:
    rows = """
commitments:
  - {id: a, from: northwind, kind: engineering, what: x, quantity: {value: 2, unit: fte}, value: {amount: EUR 180000}}
  - {id: b, from: northwind, kind: support, what: x, quantity: {low: 1, high: 3, unit: crews}}
  - {id: c, from: northwind, kind: training, what: x, quantity: {value: 1.5, unit: fte}}
"""
    assert [str(amount) for amount in side(rows, "people").amounts] == ["EUR 180 000", "1 crews to 3 crews", "3.5 fte"]


def test_an_intention_does_not_count() -> None:
    assert side(one("kind: money, value: {amount: EUR 90000}, intended: true"), "money").given == ()


def test_a_shared_pool_is_money_that_depends_on_the_pool() -> None:
    rows = "splits:\n  - {id: pool, base: sales, parts: {northwind: 70%, contoso: 30%}}\n"
    for party in ("northwind", "contoso"):
        found = side(rows, "money", party)
        assert (found.given, found.amounts, found.exposure) == ((("splits", 0),), (), "conditional")


def test_what_is_at_risk_stands_beside_what_is_guaranteed() -> None:
    rows = """
commitments:
  - {id: a, from: northwind, kind: guarantee, what: x, value: {high: EUR 250000}}
at_risk:
  northwind: [{loses: Engineers, amount: EUR 180000}, {loses: A tender}]
"""
    found = side(rows, "risk")
    assert found.given == (("commitments", 0), ("at_risk", "northwind", 0), ("at_risk", "northwind", 1))
    assert [str(amount) for amount in found.amounts] == ["EUR 180 000 to EUR 430 000"]
    assert found.exposure == "open"


@pytest.mark.parametrize(
    ("kind", "dimension"),
    [
        ("co-investment", "money"),
        ("supply", "people"),
        ("exclusivity", "exclusivity"),
        ("distribution", "brand"),
        ("license", "data"),
        ("guarantee", "risk"),
    ],
)
def test_each_kind_stands_in_one_dimension(kind: str, dimension: str) -> None:
    lines = balance(charter(PARTIES + one(f"kind: {kind}")))
    assert [line.dimension for line in lines if line.side("northwind").given] == [dimension]


def test_a_range_may_exceed_another_only_if_it_can_be_higher() -> None:
    ten, open_ended = Range("EUR", Decimal(10), Decimal(10)), Range("EUR", Decimal(0), None)
    assert not ten.may_exceed(ten)
    assert open_ended.may_exceed(ten)
    assert Range("EUR", Decimal(0), Decimal(11)).may_exceed(ten)


def test_a_party_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        balance(charter(PARTIES))[0].side("globex")


def test_the_worked_example_shows_both_sides() -> None:
    text = (CHARTERS / "northwind-contoso" / "charter.yaml").read_text(encoding="utf-8")
    shown = {
        line.dimension: {s.party: [str(amount) for amount in s.amounts] for s in line.sides}
        for line in balance(charter(text))
    }
    assert shown["people"] == {
        "northwind": ["EUR 180 000", "2 fte"],
        "contoso": ["EUR 120 000 to EUR 200 000", "4 crews"],
    }
    assert shown["money"] == {"northwind": [], "contoso": ["up to 8% of net installation revenue"]}
    assert shown["risk"] == {"northwind": ["EUR 180 000"], "contoso": ["EUR 140 000"]}


def test_a_loss_may_be_a_range_of_money() -> None:
    rows = "at_risk:\n  northwind: [{loses: The season., amount: {low: EUR 1000, high: EUR 3000, basis: in-kind}}]\n"
    assert side(rows, "risk").amounts == (Range("EUR", Decimal(1000), Decimal(3000)),)
