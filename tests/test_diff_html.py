"""`charter diff --format html`: before and after side by side, word by word, in one page that asks nothing."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import ID, story
from test_diff_command import FASTER, LOWER, NOTICE, ON, edited
from test_render_hostile import HOSTILE, MANY_LINES

from charter.comparison.story import Said, Story
from charter.rendering.changes.html import page
from charter.rendering.changes.pieces import pieces


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts, with [what was taken out] and {what was put in}."""
    signs = {"same": "{}", "removed": "[{}]", "added": "{{{}}}"}
    before, after = pieces(old, new)
    return tuple("".join(signs[kind].format(text) for kind, text in side) for side in (before, after))


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("same", "same", "same", "same"),
        ("", "", "", ""),
        ("", "new", "", "{new}"),
        ("old", "", "[old]", ""),
        ("30 days", "60 days", "[30] days", "{60} days"),
        ("EUR 180 000 in kind", "EUR 170 000 in kind", "EUR [180 000] in kind", "EUR {170 000} in kind"),
        ("at least 70%", "at least 60%", "at least [70]%", "at least {60}%"),
        (
            "We ship the connector.",
            "We ship the new connector.",
            "We ship the connector.",
            "We ship the {new }connector.",
        ),
        ("one of the two sides", "each of the two sides", "[one] of the two sides", "{each} of the two sides"),
        ("any big site we have", "any old place we have", "any [big site] we have", "any {old place} we have"),
        ("nothing alike here", "co-delivery", "[nothing alike here]", "{co-delivery}"),
        ("a\nb c d e", "a\nb c x e", "a\nb c [d] e", "a\nb c {x} e"),
        ("at Contoso’s big sites", "at Contoso's big sites", "at [Contoso’s] big sites", "at {Contoso's} big sites"),
    ],
)
def test_words_that_changed_are_marked(old, new, before, after):
    assert marked(old, new) == (before, after)


@given(st.text("ab c\n.é1,", max_size=60), st.text("ab c\n.é1,", max_size=60))
def test_the_pieces_are_all_of_both_texts(old, new):
    before, after = pieces(old, new)
    assert "".join(text for _, text in before) == old
    assert "".join(text for _, text in after) == new
    assert [text for kind, text in before if kind == "same"] == [text for kind, text in after if kind == "same"]


def test_a_text_that_never_ends_is_not_compared_word_by_word():
    before, after = pieces("a b " * 16_000, "b a " * 16_000)
    assert ([one.kind for one in before], [one.kind for one in after]) == (["removed"], ["added"])


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.text = set(), ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add((tag, *sorted(name for name, _ in attrs)))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.tags.add(("comment", data))


def of(texts: list[str]) -> str:
    """A comparison made of these texts."""
    rows = []
    for number, text in enumerate(texts):
        other = texts[number - 1]
        for kind in ("changed", "added", "removed", "renamed"):
            rows.append(
                Said("/x", number, kind, "terms", text, text, f"{other} x", "easier", text, (text,), (text,), text)
            )
    return page(
        Story(texts[0], texts[0], texts[0], texts[0], texts[0], tuple(texts), tuple(rows), tuple(texts), ("a", "b"))
    )


def test_hostile_texts_stay_texts():
    usual = Tags(of(["word", "word " * 30, "w" * 40, "a@b", "שלום", "a\nb\n\nc", "to be decided by x"]))
    seen = Tags(of([*HOSTILE, *MANY_LINES]))
    assert seen.tags - usual.tags == set()
    assert [text for text in HOSTILE if "".join(text.split()) not in "".join(seen.text.split())] == []


def test_what_changed_stands_side_by_side(charter, tmp_path):
    edited("crawl", LOWER, FASTER, NOTICE).write(tmp_path)
    done = charter("diff", ID, "--today", ON, "--format", "html", "--output", "changes.html", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    made = (tmp_path / "changes.html").read_text(encoding="utf-8")
    assert "<bdi>3 changes from revision 1 as signed to" in made
    assert "<bdi><del>90</del> days</bdi>" in made
    assert "<bdi><ins>120</ins> days</bdi>" in made
    assert '<strong class="effect"><bdi>easier to pass</bdi></strong>' in made
    assert "script-src" not in made
    assert "<script" not in made
    assert "http" not in made.replace("http-equiv", "")
    again = charter("diff", ID, "--today", ON, "--format", "html", cwd=tmp_path, PYTHONHASHSEED="7")
    assert again.stdout == made


def test_nothing_changed_is_a_page_too(charter, tmp_path):
    story("crawl").write(tmp_path)
    done = charter("diff", ID, "--today", ON, "--format", "html", cwd=tmp_path)
    assert done.returncode == 0
    assert "no change in meaning" in done.stdout
    assert "<table" not in done.stdout
