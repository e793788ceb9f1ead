"""What a redline comes to: every change accepted, or every change rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from charter.rendering.manuscript.blocks import (
    Block,
    Column,
    Line,
    Manuscript,
    Passage,
    Row,
    State,
    line,
    text_of,
)


def accepted(redline: Manuscript) -> Manuscript:
    """The new version."""
    return _without(redline, "gone")


def rejected(redline: Manuscript) -> Manuscript:
    """The old version, under the properties of the new one."""
    return _without(redline, "come")


def _without(redline: Manuscript, state: State) -> Manuscript:
    return replace(
        redline,
        header=_line(redline.header, state),
        footer=_line(redline.footer, state),
        blocks=tuple(_blocks(redline.blocks, state)),
    )


def _blocks(blocks: Iterable[Block], state: State) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Passage):
            if lines := _lines(block.lines, state):
                yield replace(block, lines=lines)
            continue
        kept = [at for at, column in enumerate(block.columns) if column.state != state]
        if rows := tuple(_row(row, kept, state) for row in block.rows if row.state != state):
            yield replace(block, columns=tuple(Column(block.columns[at].head) for at in kept), rows=rows)


def _row(row: Row, kept: list[int], state: State) -> Row:
    return Row(tuple(_lines(row.cells[at], state) for at in kept))


def _lines(lines: Iterable[Line], state: State) -> tuple[Line, ...]:
    return tuple(_line(one, state) for one in lines if one.state != state)


def _line(of: Line, state: State) -> Line:
    return line(text_of(of, without=state), note=of.note)
