"""Whatever either side of a redline says stays text in Markdown, and each side is there to the letter."""

import re
from collections.abc import Iterator

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hostile_readers import GITHUB, LIVE, seen
from hypothesis import given, settings
from hypothesis import strategies as st
from test_render_hostile import HOSTILE, MANY_LINES

from charter.rendering import shapes
from charter.rendering.manuscript.blocks import Block, Manuscript, Passage, line
from charter.rendering.manuscript.setting import pairs, passage, rows
from charter.rendering.redline.comparing import redlined
from charter.rendering.redline.markdown import page

KINDS = ("title", "lead", "heading 1", "heading 3", "body", "quote", "callout", "bullet", "caption")
TAGS = {
    "p", "h1", "h2", "h4", "h5", "blockquote", "ul", "li", "strong", "del", "em",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def manuscript(text: str) -> Manuscript:
    """A document that says one text in every kind of place."""
    table = shapes.Table(("Key", "Text", "More"), ((text, (text, f"{text} again"), text), ("same", text, "")))

    def blocks() -> Iterator[Block]:
        for kind in KINDS:
            yield from passage(kind, kind, text)
        yield from pairs("facts", [("Name", text), ("Other", f"so {text} so")])
        yield from rows("rows", table)
        yield Passage("end", "body", (line("The end"),))

    return Manuscript("N", (), "en", line(""), line(""), tuple(blocks()))


def markdown(old: str, new: str) -> str:
    """The redline without its legend."""
    return page(redlined(manuscript(old), manuscript(new)), "a", "b").partition("\n\n")[2]


def side(redline: str, gone: str) -> str:
    """The words that a reader sees who leaves out what is struck out, or what is bold."""
    made = cmarkgfm.markdown_to_html_with_extensions(redline, options=Options.CMARK_OPT_UNSAFE, extensions=GITHUB)
    kept = re.sub(rf"<{gone}>.*?</{gone}>", "", made, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", kept).split())


@pytest.mark.parametrize("text", [*HOSTILE, *MANY_LINES])
def test_hostile_texts_stay_texts(text: str) -> None:
    for old, new in (("Zqx", text), (text, "Zqx"), (f"one {text} two", f"one {text} three"), ("a b c", f"a {text} c")):
        found = seen(markdown(old, new))
        assert {tag for tag in found.tags if tag not in TAGS} == set()
        assert [piece for piece in found.loose if LIVE.search(piece)] == []


@settings(max_examples=60, deadline=None)
@given(
    *[st.lists(st.sampled_from(["one", "two", "30", "*", "~~", "**x", "_y_", "|", "`", "- z", "1."]), max_size=6)] * 2
)
def test_each_side_is_there_to_the_letter(old: list[str], new: list[str]) -> None:
    before, after = " ".join(["it", *old]), " ".join(["it", *new])
    both = markdown(before, after)
    assert side(both, "del") == side(markdown(after, after), "del")
    assert side(both, "strong") == side(markdown(before, before), "strong")
