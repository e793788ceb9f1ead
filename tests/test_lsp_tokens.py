"""The words of a text and their paths: the same as the strict reader's where it can read, and some where it cannot."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.cursor.columns import Columns, Point, changed, whole_characters
from charter.cursor.names import sheet
from charter.cursor.offers import offers, spot
from charter.cursor.outline import outline
from charter.cursor.tokens import tokens
from charter.document import LIMITS, read
from charter.finding import Position, Span

ROOT = Path(__file__).parent.parent
FILES = [
    *sorted(ROOT.glob("charters/**/*.yaml")),
    *sorted(ROOT.glob("tests/reconstructions/*.yaml")),
    *sorted(ROOT.glob("tests/rules/a*.yaml")),
    ROOT / "program.yaml",
]
ODD = """\
"quoted key": 'it''s'
a:   # remark
- 1
- - x
  - {y: [p, "q, r", {s: t}],
     z: 'u: v'}
b: |
  text: {
    # no remark

  - more

c: >-
   folded

d:
    e: 12:30
    f-g: https://x.example/#frag
    h: a#b
i: {j: k l, m:
      n, o: [
   ]}
empty:
last: "over
  two lines"
"""


def paths(text: str) -> dict[tuple[int, bool], tuple]:
    return {(token.start, token.sort == "key"): token.path for token in tokens(text) if token.sort != "comment"}


@pytest.mark.parametrize("text", [ODD, ODD.replace("\n", "\r\n")], ids=["lf", "crlf"])
def test_what_the_reader_finds_stands_at_the_same_path_in_odd_layouts(text: str) -> None:
    assert paths(text) == reader_paths(text)


def test_what_the_reader_finds_stands_at_the_same_path_in_every_charter_here() -> None:
    different = {path.name for path in FILES if paths(text := path.read_text()) != reader_paths(text)}
    assert not different


def reader_paths(text: str) -> dict[tuple[int, bool], tuple]:
    root = read(text.encode(), "charter.yaml").places.root
    assert root is not None
    return {(one.start, one.is_key): one.path for one in root.scalars() if one.path is not None and one.end > one.start}


@pytest.mark.parametrize(
    ("text", "sort", "path"),
    [
        ("a: 1\nb▮", "key", ("bx",)),
        ("a:\n  ▮", "word", ("a",)),
        ("a: ▮", "value", ("a",)),
        ("a: {b: ▮", "value", ("a", "b")),
        ("a: {b: ▮\nc: 1", "value", ("a", "b")),
        ("a: {▮\nc: 1", "key", ("a", "x")),
        ("a:\n  - {b: 1, ▮\n  - {b: 2}", "key", ("a", 0, "x")),
        ("a:\n  - {b: 1}\n  - ▮", "word", ("a", 1)),
        ("a:\n  - b: 1\n    ▮\n  - b: 2", "key", ("a", 0, "x")),
        ("a:\n- b: 1\n- ▮", "word", ("a", 1)),
        ("a: [p, ▮", "word", ("a", 1)),
        ("a: [p, ▮]\nb: 1", "word", ("a", 1)),
        ('a: "▮\nb: 1', "value", ("a",)),
        ("a:\n  b:\n    c: 1\n  ▮", "key", ("a", "x")),
        ("a:\n  b:\n    c: 1\n▮", "key", ("x",)),
        ("a: 1 # ▮", "comment", ()),
    ],
)
def test_where_somebody_types_in_a_text_that_is_no_yaml_yet(text: str, sort: str, path: tuple) -> None:
    found = spot(text.replace("▮", ""), text.index("▮"))
    assert found is not None
    assert (found.token.sort, found.token.path) == (sort, path)


@pytest.mark.parametrize("text", ["a: |\n  ▮", "a: >\n  b: ▮\n", 'a: "b"▮', "a: {b: c}▮", 'a: "b▮\n  c"', "▮: 1\n---"])
def test_nothing_is_typed_in_a_text_of_lines_or_behind_what_is_complete(text: str) -> None:
    found = spot(text.replace("▮", ""), text.index("▮"))
    assert found is None or found.token.path == ("x",)


def test_every_open_bracket_and_quote_ends_where_something_else_begins() -> None:
    for sign in "[{\"'":
        found = [token.path for token in tokens(f"a:\n  b: {sign}c\n  d: e\nf: g\n") if token.sort == "key"]
        assert [path for path in found if path in (("a",), ("a", "b"), ("a", "d"), ("f",))] == [
            ("a",),
            ("a", "b"),
            ("a", "d"),
            ("f",),
        ]


LONG = 1 << 17


@pytest.mark.parametrize(
    "text",
    [sign * (LONG // len(sign)) for sign in ("[", "- ", "{a: ", "'", '"', " ", "a ", "a:\n", "a: {\n", "- '\n", "#\n")]
    + ["a" + " " * LONG, "{\n" + " 'a',\n" * (LONG // 6), "a: }\nb: ]", ":", "\ufeff- a", "#"],
    ids=lambda text: repr(text[:4]),
)
def test_a_hostile_text_is_walked_through_to_its_end(text: str) -> None:
    assert len(tokens(text)) <= 2 * LIMITS.nodes


SLIPS = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "#",
    "|",
    ">",
    '"',
    "'",
    "-",
    "\t",
    "?",
    "!",
    "&",
    "*",
    ": ",
    " #",
    "\n",
    "  ",
    "- ",
    "\r\n",
    "---\n",
    "🎉",
]


def test_a_text_full_of_slips_is_walked_through_and_what_the_reader_still_finds_stands_where_it_says() -> None:
    chance, alike = random.Random(5), 0
    text = (ROOT / "charters/acme-globex/charter.yaml").read_text()
    for _ in range(400):
        slipped = text
        for _ in range(chance.randrange(1, 4)):
            place, length = chance.randrange(len(slipped)), chance.choice([0, 0, 1, 9])
            slipped = slipped[:place] + chance.choice(["", *SLIPS]) + slipped[place + length :]
        own = sheet("charter.yaml", "charter", slipped)
        offers(own, chance.randrange(len(slipped)), [own])
        outline(own.tokens)
        document = read(slipped.encode(), "charter.yaml")
        if document.places.root is not None and not document.findings:
            assert paths(slipped) == reader_paths(slipped), slipped
            alike += 1
    assert alike > 40


LINES = "a: 1\r\nb: 𝒳é漢🎉|x\u2028y\x0cz\rc: 2\nd"


@pytest.mark.parametrize(("unit", "column"), [("utf-8", 16), ("utf-16", 9), ("utf-32", 7)])
def test_an_editor_counts_in_its_own_units(unit: str, column: int) -> None:
    columns = Columns(LINES, unit)
    offset = LINES.index("|")
    assert columns.point(offset) == (1, column)
    assert columns.offset(Point(1, column)) == offset


def test_only_line_feeds_and_carriage_returns_end_a_line() -> None:
    columns = Columns(LINES)
    assert columns.point(LINES.index("c: 2")) == (2, 0)
    assert columns.point(LINES.index("d")) == (3, 0)
    assert columns.point(LINES.index("\n") + 1) == (1, 0)
    assert columns.offset(Point(0, 99)) == LINES.index("\r")  # before the line end, not behind it
    assert columns.offset(Point(99, 0)) == len(LINES)
    assert columns.offset(Point(1, 4)) == LINES.index("𝒳")  # in the middle of a pair


def test_a_place_of_a_finding_is_the_editors_place() -> None:
    text = "\ufeffa: 🎉 b\rc\nd: 🎉x\n"
    columns = Columns(text)
    assert columns.stretch(Span(Position(1, 4), Position(1, 5))) == ((0, 4), (0, 6))
    assert columns.stretch(Span(Position(2, 5), Position(2, 6))) == ((2, 5), (2, 6))  # an editor ends a line at CR, too
    assert columns.point(columns.offset_of(Position(99, 1))) == (3, 0)


def test_a_change_is_made_where_the_editor_means() -> None:
    assert changed("a: 🎉🎉\nb", "utf-16", Point(0, 5), Point(0, 7), "x") == "a: 🎉x\nb"
    assert changed("a: 🎉🎉\nb", "utf-8", Point(0, 7), Point(1, 0), "") == "a: 🎉b"
    assert changed("a\u2028b\nc", "utf-16", Point(1, 0), Point(1, 1), "d") == "a\u2028b\nd"
    assert changed("", "utf-16", Point(7, 7), Point(9, 9), "d") == "d"
    assert whole_characters("a\ud83dB\udc00") == "a\ufffdB\ufffd"


UNITS = st.sampled_from([("utf-8", "utf-8", 1), ("utf-16", "utf-16-le", 2), ("utf-32", "utf-32-le", 4)])
WORDS = st.text("a🎉漢é\r\n\u2028\x85\x0b ", max_size=12)
WHERE = st.tuples(st.integers(0, 4), st.integers(0, 9))


def byte_at(text: str, place: tuple[int, int], codec: str, size: int) -> int:
    """The offset of a place, counted out in bytes; what lies behind a line's end is that end."""
    rows = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text)
    before = "".join(rows[: place[0]]).encode(codec)
    row = rows[place[0]].rstrip("\r\n").encode(codec) if place[0] < len(rows) else b""
    return len(before) + min(place[1] * size, len(row))


@given(text=WORDS, first=WHERE, last=WHERE, new=WORDS, unit=UNITS)
@settings(max_examples=300, deadline=None)
def test_a_change_is_the_one_that_counting_bytes_makes(text, first, last, new, unit) -> None:
    name, codec, size = unit
    raw = text.encode(codec)
    start, end = sorted(byte_at(text, place, codec, size) for place in (first, last))
    try:
        expected = raw[:start].decode(codec) + new + raw[end:].decode(codec)
    except UnicodeDecodeError:
        return  # in the middle of a character: editors never ask for that
    assert changed(text, name, Point(*first), Point(*last), new) == expected
    columns = Columns(text, name)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":  # inside of a line end there is no place
            assert columns.offset(columns.point(offset)) == offset
