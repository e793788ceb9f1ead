"""The reader: what a file says as text, where it stands, and what the reader has to say about it."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from charter.document import comments, read
from charter.finding import Position

ROOT = Path(__file__).parent.parent


def document(text):
    return read(text.encode() if isinstance(text, str) else text, "charter.yaml")


def said(text):
    """What the reader says: place, rule and words, without the help."""
    return [f"{at(finding.span)} {finding.rule} {finding.message}" for finding in document(text).findings]


def at(span):
    return f"{span.start.line}:{span.start.column}-{span.end.line}:{span.end.column}"


class TestText:
    def test_every_scalar_is_its_text(self):
        text = "charter: 1\nflag: true\nday: 2027-03-05\nratio: 1.10\nno: x\nlist: [0o14, 22:30, 'it''s', \"a\\tb\"]\n"
        assert document(text).data == {
            "charter": "1",
            "flag": "true",
            "day": "2027-03-05",
            "ratio": "1.10",
            "no": "x",
            "list": ["0o14", "22:30", "it's", "a\tb"],
        }

    def test_texts_over_several_lines(self):
        text = 'a: one\n  two\n\n  three\nb: "x\n  y"\nc: |\n  1\n   2\n\nd: >-\n  f\n  g\ne: {f: one\n    two, g: [h,\n    i]}\n'
        read_as = document(text)
        assert read_as.findings == ()
        assert read_as.data == {
            "a": "one two\nthree",
            "b": "x y",
            "c": "1\n 2\n",
            "d": "f g",
            "e": {"f": "one two", "g": ["h", "i"]},
        }

    @pytest.mark.parametrize("text", ["a: b", "a: b\n", "a: b\r\n", "---\na: b\n...\n", "# x\n\na: b # y\n  \n"])
    def test_ends_and_marks_that_mean_nothing(self, text):
        assert document(text).data == {"a": "b"}
        assert document(text).findings == ()

    def test_adding_the_missing_line_end_changes_no_value(self):
        for text in ("a: |\n  x", "a: |+\n  x\n  ", "a: >\n  x\n ", "a: |-\n  x"):
            assert document(text).data == document(text + "\n").data

    def test_the_text_is_as_in_the_file(self):
        assert document("a: b\r\n# ü").text == "a: b\r\n# ü"
        assert document("\ufeffa: b\n").text == "a: b\n"

    def test_a_backslash_before_a_blank_line_is_read_differently_by_readers(self):
        assert said('a: "x\\\n\n  y"\n') == [
            "1:6-1:7 invalid-yaml a blank line follows a line that ends with a backslash"
        ]
        for text in ('a: "x\\\n  y"\n', 'a: "x\\\\\n\n  y"\n', "a: 'x\\\n\n  y'\n"):
            assert document(text).findings == ()

    def test_texts_are_in_normal_form(self):
        assert document("a: Zu\u0308rich\n").data == {"a": "Z\u00fcrich"}
        assert document('a: "Zu\\u0308rich"\n').data == {"a": "Z\u00fcrich"}
        assert document('a: "Zu\\u0308rich"\n').findings == ()
        assert document("cafe\u0301: x\n").data == {"caf\u00e9": "x"}


class TestPlaces:
    TEXT = """\
purpose:
  job: implementation
  also: [a, "b c"]
goals:
  - {id: one, for: acme}  # remark
  - id: two
    for: globex
  - {id: three,
     for: x}
  -
    id: four
  - - deep
why: |
  some
  text

wide: "×" # ü
end: {k: v}
"""

    @pytest.mark.parametrize(
        ("path", "on_key", "place"),
        [
            (("purpose", "job"), False, "2:8-2:22"),
            (("purpose", "job"), True, "2:3-2:6"),
            (("purpose",), False, "1:1-1:8"),
            (("purpose", "also"), False, "3:3-3:7"),
            (("purpose", "also", 0), False, "3:10-3:11"),
            (("purpose", "also", 1), False, "3:13-3:18"),
            (("purpose", "also", 1), True, "3:13-3:18"),
            (("goals", 0), False, "5:5-5:25"),
            (("goals", 0), True, "5:5-5:25"),
            (("goals", 0, "for"), False, "5:20-5:24"),
            (("goals", 1), False, "6:5-6:12"),
            (("goals", 2), False, "8:5-8:16"),
            (("goals", 3), False, "11:5-11:13"),
            (("goals", 4), False, "12:5-12:11"),
            (("goals", 4, 0), False, "12:7-12:11"),
            (("why",), False, "13:6-15:7"),
            (("wide",), False, "17:7-17:10"),
            (("end",), False, "18:1-18:4"),
            ((), False, "1:1-1:8"),
        ],
    )
    def test_place_of_what_exists(self, path, on_key, place):
        read_as = document(self.TEXT)
        assert read_as.exists(path)
        assert at(read_as.span(path, on_key)) == place

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            (("purpose", "why"), "1:1-1:8"),
            (("purpose", "also", 2), "3:3-3:7"),
            (("purpose", "also", -1), "3:3-3:7"),
            (("purpose", "also", "0"), "3:3-3:7"),
            (("purpose", "job", "kind"), "2:8-2:22"),
            (("goals", 1, "owner"), "6:5-6:12"),
            (("goals", "id"), "4:1-4:6"),
            (("exit", "triggers"), "1:1-1:8"),
            ((0,), "1:1-1:8"),
        ],
    )
    def test_place_of_what_is_missing_is_the_nearest_parent(self, path, place):
        read_as = document(self.TEXT)
        assert not read_as.exists(path)
        assert at(read_as.span(path)) == place
        assert at(read_as.span(path, on_key=True)) == place

    def test_columns_count_code_points_and_lines_end_with_lf_or_crlf(self):
        read_as = document('a: "😀" \r\nb: {"ü😀": x}\r\n- '[:-2])
        assert at(read_as.span(("a",))) == "1:4-1:7"
        assert at(read_as.span(("b", "ü😀"))) == "2:11-2:12"

    @pytest.mark.parametrize(
        ("line", "column", "offset"),
        [
            (1, 1, 0),
            (1, 5, 4),
            (1, 6, 4),
            (1, 99, 4),
            (2, 1, 5),
            (2, 6, 10),
            (2, 7, 10),
            (3, 1, 11),
            (3, 2, 11),
            (9, 1, 11),
        ],
    )
    def test_what_lies_beyond_a_line_is_its_end_and_beyond_the_text_the_end_of_that(self, line, column, offset):
        assert document("a: b\ncd: e\n").places.offset(Position(line, column)) == offset

    def test_place_of_an_empty_value_is_its_key_or_its_hyphen(self):
        read_as = document("a:\nb:\n  -\n  - c\nd: {e: , f}\n")
        assert at(read_as.span(("a",))) == "1:1-1:2"
        assert at(read_as.span(("b", 0))) == "3:3-3:4"
        assert at(read_as.span(("d", "e"))) == "5:5-5:6"
        assert at(read_as.span(("d", "f"))) == "5:10-5:11"

    def test_root_place_of_an_empty_mapping_and_of_what_cannot_be_read(self):
        assert at(document("{}\n").span(())) == "1:1-1:3"
        assert at(document("a: [").span(("a", "b"))) == "1:1-1:1"


class TestUnreadable:
    def test_what_could_not_be_read_is_empty_and_named(self):
        read_as = document("a: &x 1\nb: *x\nc:\nd: ~\ne: [*x, y]\nf: {g: one, two}\nh: v\u200bw\ni: fine\n")
        assert read_as.data == {
            "a": "1",
            "b": "",
            "c": "",
            "d": "",
            "e": ["", "y"],
            "f": {"g": ""},
            "h": "",
            "i": "fine",
        }
        assert read_as.unreadable == {("b",), ("c",), ("d",), ("e", 0), ("f", "g"), ("h",)}

    def test_what_was_dropped_leaves_no_trace(self):
        read_as = document("a: {b: no}\nA: {b: no, c: }\n<<: {d: on}\na: [on]\n? [x]\n: y\n")
        assert read_as.data == {"a": {"b": "no"}}
        assert dict(read_as.plain) == {("a", "b"): "true or false"}
        assert read_as.unreadable == frozenset()
        assert not read_as.exists(("A",))

    def test_what_follows_a_dropped_entry_is_read(self):
        assert document("a: {[b, c]: d, {}: [e], f: g}\n? [h]\n: i\nj: k\n").data == {"a": {"f": "g"}, "j": "k"}

    def test_a_dropped_entry_is_always_told(self):
        assert [finding.rule for finding in document("a: [\n  <<: \n  ]\n").findings] == ["invalid-yaml"]
        assert [finding.rule for finding in document('a: {b: "c", b}\n').findings] == ["duplicate-key"]

    def test_a_text_that_was_cut_has_no_other_reading(self):
        read_as = document("a: {b: 180, 000, c: 1}\n")
        assert dict(read_as.plain) == {("a", "c"): "a number"}
        assert said("a: {b: 180, 000, c: 1}\n") == ['1:8-1:16 split-text the comma cuts this text in two: "180, 000"']

    @pytest.mark.parametrize("key", ["Acme", "ACME", "\uff41cme", "ac\u2133e", "\U0001d41acme"])
    def test_keys_that_only_look_different(self, key):
        (told,) = said(f"acme: x\n{key}: y\n")
        assert told == f'2:1-2:5 duplicate-key "{key}" is the same key as "acme"'

    def test_a_key_twice_that_only_looks_different_from_one_above(self):
        assert said("aB: 1\nab: 1\nab: 1\n") == [
            '2:1-2:3 duplicate-key "ab" is the same key as "aB"',
            '3:1-3:3 duplicate-key "ab" stands here a second time',
        ]
        assert document("aB: 1\nab: 1\nab: 1\n").data == {"aB": "1"}

    def test_a_key_with_a_hidden_character_is_read_without_it(self):
        assert document("na\u200bme: x\n").data == {"name": "x"}
        assert document('"na\\u200bme": x\n').data == {"name": "x"}

    def test_many_defects_are_told_in_one_run(self):
        text = "a: *x\nb:\nb: 1\nc: {d: e, f, g: h}\ni: \u202ej\nk: [-]\nl: !t m\n'n': 'o'#p\nq:\tr\nno: s\n"
        assert said(text) == [
            "1:4-1:6 invalid-yaml *x borrows a value from another place",
            '2:1-2:2 empty-value "b" has no value',
            '3:1-3:2 duplicate-key "b" stands here a second time',
            '4:8-4:12 split-text the comma cuts this text in two: "e, f"',
            "5:4-5:5 hidden-character a character that reorders what is seen stands here: "
            "U+202E right-to-left override",
            "6:5-6:6 invalid-yaml a dash stands alone inside brackets",
            "7:4-7:6 invalid-yaml a tag gives this value a type",
            "8:9-8:11 invalid-yaml a comment touches what stands before it",
            "9:3-9:4 invalid-yaml a tab stands here",
            '10:1-10:3 ambiguous-scalar other YAML readers take the key "no" for true or false',
        ]

    def test_a_split_text_can_be_put_in_quotes(self):
        text = 'a: {what: say "a\\b", c,  d, id: x}\n'
        (finding,) = document('a: {what: one \\ two, c,\n  d "e", id: x}\n').findings
        assert finding.fix.safe is False
        assert [edit.text for edit in finding.fix.edits] == ['"one \\\\ two, c, d \\"e\\""']
        assert finding.fix.edits[0].span == finding.span
        assert document(text).data is None or document(text).findings  # quotes inside: told one way or the other

    def test_normal_form_can_be_fixed_safely(self):
        (finding,) = document("a: in Zu\u0308rich\n").findings
        assert (at(finding.span), finding.fix.safe) == ("1:7-1:14", True)
        assert finding.fix.edits[0].text == "Z\u00fcrich"


class TestComments:
    def test_places_of_comments_and_nothing_else(self):
        text = """\
# first
a: b#c # second
d: "x # y"   # third
e: 'z
  # no comment'
f: |  # fourth
  # text
  g
# fifth
h: [i, # sixth
  "#"]
j: >-
   # text

k: l
  m # seventh
#last"""
        assert list(comments(document(text))) == [
            (1, 1, "# first"),
            (2, 8, "# second"),
            (3, 14, "# third"),
            (6, 7, "# fourth"),
            (9, 1, "# fifth"),
            (10, 8, "# sixth"),
            (16, 5, "# seventh"),
            (17, 1, "#last"),
        ]

    def test_in_what_was_dropped(self):
        text = "a: 1 # x\na: '# y' # z\n? {b: '#'} # p\n: c # q\n<<: {d: \"#\"} # r\n"
        assert [comment for _, _, comment in comments(document(text))] == ["# x", "# z", "# p", "# q", "# r"]

    def test_are_as_in_the_file(self):
        assert list(comments(document("a: b # c\td \r\n"))) == [(1, 6, "# c\td")]

    def test_none_where_the_file_cannot_be_read(self):
        assert list(comments(document("a: [ # x\n"))) == []


def test_a_document_that_nobody_holds_is_freed_at_once():
    text = "a: {b: [c, {d: e}]}\nf:\n  - g: h\n"
    document(text)
    gc.collect()
    gc.disable()
    try:
        document(text)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_without_libyaml_the_same_is_read():
    script = """
import sys
sys.modules["yaml._yaml"] = None
from charter.document import comments, read
text = sys.stdin.read()
document = read(text.encode(), "charter.yaml")
print(repr((document.data, document.findings, list(comments(document)), document.span(("goals", 0)))))
"""
    text = "# x\na: &b 1 # y\nc: [d, {e: f, g, h: i}]\ngoals:\n- {id: 'x'}\nwhy: |\n  text\n\nz: \"1\n  2\"\na: 3\n"
    answer = subprocess.run(
        [sys.executable, "-c", script], input=text, capture_output=True, text=True, check=True, cwd=ROOT
    )
    ours = document(text)
    assert answer.stdout.strip() == repr((ours.data, ours.findings, list(comments(ours)), ours.span(("goals", 0))))
