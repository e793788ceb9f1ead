"""Tables for Word: heads that come again on every page, rows that no page divides, columns as wide as their texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import isqrt
from typing import Final
from xml.etree.ElementTree import Element

from charter.rendering.docx.elements import End, Pen, add, element, mark_cell, mark_row, paragraph
from charter.rendering.manuscript.blocks import NOTHING, Column, Line, Row, State, Table, TableKind, line

_STYLES: Final[dict[TableKind, str]] = {"rows": "CharterGrid", "facts": "CharterFacts", "signature": "CharterSignature"}
_NAMES: Final[dict[TableKind, tuple[str, str]]] = {
    "rows": ("TableKey", "TableText"),
    "facts": ("FactName", "TableText"),
    "signature": ("SignatureName", "SignatureLine"),
}
"""The styles of the first column and of the others."""

_LETTER, _STRONG, _MARGINS = 104, 118, 190
"""About how wide a letter is, plain and bold, and what a cell needs beside its text."""
_LONG, _SHORT = 30, 15
"""Words of more letters are divided, such as addresses; the second where there is no room for the first."""
_SPARE: Final = 16
"""How much wider the letters of a single word may be, in the font that a reader has in place of ours."""
_NOTED: Final = 24
"""How many letters of a note should stand in a line."""
_FOR_INK: Final = {"Signature": "1000", "Place": "440", "Date": "440"}
"""How high a line to write on is at least, in twentieths of a point."""


def table(block: Table, width: int, pen: Pen) -> Element:
    """A table.

    Args:
        width: Of the page between its margins, in twentieths of a point.
    """
    made = element("tbl")
    wide = _widths(block, width)
    layout = add(made, "tblPr")
    add(layout, "tblStyle", val=_STYLES[block.kind])
    add(layout, "tblW", w=str(sum(wide)), type="dxa")
    add(layout, "tblLayout", type="fixed")
    headed = block.kind == "rows"
    add(layout, "tblLook", val="0420" if headed else "0400", firstRow=str(int(headed)), lastRow="0", firstColumn="0",
        lastColumn="0", noHBand="0", noVBand="1")  # fmt: skip
    grid = add(made, "tblGrid")
    for size in wide:
        add(grid, "gridCol", w=str(size))
    if headed:
        made.append(_head(block, wide, pen))
    made.extend(_row(block, row, wide, pen) for row in block.rows)
    return made


def _head(block: Table, wide: Sequence[int], pen: Pen) -> Element:
    state = _shared(row.state for row in block.rows)
    made = element("tr")
    layout = add(made, "trPr")
    add(layout, "cantSplit")
    add(layout, "tblHeader")
    mark_row(layout, state, pen)
    for column, size in zip(block.columns, wide, strict=True):
        fate = column.state if state == "same" else state
        head = line(column.head)
        pieces = tuple(piece._replace(state=fate) for piece in head.pieces)
        cell = _cell(made, size, column, pen)
        # the mark at the end of a cell goes with its row or column, never alone
        cell.append(paragraph("TableHead", head._replace(pieces=pieces), pen, End(state)))
    return made


def _shared(states: Iterable[State]) -> State:
    """The fate of a whole table: that of its rows, where all share one."""
    found = set(states)
    return found.pop() if len(found) == 1 else "same"


def _row(block: Table, row: Row, wide: Sequence[int], pen: Pen) -> Element:
    made = element("tr")
    layout = add(made, "trPr")
    add(layout, "cantSplit")
    if block.kind == "signature":
        height = _FOR_INK.get("".join(piece.text for piece in row.cells[0][0].pieces))
        if height is not None:
            add(layout, "trHeight", val=height, hRule="atLeast")
    mark_row(layout, row.state, pen)
    first, other = _NAMES[block.kind]
    for at, (lines, size) in enumerate(zip(row.cells, wide, strict=True)):
        cell = _cell(made, size, block.columns[at], pen)
        for one, end in _ended(lines, row.state):
            cell.append(paragraph(other if at else first, one, pen, end))
    return made


def _cell(row: Element, size: int, column: Column, pen: Pen) -> Element:
    made = add(row, "tc")
    layout = add(made, "tcPr")
    add(layout, "tcW", w=str(size), type="dxa")
    mark_cell(layout, column.state, pen)
    return made


def _ended(lines: Sequence[Line], row: State) -> Iterator[tuple[Line, End]]:
    """The paragraphs of a cell, each with its end.

    Nobody can take away the end of a cell. So where the last paragraphs are gone or have come, each fate is that of
    the end before: the one that parts the paragraph from its neighbour above.
    """
    if row != "same":
        yield from ((one, End(row)) for one in lines or (NOTHING,))
        return
    last = max((at for at, one in enumerate(lines) if one.state == "same"), default=0)
    fates: list[State] = [one.state for one in (*lines[:last], *lines[last + 1 :])]
    left: Line | None = None
    for one, fate in zip(lines, (*fates, "same"), strict=True):
        left = one if one.state != "gone" else left
        yield one, End(fate, left if fate != "gone" else None)
        left = left if fate == "gone" else None


def _widths(block: Table, width: int) -> list[int]:
    """How wide columns are: each at least its longest word, the rest shared by how much text they hold."""
    if block.kind != "rows":
        return [width * 3 // 10, width - width * 3 // 10]
    least, most = _needed(block, _LONG)
    if sum(least) >= width:
        least, most = _needed(block, _SHORT)
    if sum(least) >= width:
        shares = [size * width // sum(least) for size in least]
    elif sum(most) <= width:
        shares = [size + (width - sum(most)) // len(most) for size in most]
    else:
        wish = [isqrt(high - low) for low, high in zip(least, most, strict=True)]
        rest = width - sum(least)
        shares = [low + rest * want // (sum(wish) or 1) for low, want in zip(least, wish, strict=True)]
    shares[-1] += width - sum(shares)
    return shares


def _needed(block: Table, longest: int) -> tuple[list[int], list[int]]:
    """For every column the width of its longest word, and of its longest line.

    Args:
        longest: From how many letters on a word is divided.
    """
    found = [_needs(block, at, longest) for at in range(len(block.columns))]
    return [least for least, _ in found], [most for _, most in found]


def _needs(block: Table, at: int, longest: int) -> tuple[int, int]:
    lines = [one for row in block.rows for one in row.cells[at]]
    texts = [block.columns[at].head, *("".join(piece.text for piece in one.pieces) for one in lines if not one.note)]
    letter = _LETTER if at else _STRONG
    word = max(len(word) for text in texts for word in re.split(r"[ \n]", text))
    noted = _NOTED * any(one.note for one in lines)
    least = max(min(word, longest), noted and _SHORT) * (letter + _SPARE)
    return least + _MARGINS, max(least, max(noted, *map(len, texts)) * letter) + _MARGINS
