"""The verbs: one module each, found by its name, with its own arguments; the only floor that prints."""

import argparse
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, Protocol, cast

from charter.errors import UsageError


class Command(Protocol):
    """What a module of this package offers.

    Attributes:
        HELP: One line.
        EXAMPLE: A command line and what it does, for ``--help``.
    """

    HELP: str
    EXAMPLE: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's own arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it and give the exit code."""


class _Parser(argparse.ArgumentParser):
    """Takes options between the words of a verb, too, unless the verb has actions of its own."""

    _divided = False

    def add_subparsers(self, **options: Any) -> Any:
        self._divided = True
        return super().add_subparsers(**options)

    def mixed(self, arguments: Sequence[str]) -> argparse.Namespace:
        return self.parse_args(arguments) if self._divided else self.parse_intermixed_args(arguments)

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, f"{self.prog} --help shows what it takes")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help of a fixed width: asking for the terminal's would import `shutil` at every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


_VALUED = ("--root", "--today", "--color")


def parsed(arguments: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    """The verb a command line asks for, and its arguments.

    Raises:
        UsageError: There is no such verb or option, or an argument has the wrong form.
        SystemExit: Help was asked for and shown.
    """
    place = _verb_place(arguments)
    if place is None:
        parser = _overview()
        parser.parse_args(arguments)
        raise UsageError("say what to do", "charter --help lists the verbs")
    verb = arguments[place]
    if verb not in _verbs():
        from difflib import get_close_matches

        near = get_close_matches(verb, _verbs(), n=1)
        raise UsageError(
            f'there is no verb "{verb}"', f"did you mean {near[0]}?" if near else "charter --help lists the verbs"
        )
    command = cast("Command", import_module(f"{__name__}.{verb}"))
    parser = _Parser(
        prog=f"charter {verb}",
        description=command.HELP,
        epilog=f"example:\n{command.EXAMPLE}",
        formatter_class=_Help,
        allow_abbrev=False,
    )
    command.arguments(parser)
    _common(parser)
    namespace = parser.mixed([*arguments[:place], *arguments[place + 1 :]])
    _completed(namespace)
    return command, namespace


def _verb_place(arguments: Sequence[str]) -> int | None:
    """Where the verb stands: the first word that is neither an option nor an option's value."""
    skip = False
    for place, word in enumerate(arguments):
        if skip:
            skip = False
        elif word in _VALUED:
            skip = True
        elif not word.startswith("-"):
            return place
    return None


@cache
def _verbs() -> tuple[str, ...]:
    names = (name for folder in __path__ for name in os.listdir(folder))
    return tuple(sorted(name.removesuffix(".py") for name in names if name.endswith(".py") and name[0] != "_"))


def _common(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("common options")
    group.add_argument(
        "--root", metavar="DIR", type=Path, help="the repository (default: the nearest parent that looks like one)"
    )
    group.add_argument("--today", metavar="DATE", type=_day, help="the day to judge by (default: today in UTC)")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="terminal colors")
    group.add_argument("--quiet", action="store_true", help="only what was asked for, no remarks")
    group.add_argument("--verbose", action="store_true", help="more remarks, and the trace of a bug")


def _completed(namespace: argparse.Namespace) -> None:
    from charter.repository import find_root

    if namespace.root is None:
        namespace.root = find_root(Path.cwd())
    elif not namespace.root.is_dir():
        raise UsageError(f"--root {namespace.root} is not a folder")
    if namespace.today is None:
        namespace.today = today()


def today() -> date:
    """The day it is everywhere: a company in Sydney and the server that checks in UTC write the same one."""
    return datetime.now(UTC).date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2027-03-05") from None


def wants_color(choice: str, *, terminal: bool) -> bool:
    """Whether to use terminal colors; honors NO_COLOR (no-color.org)."""
    return choice == "always" or (choice == "auto" and terminal and not os.environ.get("NO_COLOR"))


def _overview() -> argparse.ArgumentParser:
    width = max(map(len, _verbs()))
    verbs = "\n".join(f"  {verb:<{width}}  {import_module(f'{__name__}.{verb}').HELP}" for verb in _verbs())
    parser = _Parser(
        prog="charter",
        usage="charter VERB [options]",
        description="Partnerships between companies as code.",
        epilog=f"verbs:\n{verbs}\n\ncharter VERB --help shows what a verb takes, with an example.",
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"charter {import_module('charter').__version__}")
    return parser
