"""A page for people as plain values: lines and tables of pieces, each with what it means, drawn by `terminal`."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Tone: TypeAlias = Literal["", "title", "strong", "dim", "good", "bad", "open", "command"]
"""What a piece means, never how it looks."""


class Piece(NamedTuple):
    """A text; it may come from a charter, and is made harmless where it is drawn."""

    text: str
    tone: Tone = ""


Cell: TypeAlias = tuple[Piece, ...]
"""Pieces, one a line."""


class Line(NamedTuple):
    """Pieces on one line; what does not fit goes on below.

    Attributes:
        indent: How far in it begins, and `hang`, how much further what goes on below.
        whole: Whether it is never broken, so that it can be copied.
    """

    pieces: tuple[Piece, ...]
    indent: int = 0
    hang: int = 0
    whole: bool = False


class Table(NamedTuple):
    """A table; a column narrower than its texts breaks them between words.

    Attributes:
        firm: The columns that are never broken.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    firm: frozenset[int] = frozenset()


Block: TypeAlias = Line | Table
Sheet: TypeAlias = tuple[Block, ...]

BLANK = Line(())


def line(text: str, tone: Tone = "", *, indent: int = 0, hang: int = 0) -> Line:
    """A line of one piece."""
    return Line((Piece(text, tone),), indent, hang)


def cell(*texts: str, tone: Tone = "") -> Cell:
    """A cell of texts, one a line; empty ones are left out."""
    return tuple(Piece(text, tone) for text in texts if text)
