"""A record that is written is read back as exactly the same data, whatever its texts hold; or it is not written."""

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.document import read
from charter.document.text import HIDDEN
from charter.errors import CharterError
from charter.layout import WIDEST, Said, record
from charter.model import KINDS
from charter.model.place import place_at

DIGEST = "sha256:" + "77ab" * 16
OTHER = "sha256:" + "5" * 64

DECISION = {
    "decision": "1",
    "seq": "3",
    "charter": "northwind-contoso",
    "step": "go",
    "by": "northwind.relationship",
    "phase": {"from": "crawl", "to": "walk"},
    "date": "2027-03-17",
    "terms": DIGEST,
    "evidence": [DIGEST, OTHER],
    "invited": ["Adler Lager", "1984", "no", "Brandt: Lager # 2"],
    "reason": "Both pilots beat the gate.\n\nHelio by 22.5%:\n  more than asked.\n",
    "previous": DIGEST,
}

WRITTEN_DECISION = f"""decision: 1
seq: 3
charter: northwind-contoso
step: go
by: northwind.relationship
phase: {{from: crawl, to: walk}}
date: 2027-03-17
terms: {DIGEST}

evidence:
  - {DIGEST}
  - {OTHER}

invited: [Adler Lager, "1984", "no", "Brandt: Lager # 2"]

reason: |
  Both pilots beat the gate.

  Helio by 22.5%:
    more than asked.

previous: {DIGEST}
"""

EVIDENCE = {
    "evidence": "1",
    "criterion": "recommend",
    "phase": "crawl",
    "period": {"from": "2027-01-11", "to": "2027-03-05"},
    "cases": [
        {"customer": "1_000", "value": "27.5"},
        {"customer": "22:30", "answer": "yes"},
        {"customer": "Helio", "value": "EUR 180000"},
        {"customer": "-3", "value": "-3"},
        {"customer": "Brandt", "value": "27.5%"},
    ],
    "note": "two\nlines",
}

WRITTEN_EVIDENCE = """evidence: 1
criterion: recommend
phase: crawl
period: {from: 2027-01-11, to: 2027-03-05}

cases:
  - {customer: "1_000", value: 27.5}
  - {customer: "22:30", answer: "yes"}
  - {customer: Helio, value: EUR 180000}
  - {customer: "-3", value: -3}
  - {customer: Brandt, value: 27.5%}

note: |-
  two
  lines
"""


@pytest.mark.parametrize(("data", "text"), [(DECISION, WRITTEN_DECISION), (EVIDENCE, WRITTEN_EVIDENCE)])
def test_a_record_is_written_for_people(data: dict, text: str) -> None:
    assert record(data) == text
    assert read(text.encode(), "r.yaml").data == data


def test_a_text_that_its_author_gave_stays_in_quotes() -> None:
    assert record({"decision": "1", "seq": Said("3")}) == 'decision: 1\nseq: "3"\n'


def test_of_an_unknown_kind_everything_is_text() -> None:
    assert record({"a": "1", "b": "true"}) == 'a: "1"\nb: "true"\n'


SNAGS = ["yes", "No", "~", "null", "", " ", "1_000", "22:30", "0o14", "1e5", ".5", "-", "- a", "? a", "# x", "a #b", "a: b",
    ": ", ":", "a:", "{", "}", "[", "]", ",", "a, b", "&a", "*a", "!t", "%d", "@a", "`a`", "'", '"', "\\", "\\n", "|", ">", "---", "...",
    " a", "a ", "\n", "a\n", "\na", "a\n\n", "a\n b", " a\nb", "a \nb", "a\r\nb", "a\tb", "\t", "a\n\tb", "# a\n# b", "---\n...", "% a\n% b",
    "\n\u0301", "n\u0301", "\u0301", "🎉", "\xa0a", "a\n\xa0b", "<<", "=", "2027-03-05", DIGEST, "x" * 300, "wort " * 100, "{{ a }}", "c'est", "a\n\n\nb"]  # fmt: skip
VISIBLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(
    lambda text: not HIDDEN.search(normalize("NFC", text))
)
TEXTS = st.one_of(st.sampled_from(SNAGS), VISIBLE, st.lists(st.sampled_from(SNAGS), max_size=4).map("\n".join))
KEYS = st.one_of(st.sampled_from(["a", "from", "evidence", "no", "1", "a b", "<<", "- a", "", "a: b", "#"]), VISIBLE)


def distinct(data: dict) -> bool:
    return len({normalize("NFKC", key).casefold() for key in data}) == len(data)


def mappings(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.dictionaries(KEYS, values, max_size=5).filter(distinct)


NESTED = st.recursive(TEXTS, lambda inner: st.one_of(st.lists(inner, max_size=5), mappings(inner)), max_leaves=12)
RECORDS = st.tuples(st.sampled_from([*KINDS, "other"]), mappings(NESTED)).map(
    lambda pair: {pair[0]: "1", **{key: value for key, value in pair[1].items() if key.casefold() != pair[0]}}
)


def composed(data):
    if isinstance(data, str):
        return normalize("NFC", data)
    if isinstance(data, list):
        return [composed(item) for item in data]
    return {normalize("NFC", key): composed(value) for key, value in data.items()}


@settings(max_examples=400, deadline=None)
@given(RECORDS.filter(distinct))
def test_a_record_reads_back_as_the_same_data(data: dict) -> None:
    document = read(record(data).encode(), "r.yaml")
    assert document.findings == ()
    assert document.data == composed(data)
    kind = next(iter(data))
    for path in document.plain:
        place = place_at(KINDS[kind], path)
        assert place is not None, f"{path} is plain and means {document.plain[path]}"
        assert not place.is_text, f"{path} is plain and means {document.plain[path]}"


@pytest.mark.parametrize("snag", SNAGS, ids=ascii)
@pytest.mark.parametrize("where", ["text", "list", "flow", "key", "wide", "deep"])
def test_no_text_is_too_odd_anywhere(snag: str, where: str) -> None:
    wide = "w" * WIDEST
    value = {
        "text": snag,
        "list": [snag, "b"],
        "flow": [{"a": snag}, {"b": [snag]}],
        "key": {snag: "a", "b\u1234": snag},
        "wide": [{"a": snag, "b": wide}, {}, snag, [snag], {snag: wide}],
        "deep": {"a": {"b": {"c": [snag, wide], "d": snag}}},
    }[where]
    data = {"decision": "1", "reason": value, "after": "b"}
    document = read(record(data).encode(), "r.yaml")
    assert (document.data, document.findings) == (composed(data), ())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"decision": "1", "reason": "a\u202eb"}, "reason: a character that reorders what is seen stands here: U+202E"),
        ({"decision": "1", "changes": ["a", "b\x07"]}, "changes.1: an escape writes a character nobody can see: U+0007"),
        ({"decision": "1", "reason": "a\u200bb"}, "reason: a character nobody can see stands here: U+200B"),
        ({"decision": "1", "reason": "a" + "\u0301" * 40}, "more than 30 accents stand on one letter"),
        ({"decision": "1", "reason": "a" * 70_000}, "this text has more than 65,536 characters"),
        ({"decision": "1", "reason": "\udcff"}, "it holds bytes that are no text"),
        ({"decision": "1", "a": "x", "A": "y"}, '"A" is the same key as "a"'),
        ({"decision": "1", "\xe9": "x", "e\u0301": "y"}, "two of its keys only look different"),
        ({}, "the file is empty"),
    ],
)  # fmt: skip
def test_what_could_not_be_read_back_is_not_written(data: dict, words: str) -> None:
    with pytest.raises(CharterError, match=r"^the record cannot be written: ") as caught:
        record(data)
    assert words in str(caught.value)
    assert caught.value.exit_code == 2


def test_what_fits_on_a_line_stands_on_one() -> None:
    lines = record(EVIDENCE | {"cases": EVIDENCE["cases"] * 3}).splitlines()
    assert max(map(len, lines)) <= WIDEST
