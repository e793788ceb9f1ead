"""What a CSV yields, recomputed: near misses that must still be read, then every file that must be refused."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.gates.tables import LARGEST, Counted, TableError, recomputed
from charter.model.evidence import RawData

ROWS = b"""customer,date,hours,state,revisit
Helio 3PL,2027-01-12,9,done,no
Helio 3PL,2027-02-01,20.5,done,yes
Brandt Lager,2027-02-03,31,done,no
Helio 3PL,2027-03-01,100,open,no
"""


def source(**fields: str) -> RawData:
    return RawData.model_validate({"file": "evidence/data/rows.csv", "sha256": "ab", **fields})


def yields(content: bytes = ROWS, **fields: str):
    return dict(recomputed(source(**({"column": "hours"} | fields)), content))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"": Fraction("160.5")}),
        ({"by": "customer"}, {"Helio 3PL": Fraction("129.5"), "Brandt Lager": Fraction(31)}),
        ({"by": "customer", "where": "state == done"}, {"Helio 3PL": Fraction("29.5"), "Brandt Lager": Fraction(31)}),
        ({"take": "mean"}, {"": Fraction("40.125")}),
        ({"take": "mean", "where": "hours < 31"}, {"": Fraction("14.75")}),
        ({"take": "last", "by": "customer"}, {"Helio 3PL": Fraction(100), "Brandt Lager": Fraction(31)}),
        ({"take": "last", "where": "state != open"}, {"": Fraction(31)}),
        ({"take": "count"}, {"": Fraction(4)}),
        ({"take": "count", "by": "customer", "where": "hours >= 20.50"}, {"Helio 3PL": Fraction(2), "Brandt Lager": Fraction(1)}),
        ({"take": "count", "by": "customer", "where": "state == lost"}, {"Helio 3PL": Fraction(0), "Brandt Lager": Fraction(0)}),
        ({"take": "share", "where": "state == done"}, {"": Counted(3, 4)}),
        ({"take": "share", "column": "revisit", "by": "customer"}, {"Helio 3PL": Counted(1, 3), "Brandt Lager": Counted(0, 1)}),
        ({"where": "hours == 9.0"}, {"": Fraction(9)}),
        ({"where": "date >= 2027-02-01"}, {"": Fraction("151.5")}),
        ({"where": "date < 2027-02-01"}, {"": Fraction(9)}),
        ({"where": 'customer == "Brandt Lager"'}, {"": Fraction(31)}),
        ({"where": "customer==Brandt Lager"}, {"": Fraction(31)}),
    ],
)  # fmt: skip
def test_what_rows_become(fields, expected):
    assert yields(**fields) == expected


def test_a_quote_that_stands_alone_is_a_value_and_no_pair_of_quotes():
    assert yields(b"unit\n'\n''\n", column="unit", take="count", where="unit == '") == {"": Fraction(1)}


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfcustomer,hours\nHelio 3PL,9\n",
        b"customer,hours\r\nHelio 3PL,9\r\n",
        b"customer,hours\rHelio 3PL,9\r",
        b'"customer","hours"\n"Helio 3PL","9"',
        b"customer , hours\nHelio 3PL , 9\n\n\n",
        b'customer,hours,note\nHelio 3PL,9,"two\nlines, and a comma"\n',
        b"hours,customer\n9,Helio 3PL\n",
    ],
)
def test_every_way_to_write_the_same_table(content):
    assert yields(content, by="customer") == {"Helio 3PL": Fraction(9)}


def test_names_are_taken_as_they_are():
    assert yields('customer,hours\n"=cmd()|\'x\'!A1",1\nЖ "ü",2\n'.encode(), by="customer") == {
        "=cmd()|'x'!A1": Fraction(1),
        'Ж "ü"': Fraction(2),
    }


@pytest.mark.parametrize(
    ("content", "fields", "message"),
    [
        (b"", {}, "the file is empty"),
        (b"\n\n", {}, "the file is empty"),
        (b"customer,hours\n", {}, "the file has no rows below its header"),
        (ROWS, {"column": "Hours"}, 'there is no column "Hours"'),
        (ROWS, {"by": "site"}, 'there is no column "site"'),
        (ROWS, {"where": "status == done"}, 'there is no column "status"'),
        (ROWS, {"where": "done"}, '"done" is not a condition'),
        (ROWS, {"where": "state = done"}, '"state = done" is not a condition'),
        (ROWS, {"where": "state > done"}, 'line 2: "done" in "state" cannot be compared with "done"'),
        (ROWS, {"where": "hours > many"}, 'line 2: "9" in "hours" cannot be compared with "many"'),
        (ROWS, {"where": "state == lost"}, "no row satisfies the condition"),
        (ROWS, {"by": "customer", "where": "state == open"}, 'no row of "Brandt Lager" satisfies the condition'),
        (ROWS, {"column": "customer"}, 'line 2: "Helio 3PL" in "customer" is not a number'),
        (ROWS, {"column": "hours", "take": "share"}, 'line 2: "9" in "hours" is neither yes nor no'),
        (
            b"hours,day\n1,2027-W05-1\n",
            {"where": "day >= 2027-02-01"},
            'line 2: "2027-W05-1" in "day" cannot be compared with "2027-02-01"',
        ),
        (
            b"hours,day\n1,20270201\n",
            {"where": "day >= 2027-02-01"},
            'line 2: "20270201" in "day" cannot be compared with "2027-02-01"',
        ),
        (b"hours\n=1+1\n", {}, 'line 2: "=1+1" in "hours" is not a number'),
        (b"hours\n1e3\n", {}, 'line 2: "1e3" in "hours" is not a number'),
        (b"hours\nNaN\n", {}, 'line 2: "NaN" in "hours" is not a number'),
        ("hours\n٣\n".encode(), {}, 'line 2: "٣" in "hours" is not a number'),
        (b'hours\n"1,5"\n', {}, 'line 2: "1,5" in "hours" is not a number'),
        (b"hours\n1\n2,5\n", {}, "line 3 has 2 cells, the header has 1"),
        (b"customer,hours\nHelio 3PL\n", {}, "line 2 has 1 cells, the header has 2"),
        (b"hours,hours\n1,2\n", {}, 'the header names "hours" twice'),
        (b'hours\n"1\n', {}, "line 2 is no CSV: unexpected end of data"),
        (b"hours\n\xff\n", {}, "byte 7 is not UTF-8"),
        (b"hours\n\x00\n", {}, "the file holds a null character"),
        (b"hours\n" + b"1\n" * LARGEST, {}, f"the file has {6 + 2 * LARGEST} bytes, at most {LARGEST} are read"),
        (b"hours,note\n1," + b"x" * 200_000 + b"\n", {}, "line 2 is no CSV: field larger than field limit (131072)"),
    ],
)
def test_what_is_refused(content, fields, message):
    with pytest.raises(TableError) as refused:
        yields(content, **fields)
    assert str(refused.value) == message
    assert refused.value.help


def test_without_a_column_there_is_nothing_to_compute():
    with pytest.raises(TableError, match="no column is named"):
        recomputed(source(), ROWS)


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["sum", "mean", "share", "count", "last"]),
    st.sampled_from([None, "a == b", "a < 3"]),
)
def test_hostile_bytes_end_in_a_clear_error(content, take, where):
    fields = {"column": "a", "take": take} | ({"where": where} if where else {})
    try:
        recomputed(source(**fields), b"a,b\n" + content)
    except TableError as error:
        assert str(error) and error.help


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("xyz"), st.integers(-999, 999)), min_size=1, max_size=20))
def test_sums_agree_with_plain_ones(rows):
    content = "who,n\n" + "".join(f"{who},{number}\n" for who, number in rows)
    expected = {who: sum(number for one, number in rows if one == who) for who, _ in rows}
    assert yields(content.encode(), column="n", by="who") == expected
