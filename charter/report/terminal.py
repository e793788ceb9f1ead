"""Draws a sheet as text of a given width; the only module that knows the library `rich`."""

from __future__ import annotations

import io
from typing import Final

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from charter.report.inert import inert, together
from charter.report.sheet import Cell, Line, Piece, Sheet, Table, Tone

_STYLES: Final[dict[Tone, str]] = {
    "title": "bold",
    "strong": "bold",
    "dim": "dim",
    "good": "green",
    "bad": "bold red",
    "open": "yellow",
    "command": "cyan",
}

_RULED = box.Box("    \n    \n -  \n    \n    \n    \n    \n    \n", ascii=True)
"""A rule under the head, nothing else: what every terminal, pipe and mail shows."""


def drawn(sheet: Sheet, *, width: int, color: bool) -> str:
    """The sheet as lines of at most `width` columns, without blanks at their ends.

    Args:
        color: Whether to draw for a terminal, with colors and frames; else plain signs that survive a pipe.
    """
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width, 40),
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for block in sheet:
        if isinstance(block, Table):
            console.print(_table(block, framed=color))
        elif block.whole:
            console.print(Text(" " * block.indent) + _text(block.pieces), soft_wrap=True)
        else:
            console.print(_line(block, console.width))
    return "".join(f"{line.rstrip()}\n" for line in together(out.getvalue()).splitlines())


def _text(pieces: tuple[Piece, ...]) -> Text:
    text = Text(overflow="fold")
    for piece in pieces:
        text.append(inert(piece.text), style=_STYLES.get(piece.tone, ""))
    return text


def _line(line: Line, width: int) -> Padding | Group:
    """A line, broken between words; what goes on below stands `hang` columns further in."""
    text, room = _text(line.pieces), width - line.indent
    if not line.hang or text.cell_len <= room:
        return Padding(text, (0, 0, 0, line.indent))
    console = Console(width=room, _environ={})
    first, *rest = text.wrap(console, room)
    for broken in rest:
        broken.rstrip()  # the blank it was broken at stays at its end
    below = Text(" ").join(rest)
    return Group(
        Padding(first, (0, 0, 0, line.indent)),
        Padding(below, (0, 0, 0, line.indent + line.hang)),
    )


def _table(table: Table, *, framed: bool) -> Grid:
    grid = Grid(
        box=box.ROUNDED if framed else _RULED,
        show_edge=framed,
        show_lines=framed,
        pad_edge=framed,
        padding=(0, 1),
        header_style=Style(bold=True) if framed else Style.null(),
        border_style="dim" if framed else "none",
    )
    for place, name in enumerate(table.head):
        grid.add_column(inert(name), no_wrap=place in table.firm, overflow="fold")
    for row in table.rows:
        grid.add_row(*map(_cell, row))
    return grid


def _cell(cell: Cell) -> Text:
    return Text("\n").join(_text((piece,)) for piece in cell)
