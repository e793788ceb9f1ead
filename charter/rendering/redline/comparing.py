"""A redline: two versions of a document as one, in which every part says whether it is the same, gone or come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from charter.rendering.manuscript.blocks import (
    NOTHING,
    Block,
    Column,
    Line,
    Manuscript,
    Passage,
    Row,
    State,
    Table,
    fated,
    text_of,
)
from charter.rendering.redline.pairing import EQUAL, likeness, paired
from charter.rendering.redline.words import woven

_ALIKE: Final = 350
"""Paragraphs and rows that share less are not taken for the same one."""


def redlined(old: Manuscript, new: Manuscript) -> Manuscript:
    """The new version, with everything that the old one said otherwise.

    `accepted` of it is the new version again, `rejected` the old one.
    """
    return replace(
        new,
        header=_line(old.header, new.header),
        footer=_line(old.footer, new.footer),
        blocks=tuple(_blocks(old.blocks, new.blocks)),
    )


def _blocks(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    """Block by block, by the place that each has in every version."""
    before, after = [_place(block) for block in old], [_place(block) for block in new]
    for _, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[i1:i2] == after[j1:j2]:
            for one, other in zip(old[i1:i2], new[j1:j2], strict=True):
                yield one if one == other else _block(one, other)
        else:
            yield from (_only(block, "gone") for block in old[i1:i2])
            yield from (_only(block, "come") for block in new[j1:j2])


def _place(block: Block) -> tuple[object, ...]:
    return block.place, block.kind, isinstance(block, Passage) and block.new_page


def _only(block: Block, state: State) -> Block:
    if isinstance(block, Passage):
        return replace(block, lines=fated(block.lines, state))
    return replace(block, rows=tuple(_row_of(row, state) for row in block.rows))


def _row_of(row: Row, state: State) -> Row:
    return Row(tuple(fated(cell, state) for cell in row.cells), state)


def _block(old: Block, new: Block) -> Block:
    if isinstance(old, Passage) and isinstance(new, Passage):
        return replace(new, lines=tuple(_lines(old.lines, new.lines)))
    assert isinstance(old, Table)
    assert isinstance(new, Table)
    return _table(old, new)


def _line(old: Line, new: Line) -> Line:
    return new._replace(pieces=woven(text_of(old, without="come"), text_of(new, without="gone")))


def _lines(old: Sequence[Line], new: Sequence[Line], *, together: bool = False) -> Iterator[Line]:
    """Paragraph by paragraph.

    Args:
        together: Of both sides one paragraph is paired at least: a cell ends with one that nobody can take away.
    """
    if len(old) == len(new) == 1 and old[0].note == new[0].note:
        yield _line(old[0], new[0])
        return
    found = paired(old, new, _alike)
    pairs = list(found)
    if together and not any(one is not None and other is not None for one, other in pairs):
        pairs = [(old[0], new[0]), *((one, None) for one in old[1:]), *((None, one) for one in new[1:])]
    for one, other in pairs:
        if one is not None and other is not None:
            yield _line(one, other)
        else:
            yield from fated((one,), "gone") if one is not None else ()
            yield from fated((other,), "come") if other is not None else ()


def _alike(old: Line, new: Line) -> int:
    if old.note != new.note:
        return 0
    found = likeness(text_of(old, without="come"), text_of(new, without="gone"))
    return found if found >= _ALIKE else 0


# tables


def _table(old: Table, new: Table) -> Table:
    columns, before, after = _columns(old.columns, new.columns)
    named = new.kind != "rows"  # whose first column is ours, and says which row is which
    rows = paired(
        [_laid(row, before) for row in old.rows],
        [_laid(row, after) for row in new.rows],
        lambda one, other: _rows_alike(one, other, named=named),
    )
    return replace(new, columns=columns, rows=tuple(_row(one, other, columns) for one, other in rows))


class _Laid(NamedTuple):
    """A row laid out under the columns of both tables, with the texts that say which row it is."""

    cells: tuple[tuple[Line, ...], ...]
    name: str
    said: str


def _laid(row: Row, at: Sequence[int | None]) -> _Laid:
    cells = tuple(row.cells[index] if index is not None else (NOTHING,) for index in at)
    texts = ["\n".join(text_of(one, without="gone") for one in cell if not one.note) for cell in cells]
    return _Laid(cells, texts[0], "\n".join(texts))


def _columns(
    old: Sequence[Column], new: Sequence[Column]
) -> tuple[tuple[Column, ...], list[int | None], list[int | None]]:
    """The columns of either, and where each stands in the old table and in the new one."""
    found: list[tuple[Column, int | None, int | None]] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[i1:i2] == new[j1:j2]:
            found += [(old[i], i, j) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
        else:
            found += [(Column(old[i].head, "gone"), i, None) for i in range(i1, i2)]
            found += [(Column(new[j].head, "come"), None, j) for j in range(j1, j2)]
    return tuple(one[0] for one in found), [one[1] for one in found], [one[2] for one in found]


def _rows_alike(old: _Laid, new: _Laid, *, named: bool) -> int:
    if named and old.name != new.name:
        return 0
    whole = likeness(old.said, new.said)
    if old.name == new.name:
        return EQUAL // 2 + whole // 2
    return whole if whole >= EQUAL // 2 else 0


def _row(old: _Laid | None, new: _Laid | None, columns: Sequence[Column]) -> Row:
    if old is None or new is None:
        only = old or new
        assert only is not None
        return _row_of(Row(only.cells), "gone" if new is None else "come")
    both = zip(old.cells, new.cells, columns, strict=True)
    return Row(tuple(_cell(one, other, column) for one, other, column in both))


def _cell(old: tuple[Line, ...], new: tuple[Line, ...], column: Column) -> tuple[Line, ...]:
    if column.state != "same":
        return fated(old if column.state == "gone" else new, column.state)
    return old if old == new else tuple(_lines(old, new, together=True))
