"""A redline as Markdown: ~~struck out~~ is what the older version says, **bold** what the newer one says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from charter.rendering.manuscript.blocks import Line, Manuscript, Passage, PassageKind, Piece, State, Table, text_of
from charter.rendering.markdown.escaping import escape
from charter.rendering.redline.words import whole_words

_BEFORE: Final[dict[PassageKind, str]] = {
    "title": "# ",
    "heading 1": "## ",
    "heading 2": "### ",
    "heading 3": "#### ",
    "caption": "##### ",
    "quote": "> ",
    "bullet": "- ",
}
_MARKS: Final[dict[State, str]] = {"same": "", "gone": "~~", "come": "**"}


def page(redline: Manuscript, old: str, new: str) -> str:
    """The whole document.

    Args:
        old: How the older version is called, such as ``r1``.
        new: How the newer one is.
    """
    legend = f"Changes from {escape(old)} to {escape(new)}. ~~Struck out~~ is what is gone, **bold** is what has come."
    blocks = [legend, *_blocks(redline)]
    return "\n\n".join(blocks) + "\n"


def _blocks(redline: Manuscript) -> Iterator[str]:
    for block in redline.blocks:
        if block.place == "signatures.courtesy" or block.kind == "signature":
            continue  # a remark on files of Word, and lines for ink
        if isinstance(block, Passage):
            lines = [f"{_BEFORE.get(block.kind, '')}{text}" for text in map(_text, block.lines) if text]
            yield ("\n" if block.kind == "bullet" else "\n\n").join(lines)
        elif block.kind == "rows":
            yield "\n".join(_table(block))
        else:
            yield "\n".join(_facts(block))


def _table(block: Table) -> Iterator[str]:
    heads = [_text(Line((Piece(column.head, column.state),))) for column in block.columns]
    yield _row(heads)
    yield _row(["---"] * len(heads))
    for row in block.rows:
        yield _row([_cell(cell) for cell in row.cells])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _facts(block: Table) -> Iterator[str]:
    for row in block.rows:
        name, text = (_cell(cell) for cell in row.cells)
        if text:
            yield f"- {name}: {text}"


def _cell(lines: Sequence[Line]) -> str:
    return "<br>".join(text for text in map(_text, lines) if text)


def _text(line: Line) -> str:
    """A paragraph in one line; every mark has a blank or an end beside it, without which it would be no mark."""
    pieces = whole_words(text_of(line, without="come"), text_of(line, without="gone"))
    return " ".join(
        f"{_MARKS[piece.state]}{text}{_MARKS[piece.state]}" for piece in pieces if (text := escape(piece.text))
    )
