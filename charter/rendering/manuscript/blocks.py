"""A document as blocks: passages and tables of plain texts, each of them the same, gone or come since an older one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

State: TypeAlias = Literal["same", "gone", "come"]
"""What became of a part: in both versions, only in the old one, only in the new one."""

PassageKind: TypeAlias = Literal[
    "kicker",
    "title",
    "lead",
    "heading 1",
    "heading 2",
    "heading 3",
    "body",
    "quote",
    "callout",
    "bullet",
    "caption",
    "sum",
]
TableKind: TypeAlias = Literal["rows", "facts", "signature"]


class Piece(NamedTuple):
    """A stretch of text that shares one fate."""

    text: str
    state: State = "same"


class Line(NamedTuple):
    """A paragraph; a line break inside stays one.

    Attributes:
        state: Of the paragraph itself: one that is gone or come has only such pieces.
        note: Whether it stands below the others of its cell, in small print.
    """

    pieces: tuple[Piece, ...] = ()
    state: State = "same"
    note: bool = False


@dataclass(frozen=True)
class Passage:
    """Paragraphs of one kind.

    Attributes:
        place: Where it stands, the same in every version of a document, and only once in each.
        new_page: Whether it begins a page.
    """

    place: str
    kind: PassageKind
    lines: tuple[Line, ...]
    new_page: bool = False


class Column(NamedTuple):
    """A column of a table; its head is ours, never a charter's."""

    head: str
    state: State = "same"


class Row(NamedTuple):
    """A row: a cell a column, each of at least one line."""

    cells: tuple[tuple[Line, ...], ...]
    state: State = "same"


@dataclass(frozen=True)
class Table:
    """Rows under a head; facts and signatures have two columns and no head.

    Attributes:
        place: See `Passage`.
    """

    place: str
    kind: TableKind
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block: TypeAlias = Passage | Table


@dataclass(frozen=True)
class Manuscript:
    """A whole document.

    Attributes:
        name: What a file of it is called inside: the title in one line.
        parties: Who are named as its authors.
        language: Of the terms, as they name it; empty where they do not.
        header: Of every page but the first.
        footer: Of every page, before its number.
    """

    name: str
    parties: tuple[str, ...]
    language: str
    header: Line
    footer: Line
    blocks: tuple[Block, ...]


NOTHING: Final = Line()


def line(text: str, *, note: bool = False) -> Line:
    """A text as one paragraph."""
    return Line((Piece(text),) if text else (), note=note)


def text_of(of: Line, *, without: State) -> str:
    """The text of a paragraph on one side: without what is gone, or without what has come."""
    return "".join(piece.text for piece in of.pieces if piece.state != without)


def fated(lines: Iterable[Line], state: State) -> tuple[Line, ...]:
    """Whole paragraphs that are only in one version."""
    return tuple(Line(tuple(Piece(piece.text, state) for piece in one.pieces), state, one.note) for one in lines)
