"""The verb `status`: where each charter stands, what is next, what is late; of one, its whole story."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from charter.commands import wants_color
from charter.errors import Exit

if TYPE_CHECKING:
    from charter.outlook.account import Account

HELP = "where each charter stands, what is next, what is late"
EXAMPLE = """  charter status                                       every charter in a row
  charter status northwind-contoso                     its whole story
  charter status northwind-contoso --as-of 2027-03-31  as it was known that day

exit code 1 where a record does not hold; charter check says why"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", nargs="?", metavar="CHARTER", help="an id, or a path (default: all, as a table)")
    parser.add_argument(
        "--as-of", metavar="DATE", type=_day, help="only what was recorded by that day (default: today)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (the default) or json")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2027-03-05") from None


def run(arguments: argparse.Namespace) -> int:
    """Replay and print; 1 where a record does not hold."""
    from charter.check.linting import Asked
    from charter.check.standings import standings
    from charter.report.inert import inert
    from charter.settings import load_settings

    settings = load_settings(arguments.root)
    day = arguments.as_of or arguments.today
    asked = Asked(day, "", settings.select, settings.ignore, settings.severities)
    accounts = standings(arguments.root, arguments.charter, asked)
    sys.stdout.write(_text(accounts, day, arguments))
    if not (arguments.charter or arguments.quiet) and arguments.format == "text":
        name = accounts[0].charter if len(accounts) == 1 else "ID"
        sys.stderr.write(f"charter status {inert(name)} says what to type next\n")
    return Exit.YES if all(one.proven for one in accounts) else Exit.NO


def _text(accounts: Sequence[Account], day: date, arguments: argparse.Namespace) -> str:
    if arguments.format == "json":
        from charter.report.gate_json import written
        from charter.report.status_json import document

        return written(document(accounts, day))
    from charter.report.status import overview, story
    from charter.report.terminal import drawn

    width = _width()
    sheet = story(accounts[0]) if arguments.charter else overview(accounts, day, width)
    return drawn(sheet, width=width, color=wants_color(arguments.color, terminal=sys.stdout.isatty()))


def _width() -> int:
    """The columns of the terminal; 100 where there is none and COLUMNS is not set."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
