"""The verb `gate`: what the gate of the phase that runs comes to today, and what it waits for."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from charter.commands import wants_color
from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from charter.outlook.hearing import Hearing

HELP = "the verdict of the gate: what is met, what is missing, from whom"
EXAMPLE = """  charter gate northwind-contoso
  charter gate northwind-contoso --what-if adoption=64%    tried, never written
  charter gate northwind-contoso --phase crawl             as it was decided, or what it will ask
  charter gate northwind-contoso --pack --output review.md the gate review for the pull request

exit code 0 if the gate is go, else 1"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", help="an id, or a path")
    parser.add_argument("--phase", choices=("crawl", "walk", "run"), default="", help="default: the one that runs")
    parser.add_argument(
        "--what-if",
        dest="tried",
        metavar="METRIC=VALUE",
        action="append",
        default=[],
        help="try a value for a metric or criterion, such as adoption=64%%, 6 of 9 or yes; repeat",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (the default) or json")
    parser.add_argument("--pack", action="store_true", help="the gate review as Markdown, for the pull request")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write there instead of to the terminal")


def run(arguments: argparse.Namespace) -> int:
    """Judge and print; 0 only if the gate is go."""
    from charter.check.gating import heard

    if arguments.pack and arguments.format == "json":
        raise UsageError("--pack is Markdown, and --format json is not", "ask for one of them")
    hearing = heard(arguments.root, arguments.charter, arguments.today, arguments.phase, _tried(arguments.tried))
    text = _text(hearing, arguments)
    if arguments.output:
        from charter.writing import write_output

        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    return Exit.YES if hearing.opens else Exit.NO


def _tried(texts: list[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise UsageError(f"--what-if {text} says no value to try", "such as --what-if adoption=64%")
        found[name] = value
    return found


def _text(hearing: Hearing, arguments: argparse.Namespace) -> str:
    if arguments.pack:
        from charter.rendering.markdown.gate import pack

        return pack(hearing)
    if arguments.format == "json":
        from charter.report.gate_json import document, written

        return written(document(hearing))
    from charter.report.gate import page
    from charter.report.terminal import drawn

    terminal = sys.stdout.isatty() and not arguments.output
    return drawn(page(hearing), width=_width(), color=wants_color(arguments.color, terminal=terminal))


def _width() -> int:
    """The columns of the terminal; 100 where there is none and COLUMNS is not set."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
