"""The verb `rehearse`: every way a partnership can end, before anyone signs."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from charter.commands import wants_color
from charter.errors import Exit

if TYPE_CHECKING:
    from charter.rendering.names import Names
    from charter.rendering.rehearsal.story import Story
    from charter.rendering.rehearsal.tree import Piece

HELP = "show every way this partnership can end, before anyone signs"
EXAMPLE = """  charter rehearse northwind-contoso
  charter rehearse northwind-contoso --format json
  charter rehearse northwind-contoso --format mermaid

exit code 1 where nobody may decide, or nothing leads out of a phase"""

_COLORS = {"title": "1", "phase": "1", "go": "32", "no": "31", "grey": "33", "end": "1;35", "dim": "2", "alarm": "1;31"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", help="an id, or a path")
    parser.add_argument(
        "--format", choices=("text", "json", "mermaid"), default="text", help="text (the default), json or mermaid"
    )
    parser.add_argument("--ascii", action="store_true", help="draw lines with plain signs")


def run(arguments: argparse.Namespace) -> int:
    """Rehearse and print."""
    from charter.library import load
    from charter.rehearsal import rehearse
    from charter.rendering.names import Names
    from charter.rendering.rehearsal.data import as_json
    from charter.rendering.rehearsal.flowchart import chart
    from charter.rendering.rehearsal.story import story

    charter = load(arguments.charter, root=arguments.root)
    rehearsal, names = rehearse(charter), Names(charter)
    if arguments.format == "json":
        sys.stdout.write(as_json(charter, rehearsal, names))
    elif arguments.format == "mermaid":
        sys.stdout.write(chart(story(charter, rehearsal, names), names))
    else:
        sys.stdout.write(_page(story(charter, rehearsal, names), names, arguments))
    return Exit.NO if rehearsal.nobody else Exit.YES


def _page(story: Story, names: Names, arguments: argparse.Namespace) -> str:
    from charter.rendering.rehearsal.tree import lines
    from charter.report.inert import together

    color = wants_color(arguments.color, terminal=sys.stdout.isatty())
    plain = arguments.ascii or not _draws_lines()
    shown = []
    for line in lines(story, names, _width()):
        shown += [_piece(piece, ascii_only=plain, color=color) for piece in line]
        shown.append("\n")
    return together("".join(shown))


def _piece(piece: Piece, *, ascii_only: bool, color: bool) -> str:
    from charter.rendering.rehearsal.tree import in_ascii
    from charter.report.inert import inert

    text = in_ascii(inert(piece.text)) if ascii_only else inert(piece.text)
    code = _COLORS.get(piece.style)
    return f"\x1b[{code}m{text}\x1b[0m" if color and code and text else text


def _draws_lines() -> bool:
    """Whether who reads the output reads UTF-8: what is set for Python, else what is set for the system."""
    import codecs
    import locale

    name = os.environ.get("PYTHONIOENCODING", "").partition(":")[0] or locale.getencoding()
    try:
        return codecs.lookup(name).name == "utf-8"
    except LookupError:
        return True


def _width() -> int:
    """The columns of the terminal; 100 where there is none and COLUMNS is not set."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
