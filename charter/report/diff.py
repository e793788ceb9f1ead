"""A comparison as a page: every change on a line, for whom it is weaker below it, and what it takes to sign."""

from __future__ import annotations

from collections.abc import Iterator

from charter.comparison.story import Said, Story
from charter.comparison.telling import balance, effect, headline, unmeant, values
from charter.report.sheet import BLANK, Block, Line, Piece, Sheet, Tone, line


def page(story: Story) -> Sheet:
    """The whole page."""
    blocks: list[Block] = [line(story.title, "title"), line(headline(story))]
    blocks += [line(text, "dim") for text in (unmeant(story),) if text]
    for said in story.changes:
        blocks += [BLANK, *_change(said)]
    blocks += _section("for whom", balance(story))
    blocks += _section("to sign", story.process)
    return tuple(blocks)


def _change(said: Said) -> Iterator[Block]:
    how = Piece(f" ({said.how})" if said.how else "", _tone(said))
    pieces = (Piece(f"{said.place}: ", "strong"), Piece(values(said)), how)
    yield Line(tuple(piece for piece in pieces if piece.text), 0, 2)
    where = Piece(f"line {said.line}" if said.line is not None else "", "dim")
    told = Piece(effect(said), "bad" if said.worse else "dim")
    between = Piece(": " if where.text and told.text else "", "dim")
    if where.text or told.text:
        yield Line(tuple(piece for piece in (where, between, told) if piece.text), 2, 2)


def _tone(said: Said) -> Tone:
    if said.verdict in ("easier", "weaker", "looser"):
        return "bad"
    return "open" if said.verdict == "unclear" else "dim"


def _section(title: str, texts: tuple[str, ...]) -> Iterator[Block]:
    if texts:
        yield BLANK
        yield line(title, "title")
        yield from (line(text, indent=2, hang=2) for text in texts)
