"""A redline holds two versions at once: all accepted it is the new one, all rejected the old one, to the letter."""

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_diff_properties import data_of, leaves, others, put
from tracked import STORIES, outline, resolved, story

from charter.digest import canonical
from charter.errors import CharterError
from charter.rendering.docx import docx, redline
from charter.rendering.manuscript import manuscript
from charter.rendering.manuscript.blocks import Column, Manuscript, Passage, Row, Table, line
from charter.rendering.redline.comparing import redlined
from charter.rendering.redline.outcome import accepted, rejected
from charter.rendering.redline.words import woven
from charter.rendering.terms import Terms, terms

ROOT = Path(__file__).parents[1]
NORTHWIND = ROOT / "charters" / "northwind-contoso"
KINDS = [NORTHWIND / "charter.yaml", ROOT / "charters" / "ordered-infusions" / "charter.yaml"]


def shown(old: str, new: str) -> str:
    """What a reader sees: [-gone-] and [+come+]."""
    marks = {"same": ("", ""), "gone": ("[-", "-]"), "come": ("[+", "+]")}
    return "".join(f"{marks[piece.state][0]}{piece.text}{marks[piece.state][1]}" for piece in woven(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("the same words", "the same words", "the same words"),
        ("notice of 30 days", "notice of 60 days", "notice of [-30-][+60+] days"),
        ("at least 12.5% of it", "at least 15% of it", "at least [-12.5%-][+15%+] of it"),
        ("EUR\u00a0180\u00a0000 in kind", "EUR\u00a0200\u00a0000 in kind", "[-EUR\u00a0180\u00a0000-][+EUR\u00a0200\u00a0000+] in kind"),
        ("EUR 1,000.50", "USD 1,000.50", "[-EUR 1,000.50-][+USD 1,000.50+]"),
        ("on 2026-11-20", "on 2026-12-20", "on [-2026-11-20-][+2026-12-20+]"),
        ("by 20 March 2026", "by 27 March 2026", "by [-20-][+27+] March 2026"),
        ("sha256:aa1. Next", "sha256:bb1. Next", "[-sha256:aa1-][+sha256:bb1+]. Next"),
        ("ask a@b.example now", "ask a@c.example now", "ask [-a@b.example-][+a@c.example+] now"),
        ("full time, until May", "half time, until June", "[-full-][+half+] time, until [-May-][+June+]"),
        ("one, two", "three, four", "[-one, two-][+three, four+]"),
        ("six weeks", "", "[-six weeks-]"),
        ("", "six weeks", "[+six weeks+]"),
        ("more", "more and more", "more[+ and more+]"),
        ("don’t do it", "do do it", "[-don’t-][+do+] do it"),
        ("株式会社ミライ", "株式会社カコ", "株式会社[-ミライ-][+カコ+]"),
        ("cafe\u0301 a", "cafe a", "[-cafe\u0301-][+cafe+] a"),
        ("a 👩\u200d🚀 b", "a 👩 b", "a [-👩\u200d🚀-][+👩+] b"),
    ],
)  # fmt: skip
def test_changes_are_cut_at_words_and_never_inside_a_number(old: str, new: str, said: str) -> None:
    assert shown(old, new) == said
    assert "".join(piece.text for piece in woven(old, new) if piece.state != "come") == old
    assert "".join(piece.text for piece in woven(old, new) if piece.state != "gone") == new


def test_a_text_of_a_book_is_replaced_whole_beyond_what_begins_and_ends_alike() -> None:
    old, new = (" ".join(["same", *(f"{word}{n}" for n in range(3_000)), "end"]) for word in ("a", "b"))
    states = [piece.state for piece in woven(old, new)]
    assert states == ["same", "gone", "come", "same"]


# documents made of nothing but their shape

TEXTS = st.lists(st.sampled_from(["one", "two", "30", "60%", ".", "שלום", "(x)", "、日本"]), max_size=5).map(" ".join)
LINES = st.lists(TEXTS.filter(bool), min_size=1, max_size=4).map(lambda texts: tuple(map(line, texts)))
CELLS = st.tuples(TEXTS, st.booleans()).map(
    lambda of: (line(of[0]), *((line("n " + of[0], note=True),) if of[1] else ()))
)


@st.composite
def blocks(draw):
    found = []
    for place in draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=5).map(sorted)):
        if draw(st.booleans()):
            kind = draw(st.sampled_from(["body", "heading 2", "bullet"]))
            found.append(Passage(place, kind, draw(LINES)))
        else:
            heads = [
                "A",
                *draw(
                    st.just(["B"])
                    if place in "ab"
                    else st.lists(st.sampled_from("PQRS"), unique=True, max_size=2).map(sorted)
                ),
            ]  # the first stays
            several = st.lists(CELLS | LINES, min_size=len(heads), max_size=len(heads))
            rows = draw(st.lists(several.map(lambda cells: Row(tuple(cells))), min_size=1, max_size=4))
            kind = "facts" if len(heads) == 2 and place in "ab" else "rows"
            found.append(Passage(f"{place}.title", "caption", (line(place),)))  # as every table of ours has one
            found.append(Table(place, kind, tuple(map(Column, heads)), tuple(rows)))
    return (*found, Passage("z", "body", (line(draw(TEXTS) + " end"),)))


MANUSCRIPTS = st.builds(
    Manuscript, st.just("N"), st.just(()), st.just("en"), TEXTS.map(line), TEXTS.map(line), blocks()
)


@cache
def small() -> Terms:
    return terms("charter.yaml", (ROOT / "charters" / "acme-globex" / "charter.yaml").read_bytes(), {})


@settings(max_examples=100, deadline=None)
@given(MANUSCRIPTS, MANUSCRIPTS)
def test_accepted_it_is_the_new_document_and_rejected_the_old_one(old: Manuscript, new: Manuscript) -> None:
    both = redlined(old, new)
    assert accepted(both) == new
    assert rejected(both) == old


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
@given(MANUSCRIPTS, MANUSCRIPTS)
def test_so_it_is_in_word(old: Manuscript, new: Manuscript) -> None:
    made = redline(redlined(old, new), small(), "r1 → r2")
    plain = {"ins": redline(new, small(), ""), "del": redline(old, small(), "")}
    for kept, name in ((kept, name) for kept in plain for name in STORIES):
        exact = kept == "ins"  # which way neutral signs run is told for the new text
        left = outline(resolved(story(made, name), kept), scripts=exact)
        assert left == outline(story(plain[kept], name), scripts=exact)


SAID = ["one two three", "30 four five", "שלום עולם", "six seven", "eight (x)", ""]


@settings(max_examples=100, deadline=None, phases=[Phase.generate])
@given(*[st.lists(st.sampled_from(SAID), min_size=1, max_size=4)] * 2)
def test_so_it_is_in_a_cell_whose_end_nobody_can_take_away(old: list[str], new: list[str]) -> None:
    def cell(texts: list[str]) -> tuple[Manuscript, bytes]:
        row = Row(((line("key"),), tuple(map(line, texts))))
        table = Table("t", "facts", (Column("name"), Column("text")), (row,))
        whole = Manuscript("N", (), "en", line(""), line(""), (table, Passage("z", "body", (line("end"),))))
        return whole, redline(whole, small(), "")

    (before, was), (after, now) = cell(old), cell(new)
    made = redline(redlined(before, after), small(), "r1 → r2")
    assert outline(resolved(story(made), "ins")) == outline(story(now))
    assert outline(resolved(story(made), "del"), scripts=False) == outline(story(was), scripts=False)


# charters


@cache
def people_of(path: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted((path.parent / "people").glob("*.yaml"))}


def edits(path: Path, seed: int, count: int):
    """The charter with several leaves another or taken away, as long as it is still one."""
    chance, data = random.Random(seed), data_of(path)
    while count:
        where, text = chance.choice(list(leaves(data)))
        try:
            tried = put(data, where, chance.choice([*others(text), None]))
            terms("charter.json", canonical(tried), people_of(path))
        except (CharterError, KeyError):
            continue
        data, count = tried, count - 1
    return terms("charter.json", canonical(data), people_of(path))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.parent.name)
def test_of_a_charter_edited_anywhere_word_gives_back_both_versions(path: Path, seed: int) -> None:
    before, after = edits(path, seed, 1), edits(path, seed + 100, 6)
    old, new = manuscript(before, "signed"), manuscript(after, "draft")
    both = redlined(old, new)
    assert (accepted(both), rejected(both)) == (
        new,
        replace(old, name=new.name, parties=new.parties, language=new.language),
    )
    made = redline(both, after, "r1 → r2")
    for kept, plain in (("ins", docx(after)), ("del", docx(before, mark="signed"))):
        for name in STORIES:
            assert outline(resolved(story(made, name), kept)) == outline(story(plain, name))


def edited(*swaps: tuple[str, str]) -> Terms:
    text = (NORTHWIND / "charter.yaml").read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return terms("charter.yaml", text.encode(), people_of(NORTHWIND / "charter.yaml"))


def changed(*swaps: tuple[str, str]) -> list[str]:
    """Every paragraph with a change, as a reader sees it, but for revision and digest."""
    marks = {"same": "", "gone": "-", "come": "+"}
    both = redlined(manuscript(edited(), "draft"), manuscript(edited(*swaps), "draft"))
    found = []
    for block in both.blocks:
        rows = block.rows if isinstance(block, Table) else [Row((block.lines,))]
        for one in (one for row in rows for cell in row.cells for one in cell):
            if any(piece.state != "same" for piece in one.pieces) and "sha256" not in "".join(
                p.text for p in one.pieces
            ):
                found.append(
                    "".join(f"[{marks[p.state]}{p.text}]" if p.state != "same" else p.text for p in one.pieces)
                )
    return found


def test_only_what_changed_is_marked() -> None:
    assert changed() == []
    assert changed(("six weeks", "ten weeks")) == [
        "Mid-size warehouses lose [-six][+ten] weeks between contract and first shipment."
    ]


def table(place: str, *swaps: tuple[str, str]) -> Table:
    both = redlined(manuscript(edited(), "draft"), manuscript(edited(*swaps), "draft"))
    (found,) = (block for block in both.blocks if block.place == place)
    assert isinstance(found, Table)
    return found


def test_a_new_row_is_a_row_and_a_reworded_one_stays_one() -> None:
    goal = "  - {id: no-wait, for: contoso, outcome: Nobody waits for a crew.}\n"
    swaps = (("goals:\n", f"goals:\n{goal}"), ("300 sites live in 2026.", "400 sites live in 2026."))
    assert [row.state for row in table("goals.rows", *swaps).rows] == ["come", "same", "same", "same"]


def test_a_column_that_nobody_filled_before_comes_as_a_column() -> None:
    done = ('"300 sites live in 2026."', '"300 sites live in 2026.", done_when: The last one ships.')
    columns = table("goals.rows", done).columns
    assert [column.head for column in columns if column.state == "come"] == ["Done when"]


def test_a_day_moves_in_every_place_that_names_it() -> None:
    said = changed(("2026-03-20", "2026-03-27"))
    assert "[-20][+27]\u00a0March 2026" in said
    assert any(one.startswith("The sponsors of all parties decide by [-20][+27]\u00a0March 2026.") for one in said)


def test_what_was_made_of_no_change_is_the_document_itself() -> None:
    today = edited()
    assert redlined(manuscript(today, "draft"), manuscript(today, "draft")) == manuscript(today, "draft")
