"""Whatever a charter says stays text: read back with GitHub's own Markdown parser, in every text field at once."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from hostile import built
from hostile_readers import LIVE, Page, Reader, seen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charter.document.text import HIDDEN
from charter.model.charter import Charter
from charter.model.people import People
from charter.model.reading import understand
from charter.rendering import Kind, Terms, render
from charter.rendering.markdown.escaping import code, escape, mermaid, prose

TODAY = date(2026, 12, 1)
TOKEN = "Zqx"

HOSTILE = [
    # HTML
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table><h1>x</h1>",
    "<!-- hidden",
    "--> visible",
    "<br>",
    "<details open>",
    "<a href='https://evil.example'>here</a>",
    "a <b>bold</b> claim",
    "&lt;b&gt;",
    "&amp;&amp;lt;",
    "&#60;script&#62;",
    "&copy; &nbsp; &zwj;",
    "R&D; AT&T",
    "a & b",
    "a&lt;b",
    "x&amp;",
    "x&#42;y&#42;",
    "<?php echo 1 ?>",
    "<![CDATA[x]]>",
    "<https://evil.example>",
    "<mail@evil.example>",
    "1 < 2 > 0",
    "<",
    # links, images, references
    "[click](https://evil.example)",
    "[click](javascript:alert(1))",
    "![pixel](https://evil.example/p.png)",
    "[a]: https://evil.example",
    "[a][b]",
    "[^1]",
    "[^1]: a note",
    "[[wiki page]]",
    "![[embedded]]",
    "[ ] to do",
    "[x] done",
    "](https://evil.example)",
    "x](y",
    "(see [here])",
    # addresses
    "https://evil.example/path?q=1",
    "see https://evil.example.",
    "(http://evil.example)",
    "ftp://evil.example",
    "www.evil.example",
    "WWW.EVIL.EXAMPLE",
    "mailto:jo@evil.example",
    "xmpp:jo@evil.example/x",
    "jo@evil.example",
    "<jo@evil.example>, the other",
    "javascript:alert(1)",
    "data:text/html,x",
    "git+ssh://evil.example",
    # mentions, issues, commits, emoji, formulas
    "@everyone",
    "ask @octo-org/team now",
    "(@someone)",
    "for “@someone”",
    "a@b",
    "#12",
    "fixes #12.",
    "octo/repo#12",
    "GH-12",
    "gh-12",
    "octo/repo@0123abc",
    "0123456789abcdef0123456789abcdef01234567",
    "deadbee1",
    "CVE-2024-1234",
    "GHSA-aaaa-bbbb-cccc",
    "AB#12",
    ":tada:",
    ":+1:",
    "12:30:45",
    "$x^2$",
    "$$x$$",
    "$`x`$",
    "US$ 5 and US$ 6",
    "\\(x\\)",
    "\\[x\\]",
    "!12 merge request",
    "%v1 milestone",
    "~bug label",
    '~"two words"',
    "&12 epic",
    "*iteration:12",
    "[issue:project/12]",
    "^alert#12",
    # emphasis, code, strikethrough
    "*em* **strong** ***both***",
    "_em_ __strong__",
    "snake_case_name",
    "_leading and trailing_",
    "a*b*c",
    "~gone~ ~~gone~~",
    "`code`",
    "``co`de``",
    "`",
    "```",
    "```mermaid",
    "~~~",
    "a ` b",
    "`@someone`",
    "`a`@b`c",
    "**",
    "***",
    "*",
    "_",
    "__init__",
    "==mark==",
    "++ins++",
    "H~2~O x^2^",
    "\\",
    "ends with \\",
    "\\*not\\*",
    "\\\\",
    "a\\|b",
    # blocks
    "# heading",
    "###### six",
    "#hash",
    "## closed ##",
    "ends #",
    "C# and F#",
    "> quote",
    ">",
    "- item",
    "+ item",
    "* item",
    "-",
    "--",
    "---",
    "- - -",
    "===",
    "=",
    "___",
    "1. first",
    "1) first",
    "1.",
    "123456789. nine",
    "1.5 hours",
    "    indented",
    "\tindented",
    ": definition",
    "::: note",
    "%%",
    "+++",
    "...",
    ". x",
    ") x",
    "/ x",
    "! x",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{#id .class}",
    "{: .class}",
    "a | b | c",
    "|",
    "| --- | --- |",
    "--- | ---",
    ":--",
    "||spoiler||",
    "\\|",
    "`|`",
    "a@b|c@d",
    # Mermaid
    "x :crit, 2027-01-01, 1d",
    "section Other",
    "click a href javascript:alert(1)",
    "title New title",
    "%%{init: {}}%%",
    "a; b",
    "#35; #quot;",
    "dateFormat X",
    "2027-01-01",
    "gantt",
    "ﬂ°°60¶ß",
    # letters
    "Ünïcödé — “quotes” … ×",
    "日本語のテキスト",
    "مرحبا",
    "👩‍👩‍👧 family",
    "no\u00a0break",
    "\u00a0edge\u00a0",
    "\u3000wide\u3000",
    "e\u0301",
    "none",
    "tbd",
    "Zq",
    "x",
    "0",
    "end",
    ":tada",
    "tada:",
    "www",
    "http",
    "@",
    "1",
    "fte",
]
MANY_LINES = [
    "one\ntwo",
    "one\n\ntwo",
    "a\n---\nb",
    "a\n===\nb",
    "a | b\n--- | ---\nc | d",
    "a\n    code",
    "- a\n- b",
    "text\n# heading\n> quote",
    "```\nfence\n```",
    "a\n\n    code\n\nb",
    "<script>\nalert(1)\n</script>",
    "\nfirst\n\n\nlast\n",
    "[a]: x\n[a]",
    "1. a\n2. b",
    "x\n+++\ny",
]


def whole(text: Callable[[], str], variant: int = 0) -> Terms:
    """A charter and people with every field there is."""
    charter = understand(Charter, built(Charter, text, variant))
    people = {}
    for party in ("alpha", "beta"):
        data = {**built(People, text, variant), "party": party, "signatories": ["alpha", "beta"]}
        for holders in data["roles"].values():
            holders[0]["key"] = "ssh-ed25519 AAAA"  # shown as its fingerprint only
        roster = understand(People, data)
        assert roster.violations == ()
        assert isinstance(roster.part, People)
        people[party] = roster.part
    assert charter.violations == ()
    assert isinstance(charter.part, Charter)
    return Terms(charter.part, people, "sha256:" + "0" * 64)


def document(text: str, kind: Kind, variant: int = 0) -> str:
    return render(whole(lambda: text, variant), TODAY, kind=kind)


def shown(text: str) -> str:
    """A text without its white space, which readers run together anyway."""
    return "".join(text.split())


def _sketch(diagram: str) -> str:
    """A diagram with its character codes read, as Mermaid does it."""
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), diagram)


@pytest.fixture(scope="module")
def plain() -> dict[tuple[Kind, int], Page]:
    return {(kind, variant): seen(document(TOKEN, kind, variant)) for kind in ("cover", "full") for variant in (0, 1)}


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize("kind", ["cover", "full"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_to_the_letter(
    text: str, kind: Kind, variant: int, plain: dict[tuple[Kind, int], Page]
) -> None:
    page, usual = seen(document(text, kind, variant)), plain[kind, variant]
    assert shown(page.text) == shown(usual.text.replace(TOKEN, shown(text)))
    assert page.tags == usual.tags
    assert [piece for piece in page.loose if LIVE.search(piece)] == []
    assert [_sketch(diagram) for diagram in page.diagrams] == [
        diagram.replace(TOKEN, " ".join(text.split())) for diagram in usual.diagrams
    ]


@pytest.mark.parametrize("kind", ["cover", "full"])
@pytest.mark.parametrize("text", MANY_LINES)
def test_many_lines_stay_the_same_words(text: str, kind: Kind, plain: dict[tuple[Kind, int], Page]) -> None:
    page, usual = seen(document(text, kind)), plain[kind, 0]
    assert shown(page.text) == shown(usual.text.replace(TOKEN, shown(text)))
    assert [tag for tag in page.tags if tag != "p"] == [tag for tag in usual.tags if tag != "p"]


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_common_mark_shows_the_same(text: str) -> None:
    page = seen(
        f"before\n\n{escape(text)}\n\n{prose(text)}\n\n# {escape(text)}\n\n- **{escape(text)}** {code(text)}\n", ()
    )
    assert page.tags == ["p", "p", "p", "h1", "ul", "li", "strong"]
    assert shown(page.text) == shown(f"before {text} {text} {text} {text} {text}")


@cache
def another(text: str, kind: Kind) -> Page:
    """The page that a second reader of Markdown makes."""
    markdown_it = pytest.importorskip("markdown_it", reason="no second Markdown reader here")
    parsed = Reader()
    parsed.feed(markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(document(text, kind)))
    return Page(parsed.tags, "".join(parsed.pieces), parsed.loose, parsed.diagrams)


@pytest.mark.parametrize("kind", ["cover", "full"])
@pytest.mark.parametrize("text", [*HOSTILE, *MANY_LINES])
def test_another_reader_sees_the_same(text: str, kind: Kind) -> None:
    page, usual = another(text, kind), another(TOKEN, kind)
    assert shown(page.text) == shown(usual.text.replace(TOKEN, shown(text)))
    assert [tag for tag in page.tags if tag != "p"] == [tag for tag in usual.tags if tag != "p"]


anything = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=40
)
punctuation = st.text(st.sampled_from(list("*_`~[]()<>!|\\&#:@$^{}=+-.\"'/ a1hgw\u00a0é")), min_size=1, max_size=25)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(anything, punctuation).filter(lambda text: bool(text.strip()) and not HIDDEN.search(text)))
def test_any_text_is_shown_to_the_letter_wherever_it_stands(text: str) -> None:
    line = escape(text)
    page = seen(
        f"{line}\n\n# {line}\n\n| a | b |\n| - | - |\n| {line} | {code(text)} |\n\n> {line}\n\n- **{line}**: {line}\n"
    )
    assert page.tags == (
        [
            "p",
            "h1",
            "table",
            "thead",
            "tr",
            "th",
            "th",
            "tbody",
            "tr",
            "td",
            "td",
            "blockquote",
            "p",
            "ul",
            "li",
            "strong",
        ]
    )
    one = shown(text)
    assert shown(page.text) == shown(f"{one} {one} a b {one} {one} {one} {one}: {one}")
    assert [piece for piece in page.loose if LIVE.search(piece)] == []


@settings(max_examples=300, deadline=None)
@given(st.one_of(anything, punctuation).filter(lambda text: bool(text.strip()) and not HIDDEN.search(text)))
def test_a_label_of_a_diagram_cannot_end_its_line(text: str) -> None:
    label = str(mermaid(text))
    assert _sketch(label) == " ".join(text.split())
    assert not re.search(r"[:;\n`%\\<>\"{}\[\]]", re.sub(r"#\d+;", "", label))
    assert html.unescape(label) == label


def _texts() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"Zq{number}x"


@pytest.mark.parametrize("variant", [0, 1])
def test_every_text_of_a_charter_and_its_people_is_in_the_full_document(variant: int) -> None:
    source = _texts()
    terms = whole(lambda: next(source), variant)
    shown = re.sub(r"accounts=\{[^}]*\}", "", repr(terms))  # what a host calls somebody is for the host
    said = set(re.findall(r"Zq\d+x", shown))
    assert len(said) > 120
    assert said - set(re.findall(r"Zq\d+x", seen(render(terms, TODAY, kind="full")).text)) == set()


def _places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every value under a key."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if isinstance(key, str):
            yield (*path, key)
        yield from _places(value, (*path, key))


def _put(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    step, *rest = path
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[step] = _put(copy[step], tuple(rest), value) if rest else value
    return copy


SILENT = {"id", "charter", "revision"}
"""What is no statement about the partnership: names that other places refer to, and versions."""

COMPLETE = built(Charter, lambda: "words", 0)


@pytest.mark.parametrize(
    "path",
    [path for path in _places(COMPLETE) if path[-1] not in SILENT],
    ids=lambda path: "/".join(map(str, path)),
)
def test_every_absence_is_said_aloud(path: tuple[str | int, ...]) -> None:
    reading = understand(Charter, _put(COMPLETE, path, {"none": "Zq withheld x"}))
    if reading.violations:
        pytest.skip("the format does not let an absence stand here")
    assert isinstance(reading.part, Charter)
    assert "Zq withheld x" in render(Terms(reading.part, {}, "sha256:0"), TODAY, kind="full")
