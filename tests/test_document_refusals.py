"""What the reader refuses, in whose words, and that no file can hurt it."""

import subprocess
import sys
from pathlib import Path

import pytest

from charter.document import LIMITS, read

ROOT = Path(__file__).parent.parent


def document(text):
    return read(text.encode() if isinstance(text, str) else text, "charter.yaml")


def said(text):
    """What the reader says: place, rule and words, without the help."""
    return [f"{at(finding.span)} {finding.rule} {finding.message}" for finding in document(text).findings]


def at(span):
    return f"{span.start.line}:{span.start.column}-{span.end.line}:{span.end.column}"


class TestSyntax:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("a: 1\nb: c: d\n", '2:4-2:8 invalid-yaml this text holds a colon: "c: d"'),
            ("a: {b: c: d}\n", '1:8-1:12 invalid-yaml this text holds a colon: "c: d"'),
            ("a: 1\n  b: 2\n", "2:3-2:7 invalid-yaml this line is indented too deep"),
            ("a:\n    b: 1\n  c: 2\n", "3:3-3:7 invalid-yaml this line is indented unlike the lines it belongs to"),
            ("a: b\n- c\n", "2:1-2:4 invalid-yaml a list item stands among keys"),
            ("a: - b\n", "1:4-1:7 invalid-yaml a list cannot begin on the line of its key"),
            ("a: [b\nc: d\n", "1:4-1:5 invalid-yaml this [ is never closed"),
            ("a: {b: c", "1:4-1:5 invalid-yaml this { is never closed"),
            ("a: b\nc: 'd\n", "2:4-2:6 invalid-yaml this quote is not closed where the text ends"),
            ('a: "b" c\n', "1:8-1:9 invalid-yaml more text follows a closing quote or bracket"),
            ("a: 'it's'\n", "1:8-1:10 invalid-yaml more text follows a closing quote or bracket"),
            ("a: @b\n", "1:4-1:6 invalid-yaml an unquoted text cannot begin with @"),
            ("a: >= 20%\n", "1:4-1:10 invalid-yaml a comparison stands here without quotes"),
            ("a: {b: > 4}\n", "1:8-1:12 invalid-yaml a comparison stands here without quotes"),
            ("a: | text\n", "1:4-1:10 invalid-yaml an unquoted text cannot begin with |"),
            ("a: *b* c\n", "1:4-1:9 invalid-yaml an unquoted text cannot begin with *"),
            ('a: "C:\\path"\n', "1:7-1:9 invalid-yaml \\p is no escape"),
            ('a: "\\ud800"\n', "1:5-1:11 invalid-yaml \\ud800 is no escape"),
            ("a: b\nhello\nc: d\n", '2:1-2:6 invalid-yaml this line is no key with a value: "hello"'),
            ("a: b\nc:d\ne: f\n", '2:1-2:4 invalid-yaml a space is missing after the colon: "c:d"'),
            ("a:\u00a0b\nc: d\n", "1:3-1:4 invalid-yaml a character here only looks like a space"),
            ("a: [b,,c]\n", "1:7-1:8 invalid-yaml a value is missing before this comma"),
            ("a: b\n}\n", "2:1-2:2 invalid-yaml } closes nothing"),
            (": a\n", "1:1-1:4 invalid-yaml a key is missing before this colon"),
            ("a: b\n...\nc: d\n", "3:1-3:5 invalid-yaml text goes on after the end of the document"),
            ("a" * 2000 + ": b\n", "1:1-1:2004 invalid-yaml a key has at most 1,024 characters"),
            ("a: {b\n: c}\n", "1:4-1:5 invalid-yaml this { is never closed"),
            ("a: b\nc: d: e  # f\n", '2:4-2:8 invalid-yaml this text holds a colon: "d: e"'),
            ("a: {b: fix #1 c}\nd: e\n", '1:8-1:17 invalid-yaml a # after a space begins a comment: "fix #1 c}"'),
            ("a: {b: c  # d}\n", "1:4-1:5 invalid-yaml this { is never closed"),
        ],
    )
    def test_a_slip_is_told_in_the_authors_words(self, text, told):
        assert said(text) == [told]
        assert document(text).data is None

    def test_a_long_key_in_brackets_is_one_too(self):
        assert said("a: {" + "b" * 1025 + "}\n") == ["1:5-1:6 invalid-yaml a key has at most 1,024 characters"]
        assert "invalid-yaml" not in said("a: {" + "b" * 1024 + "}\n")[0]

    def test_defects_above_the_slip_are_told_too(self):
        assert [finding.rule for finding in document("a:\nb: 1\nb: 2\nc: [\n").findings] == [
            "empty-value",
            "duplicate-key",
            "invalid-yaml",
        ]

    @pytest.mark.parametrize("sign", ["*", "–", "—", "•"])
    @pytest.mark.parametrize(
        "text",
        [
            "a:\n  * {b: c}\n",
            "a:\n  * {b: c, d: e}\n",
            "a:\n  - {b: c}\n  * {b: d}\n",
            "a:\n  * b: c\n    d: e\n",
            "a:\n  - {b: c}\n  *{b: d}\n",
        ],
    )
    def test_another_sign_in_place_of_a_hyphen(self, sign, text):
        (found,) = document(text.replace("*", sign)).findings
        line = text[: text.index("*")].count("\n") + 1
        assert (at(found.span), found.message) == (f"{line}:3-{line}:4", f"{sign} does not begin a list item")
        assert found.help == "begin the item with a hyphen and a space"

    @pytest.mark.parametrize("text", ["a:\n  -{b: c}\n", "a:\n  - {b: c}\n  -{b: d}\n", "a:\n  -b: c\n    d: e\n"])
    def test_a_hyphen_without_a_space(self, text):
        (found,) = document(text).findings
        assert found.message == "a space is missing after this hyphen"
        assert found.help == "begin the item with a hyphen and a space"

    def test_signs_in_a_text_are_none(self):
        assert said("a: |\n  * b: c\n  – {d: e}\n  -{f: g}\nh: – i, -j\n") == []
        assert said("a: |\n  * b: c\nd: e: f\n") == ['3:4-3:8 invalid-yaml this text holds a colon: "e: f"']

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ('a:\n  - {b: "c, d: e}\n  - {b: "f", d: g}\n', "2:9-2:18"),
            ('a:\n  - {b: "c, d: e}\n  - {b: f, d: g}\n', "2:9-2:18"),
            ("a:\n  - {b: 'c, d: e}\n  - {b: it's, d: g}\n", "2:9-2:18"),
            ('a:\n  - b: "c?\n    d: e\n    f: "g"\n', "2:8-2:11"),
            ('a: "b\nc: "d"\n', "1:4-1:6"),
            ('a: "b\nc: d"\n', "1:4-1:6"),
        ],
    )
    def test_a_missing_closing_quote_is_told_where_the_quote_opens(self, text, place):
        assert said(text) == [f"{place} invalid-yaml this quote is not closed where the text ends"]

    def test_a_text_in_quotes_may_run_over_lines_before_another_slip(self):
        assert said('a: {b: "c\n   d" e: f}\n') == ["1:4-1:5 invalid-yaml this { is never closed"]

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("a:\n  b: faster-c:\n  d: e\n", "2:6-2:15"),
            ("a: {b: faster-c:, d: e}\n", "1:8-1:17"),
            ("a: {b: faster-c:}\n", "1:8-1:17"),
        ],
    )
    def test_a_stray_colon_at_the_end(self, text, place):
        (found,) = document(text).findings
        assert (at(found.span), found.message) == (place, 'a colon stands at the end of this value: "faster-c:"')
        assert found.help == "delete the colon at the end"

    @pytest.mark.parametrize("text", ["a: {b: “Did c: d?”}\n", "a: “Did c: d?”\n"])
    def test_curved_quotes(self, text):
        (found,) = document(text).findings
        assert found.message == 'this text holds a colon: "“Did c: d?”"'
        assert found.help == "“ ” are no quotes to YAML: use straight ones"


class TestCutTexts:
    @pytest.mark.parametrize(
        ("text", "help", "instead"),
        [
            ("EUR 250,000", "write the number without a comma, EUR 250000", "EUR 250000"),
            ("EUR 1,250,000.50", "write the number without a comma, EUR 1250000.50", "EUR 1250000.50"),
            ("12,000", "write the number without a comma, 12000", "12000"),
            ("12,5%", "write the number with a decimal point, 12.5%", "12.5%"),
            ("EUR 2.500,00", "write the number with a decimal point, EUR 2500.00", "EUR 2500.00"),
            ("EUR 250,000 a year", "put quotes around the whole text", '"EUR 250,000 a year"'),
            ("one, two", "put quotes around the whole text", '"one, two"'),
            ("“Did each, really?”", "“ ” are no quotes to YAML: use straight ones", '"Did each, really?"'),
            ("“Alpha, Beta” launch", "put quotes around the whole text", '"“Alpha, Beta” launch"'),
        ],
    )
    def test_the_cure_leads_somewhere(self, text, help, instead):
        (found,) = document(f"a: {{b: {text}, c: d}}\n").findings
        assert (found.rule, found.help, found.fix.edits[0].text) == ("split-text", help, instead)
        assert not found.fix.safe
        assert document(f"a: {{b: {instead}, c: d}}\n").findings == ()

    @pytest.mark.parametrize(
        "text",
        [
            "a: 1 #note\nb: 2 # 1\nc:\n  #1\n  d: e #\n",
            "a: 'b' #1\nc: \"d\" #2\ne: |\n  f #3\ng: h#4\n",
            "#1\na: b\n#2\nc: {d: e}  #3\nf: [g]  #4\nh: #5\n  i: j\n",
        ],
    )
    def test_remarks_are_no_text(self, text):
        assert said(text) == []

    def test_a_number_sign_does_not_swallow_a_text(self):
        found = document("a: b\ntitle: Stark #1 Wayne sync  \nlist:\n  - c #2\n")
        assert [f"{at(finding.span)} {finding.message}" for finding in found.findings] == [
            '2:8-2:27 a # after a space begins a comment: "Stark #1 Wayne sync"',
            '4:5-4:9 a # after a space begins a comment: "c #2"',
        ]
        assert found.findings[0].help == "put quotes around the whole text"
        assert found.findings[0].fix.edits[0].text == '"Stark #1 Wayne sync"'
        assert found.data == {"a": "b", "title": "", "list": [""]}
        assert found.unreadable == {("title",), ("list", 0)}


class TestLenientParser:
    """Where libyaml accepts what other readers refuse or read differently."""

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ('a: "b\n# c\n  d"\n', "2:1-2:4 invalid-yaml a text in quotes goes on here, but the line is not indented"),
            ("a:\n  b: 'c\n  d'\n", "3:3-3:5 invalid-yaml a text in quotes goes on here, but the line is not indented"),
            ("a: [b,\nc]\n", "2:1-2:3 invalid-yaml what stands in brackets goes on here, but the line is not indented"),
            ("a: {b: [\n  c\n]}\n", "3:1-3:3 invalid-yaml this closing bracket is not indented"),
            ("a:\n|\n b\n", "2:1-2:2 invalid-yaml the sign that begins this block of text is not indented"),
            ("a: b\n...\n...\n", "3:1-3:4 invalid-yaml a second end of the document is marked here"),
            ("a: [-, b]\n", "1:5-1:6 invalid-yaml a dash stands alone inside brackets"),
            ("a: {?b: c}\n", "1:5-1:6 invalid-yaml a question mark begins a key"),
            ("? a\n: b\n", "1:1-1:2 invalid-yaml a question mark begins a key"),
            ("a: ['b':'c']\n", "1:5-1:9 invalid-yaml a space is missing after the colon"),
            ("a: [b]#c\n", "1:7-1:9 invalid-yaml a comment touches what stands before it"),
            ("a: |# b\n  c\n", "1:5-1:8 invalid-yaml a comment touches what stands before it"),
            ("%YAML 1.2\n---\na: b\n", "1:1-1:10 invalid-yaml a line that begins with % is a directive to the parser"),
            ("a: b\n\t# c\n", "2:1-2:2 invalid-yaml the line is indented with a tab"),
            ('a: "b\n\tc"\n', "2:1-2:2 invalid-yaml the line is indented with a tab"),
        ],
    )
    def test_is_told_and_read_over(self, text, told):
        assert said(text) == [told]
        assert document(text).data

    @pytest.mark.parametrize(
        "text",
        [
            'a: "b\n c\n\n # d"\n',
            "a: {b: [\n# c\n  d\n ]}\n",
            "a: |\n  \n  b\n",
            "a:\n |\n b\n",
            "a: [-1, -b, b?, b-]\n",
            "a: ['b': 'c', d: [e], \"f\": {g: h}]\n",
            'a: {"b":1,"c":["d","e"]}\n',
            "a: what? no#comment\n",
            "a: b%\nc: |\n  %d\n",
        ],
    )
    def test_near_misses_are_fine(self, text):
        assert said(text) == []


class TestRefused:
    @pytest.mark.parametrize(
        ("raw", "told"),
        [
            (b"", "1:1-1:1 invalid-yaml the file is empty"),
            (b"# x\n---\n# y\n", "1:1-1:1 invalid-yaml the file is empty"),
            (b"- a\n", "1:1-1:2 invalid-yaml the file holds a list, not keys with values"),
            (b"hello\n", "1:1-1:1 invalid-yaml the file holds a text, not keys with values"),
            (b"a: b\n---\nc: d\n", "2:1-2:4 invalid-yaml a second document begins here"),
            ("a: ü\nb: ä".encode("latin-1"), "1:4-1:5 invalid-yaml byte 0xfc is not UTF-8"),
            (b"a: b\nc: \xc3\xbc\xff\n", "2:5-2:6 invalid-yaml byte 0xff is not UTF-8"),
            ("a: b\n".encode("utf-16"), "1:1-1:1 invalid-yaml the file is UTF-16, not UTF-8"),
            ("a: b\n".encode("utf-16-be"), "1:1-1:1 invalid-yaml the file is UTF-16, not UTF-8"),
        ],
    )
    def test_what_is_no_charter_at_all(self, raw, told):
        assert said(raw) == [told]
        assert document(raw).data is None

    def test_a_text_that_cannot_be_decoded_is_empty(self):
        assert document(b"a: \xff").text == ""

    def test_a_byte_order_mark_is_told_and_read_over(self):
        assert said(b"\xef\xbb\xbfa: b\n") == [
            "1:1-1:1 hidden-character the file begins with U+FEFF, a byte order mark"
        ]
        assert document(b"\xef\xbb\xbfa: b\n").data == {"a": "b"}

    def test_indentation_by_tabs_is_read_unless_spaces_indent_too(self):
        assert document("a:\n\tb: c\n\td:\n\t\te: f\n").data == {"a": {"b": "c", "d": {"e": "f"}}}
        assert said("a:\n\tb: c\n\td: e\n") == [
            "2:1-2:2 invalid-yaml the line is indented with a tab, and 1 more line alike"
        ]
        assert document("a:\n  b: c\n\td: e\n").data is None
        assert said("a:\n  b: c\n\td: e\n") == ["3:1-3:2 invalid-yaml the line is indented with a tab"]

    def test_a_bare_carriage_return_ends_a_line(self):
        assert document("a: b\rc: d\n").data == {"a": "b", "c": "d"}
        assert [finding.span.start for finding in document("a: b\rc: d\re: f\n").findings] == [(1, 5)]


class TestLimits:
    def test_bytes(self):
        fits = b"a: b\n#" + b"x" * (LIMITS.bytes - 6)
        assert document(fits).data == {"a": "b"}
        assert said(fits + b"x") == [
            "1:1-1:1 invalid-yaml the file has more than 1,048,576 bytes, the most a charter may have"
        ]

    def test_depth(self):
        fits = "a: " + "[" * (LIMITS.depth - 1) + "]" * (LIMITS.depth - 1) + "\n"
        assert document(fits).findings == ()
        (told,) = said(fits.replace("[]", "[[]]"))
        assert told == "1:35-1:35 invalid-yaml more than 32 levels stand inside each other"

    def test_nodes(self):
        fits = "a: [" + "b, " * (LIMITS.nodes - 3) + "]\n"
        assert document(fits).findings == ()
        (told,) = said(fits.replace("]", "c]"))
        assert told == "1:1-1:1 invalid-yaml the file holds more than 50,000 values"

    def test_nodes_that_are_containers(self):
        fits = "a: [" + "[], " * (LIMITS.nodes - 3) + "]\n"
        assert document(fits).findings == ()
        assert len(said(fits.replace(" ]", " []]"))) == 1

    @pytest.mark.parametrize("quote", ["", "'"])
    def test_scalar(self, quote):
        fits = quote + "x" * (LIMITS.scalar - 2 * len(quote)) + quote
        assert document(f"a: {fits}\n").findings == ()
        (told,) = said(f"a: {fits.replace('x', 'xx', 1)}\n")
        assert told == "1:4-1:5 invalid-yaml this text has more than 65,536 characters"

    def test_defects(self):
        many = document("".join(f"k{number}:\n" for number in range(600)))
        assert many.data is None
        assert len(many.findings) == 501
        assert many.findings[-1].message == "the file has more than 500 defects, what follows was not read"

    def test_accents_on_one_letter(self):
        fits = "a: e" + "\u0316" * 30 + "\n"
        assert document(fits).findings == ()
        many = document(fits.replace("e", "e\u0316"))
        assert [finding.message for finding in many.findings] == ["more than 30 accents stand on one letter"]
        assert many.data == {"a": ""}
        assert [finding.message for finding in document('a: "' + "\\u0316" * 31 + '"\n').findings] == [
            "escapes stack too many accents on one letter"
        ]

    def test_hidden_characters(self):
        many = document("a: " + "\u200b" * 300 + "\n")
        assert many.data == {"a": ""}
        assert len(many.findings) == 101
        assert many.findings[-1].message == "200 more hidden characters follow"


MIB = LIMITS.bytes
_ACCENTS = "\\u0301\\u0316" * 5000

BOMBS = {
    "aliases": "a: &a [x,x,x,x]\n" + "".join(f"b{i}: &b{i} [*a,*a,*a,*a,*a,*a]\n" for i in range(30)),
    "brackets": "a: " + "[" * (MIB - 3),
    "60,000 brackets": "a: " + "[" * 60_000,
    "braces": "{a: " * (MIB // 4),
    "hyphens": "- " * (MIB // 2),
    "question marks": "? " * (MIB // 2),
    "block levels": "".join(" " * i + "a:\n" for i in range(1400)),
    "a long number": "a: " + "1" * (MIB - 4),
    "a number in base 60": "a: " + "1:" * 32_000 + "1\n",
    "commas": "a: [" + "x," * (MIB // 2 - 4) + "]",
    "split texts": "{a: b, " + "c, " * 24_000 + "}",
    "duplicates": "a: b\n" * (MIB // 5),
    "distinct odd keys": "".join(f"Key {i}: {i}\n" for i in range(24_000)),
    "hidden characters": "a: b\u200b\n" * (MIB // 8),
    "hidden characters by escapes": "".join(f'k{i}: "\\u200b"\n' for i in range(20_000)),
    "stacked accents": "a: e" + "\u0301\u0316" * 16_000 + "\n",
    "stacked accents by escapes": f'a: "{_ACCENTS}"\nb: "{_ACCENTS}"\n"{_ACCENTS}": c\n',
    "tabs": "\t" * MIB,
    "lines with tabs": "a:\n" + "\tb: c\n" * (MIB // 7),
    "carriage returns": "a: b\r" * (MIB // 5),
    "directives": "%\n" * (MIB // 2),
    "placeholders": "a: {{ x }}\n" * (MIB // 11),
    "blank lines in a text": "a: |\n" + "\n" * (MIB - 9) + " x\n",
    "remarks in a bracket": "a: {" + "b: c #d" * (MIB // 7 - 2) + "]",
    "blanks before a colon": "a: b" + " " * (MIB - 20) + ": c\n",
    "numbers behind #": "a: b #1\n" * (MIB // 8),
    "an open quote": 'a: "' + "x\n" * (MIB // 2 - 2),
    "comments": "#\n" * (MIB // 2),
    "anchors": "- &a x\n" * (MIB // 7),
    "colons": ":" * MIB,
    "line ends": "\n" * MIB,
}

_JUDGE = """
import resource, sys, time
from charter.document import comments, read
raw = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
document = read(raw, "charter.yaml")
list(comments(document))
document.core()
print(len(document.findings), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_judged_without_a_crash_in_little_memory(name):
    pytest.importorskip("resource", reason="memory is measured on POSIX systems only")
    answer = subprocess.run(
        [sys.executable, "-c", _JUDGE],
        input=BOMBS[name].encode()[:MIB],
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr.decode()
    _, megabytes = map(int, answer.stdout.split())
    assert megabytes < 200


def test_the_work_grows_with_the_file_not_faster():
    # counted in calls, not in seconds: machines differ
    def calls(repeats):
        counted = 0

        def count(frame, event, argument):
            nonlocal counted
            counted += 1

        raw = ("".join(f"k{i}: {{What: one, two, three, No: [a, -1, {{x: }}]}}\n" for i in range(repeats))).encode()
        sys.setprofile(count)
        try:
            read(raw, "charter.yaml")
        finally:
            sys.setprofile(None)
        return counted

    assert calls(80) < 2.2 * calls(40)
