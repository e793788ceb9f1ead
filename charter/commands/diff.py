"""The verb `diff`: what changed between two versions of a charter, in words, and for whom it is weaker."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from charter.commands import wants_color
from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from charter.check.comparing import Compared
    from charter.comparison.story import Story

HELP = "what changed between two versions of a charter, in words, and for whom it is weaker"
EXAMPLE = """  charter diff northwind-contoso                     charter.yaml against what all signed last
  charter diff northwind-contoso --base origin/main  against the charter in a commit
  charter diff northwind-contoso r1 r2               two signed revisions
  charter diff old/charter.yaml new/charter.yaml     two files, also signed/r1.json
  charter diff northwind-contoso --format html --output changes.html   side by side, one page for everybody

exit code 0 if nothing changed in meaning, 1 if something did, 2 if that cannot be told"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", help="an id or a path; or the old file of two")
    parser.add_argument("sides", metavar="A", nargs="*", help="a signed revision such as r1, or two; or the new file")
    parser.add_argument("--base", metavar="COMMIT", default="", help="compare with the charter in a commit")
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown", "html"),
        default="text",
        help="text (the default), json, markdown or html",
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="write there instead of to the terminal")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; 0 only if nothing changed in meaning."""
    from charter.check.comparing import told

    story = told(_compared(arguments))
    text = _text(story, arguments)
    if arguments.output:
        from charter.writing import write_output

        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    return Exit.NO if story.changes else Exit.YES


def _compared(arguments: argparse.Namespace) -> Compared:
    from charter.check.comparing import files, of_charter, of_revisions

    sides = tuple(arguments.sides)
    if len(sides) > 2 or (sides and arguments.base):
        raise UsageError("that is more than two versions", "name one commit, or two revisions, or two files")
    if len(sides) == 1 and Path(sides[0]).is_file():
        return files(Path(arguments.charter), Path(sides[0]))
    if sides:
        return of_revisions(arguments.root, arguments.charter, sides)
    return of_charter(arguments.root, arguments.charter, arguments.today, arguments.base)


def _text(story: Story, arguments: argparse.Namespace) -> str:
    if arguments.format == "json":
        from charter.report.diff_json import document

        return document(story)
    if arguments.format == "markdown":
        from charter.rendering.changes.markdown import page as markdown

        return markdown(story)
    if arguments.format == "html":
        from charter.rendering.changes.html import page as side_by_side

        return side_by_side(story)
    from charter.report.diff import page
    from charter.report.terminal import drawn

    terminal = sys.stdout.isatty() and not arguments.output
    return drawn(page(story), width=_width(), color=wants_color(arguments.color, terminal=terminal))


def _width() -> int:
    """The columns of the terminal; 100 where there is none and COLUMNS is not set."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
