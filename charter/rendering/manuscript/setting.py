"""From the view's texts, facts and tables to blocks: what is empty is left out, what is rarely said becomes a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from charter.rendering import shapes
from charter.rendering.manuscript.blocks import Block, Column, Line, Passage, PassageKind, Row, Table, line
from charter.rendering.page import set_text

_NOTED: Final = frozenset(
    ["More", "Only if", "For the goals", "Time", "Stands in", "Reviewed", "Ground", "Goes before"]
)
"""The columns that are told in small print below the first, in every version alike, so that tables keep their shape."""


def passage(place: str, kind: PassageKind, *texts: str, new_page: bool = False) -> Iterator[Passage]:
    """Paragraphs, divided where a text has empty lines; nothing where there is no text."""
    found = tuple(line(paragraph) for text in texts for paragraph in _paragraphs(text))
    if found:
        yield Passage(place, kind, found, new_page)


def titled(place: str, title: str, blocks: Iterable[Block], kind: PassageKind = "heading 2") -> Iterator[Block]:
    """A heading of ours over blocks; nothing where there are none."""
    below = tuple(blocks)
    if below:
        yield from passage(f"{place}.title", kind, title)
        yield from below


def rows(place: str, table: shapes.Table) -> Iterator[Block]:
    """A table, or what is said in place of its rows."""
    yield from passage(f"{place}.said", "body", table.said)
    if not table.said and table.rows:
        yield _table(place, table)


def facts(place: str, found: shapes.Facts) -> Iterator[Block]:
    """Facts, or what is said in place of them."""
    yield from passage(f"{place}.said", "body", found.said)
    if not found.said:
        yield from pairs(place, ((fact.label, fact.text) for fact in found.facts))


def pairs(place: str, found: Iterable[tuple[str, str]]) -> Iterator[Table]:
    """Texts beside their names; only those that say something."""
    shown = tuple(Row(((line(label),), _lines((text,)))) for label, text in found if text.strip())
    if shown:
        yield Table(place, "facts", (Column("name"), Column("text")), shown)


def _table(place: str, table: shapes.Table) -> Table:
    cells = [[_lines((cell,) if isinstance(cell, str) else cell) for cell in row] for row in table.rows]
    told = [at for at in range(len(table.head)) if at == 0 or any(_says(row[at]) for row in cells)]
    shown = [at for at in told if at == 0 or table.head[at] not in _NOTED]
    noted = [at for at in told if at not in shown]
    made = (tuple(row[at] for at in shown) for row in cells)
    notes = (tuple(_notes(table.head, row, noted)) for row in cells)
    return Table(
        place,
        "rows",
        tuple(Column(table.head[at]) for at in shown),
        tuple(Row(((*row[0], *note), *row[1:])) for row, note in zip(made, notes, strict=True)),
    )


def _notes(head: Sequence[str], row: Sequence[tuple[Line, ...]], noted: Sequence[int]) -> Iterator[Line]:
    for at in noted:
        texts = [piece.text for one in row[at] for piece in one.pieces]
        if texts and head[at] != "More":
            texts = [f"{head[at]}: {'; '.join(texts)}"]
        yield from (line(text, note=True) for text in texts)


def _says(cell: tuple[Line, ...]) -> bool:
    return any(one.pieces for one in cell)


def _lines(texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple(line(paragraph) for text in texts for paragraph in _paragraphs(text)) or (line(""),)


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in set_text(text).split("\n\n") if paragraph]
