"""What other readers make of the same scalars, and which characters nobody can see."""

import sys
import unicodedata

import pytest
import yaml

from charter.document import read


def document(text):
    return read(text.encode(), "charter.yaml")


class TestPlain:
    def test_what_other_readers_take_for_something_else(self):
        text = """\
a: 22:30
b: 1_000
c: 0o14
d: 012
e: no
f: Off
g: y
h: 1.10
i: .5
j: -1
k: 1e3
l: 0x1F
m: .inf
n: 190:20:30.15
"""
        plain = dict(document(text).plain)
        assert {path[0]: meaning for path, meaning in plain.items()} == {
            **dict.fromkeys("bcdhijklm", "a number"),
            **dict.fromkeys("efg", "true or false"),
            **dict.fromkeys("an", "a number in base 60"),
        }

    def test_what_all_readers_take_for_a_text_or_a_date(self):
        text = "- 2027-01-11\n- 2027-Q3\n- 20%\n- 30 days\n- 24x7\n- 1.2.3\n- EUR 1\n- 'no'\n- \"12\"\n- nope\n- -\n- a -1\n"
        assert dict(document("a:\n" + text).plain) == {}

    @pytest.mark.parametrize(
        "word", ["0b101", "+12", "1e-3", "TRUE", "n", "ON", "0x_1", "-0", "685_230.15", "1:00", ".NaN"]
    )
    def test_whatever_pyyaml_resolves_is_told(self, word):
        assert document(f"a: {word}\n").plain.keys() == {("a",)}

    def test_words_for_nothing_are_empty_values(self):
        for word in ("null", "Null", "NULL", "~"):
            assert [finding.rule for finding in document(f"a: {word}\n").findings] == ["empty-value"]

    def test_all_words_that_pyyaml_or_the_core_schema_resolve_are_known(self):
        alphabet = ["", "0", "1", "7", "9", "_", ".", ":", "e", "E", "+", "-", "x", "o", "b", "a", "y", "n", "~"]
        resolver = yaml.SafeLoader("")
        for word in {a + b + c + d for a in alphabet for b in alphabet for c in alphabet for d in alphabet}:
            tag = resolver.resolve(yaml.ScalarNode, word, (True, False)).rpartition(":")[2]
            if tag in ("str", "timestamp", "null", "merge") or not word.strip("-:") or word.endswith(":"):
                continue
            assert document(f"a: {word}\n").plain.keys() == {("a",)}, (word, tag)


class TestCore:
    def test_as_an_editor_sees_it(self):
        text = (
            "a: 1\nb: 0o14\nc: 0x1F\nd: -.inf\ne: 1e3\nf: True\ng: no\nh: '1'\ni: 012\nj: 1_0\nk: [2027-01-01, 1.50]\n"
        )
        assert document(text).core() == {
            "a": 1,
            "b": 12,
            "c": 31,
            "d": float("-inf"),
            "e": 1000.0,
            "f": True,
            "g": "no",
            "h": "1",
            "i": 12,
            "j": "1_0",
            "k": ["2027-01-01", 1.5],
        }

    def test_numbers_longer_than_python_converts(self):
        assert document(f"a: {'1' * 5000}\n").core() == {"a": "1" * 5000}

    def test_of_what_cannot_be_read(self):
        assert document("a: [").core() is None


def test_every_character_without_a_shape_is_hidden():
    visible_formats = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    invisible = {"Cc", "Cf", "Co", "Zl", "Zp"}
    codes = [
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in invisible and code not in visible_formats and chr(code) not in "\t\n\r"
    ]
    assert len(codes) > 100_000
    private = [code for code in codes if unicodedata.category(chr(code)) == "Co"]
    codes = sorted({*codes} - {*private} | {*private[:3], *private[6398:6403], *private[-3:]})
    for begin in range(0, len(codes), 90):
        some = codes[begin : begin + 90]
        findings = document("".join(f"k{code}: b{chr(code)}c\n" for code in some)).findings
        assert [finding.rule for finding in findings] == ["hidden-character"] * len(some)
        assert [finding.pointer for finding in findings] == [f"/k{code}" for code in some]


def test_an_empty_value_at_the_end_of_an_unusual_text():
    assert document("? b\n? \u0438\u0306").data == {"b": "", "\u0439": ""}


@pytest.mark.parametrize(
    "text", ["Zürich", "Łódź", "Ελλάδα", "Київ", "北京", "日本語", "서울", "עברית", "हिन्दी", "😀", "a b", "–×·€™"]
)
def test_what_can_be_seen_is_no_hidden_character(text):
    assert document(f"{text}: {text}\n# {text}\n").findings == ()
    assert document(f"{text}: {text}\n").data == {text: text}
