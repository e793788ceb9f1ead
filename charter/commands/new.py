"""The verb `new`: a commented draft of a charter, from flags or from an interview."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from charter.errors import Exit, UsageError

HELP = "write a first draft of a charter, and of its people files"
EXAMPLE = """  charter new                               asks a few questions
  charter new acme-globex --tier 1 --pattern technology
  charter new acme-globex --tier 2 --pattern resell --party "acme=Acme Ltd" --party "globex=Globex BV" """

_TIERS = {"1": "self-serve: they build with your documentation", "2": "you build it together", "3": "strategic"}
_PATTERN = "technology"

T = TypeVar("T")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the charter's name, such as acme-globex")
    parser.add_argument("--tier", choices=_TIERS, help="1 self-serve (default), 2 joint development, 3 strategic")
    parser.add_argument("--pattern", metavar="PATTERN", help="the kind of partnership; a wrong one lists them all")
    parser.add_argument(
        "--party", action="append", metavar="ID=NAME", help="a party (default: the two halves of the charter's id)"
    )
    parser.add_argument(
        "--start", metavar="DATE", type=_day, help="the first day (default: a Monday at least eight weeks away)"
    )
    parser.add_argument("--owner", metavar="PARTY.ROLE", help="the role that answers for the result")
    parser.add_argument("--title", metavar="TEXT", help="what people will call it")
    parser.add_argument("--why", metavar="TEXT", help="why this partnership exists, one paragraph")


def run(arguments: argparse.Namespace) -> int:
    """Write the draft and say what comes next."""
    from charter.acts.drafting import Wish, drafted, patterns, peopled, program_of, wished

    root: Path = arguments.root
    if _is_interview(arguments):
        _interview(arguments)
    asked = {key: getattr(arguments, key) for key in Wish._fields if key != "parties"}
    request = wished(Wish(parties=tuple(arguments.party or ()), **asked), patterns(program_of(root)))
    path = root / "charters" / request.id / "charter.yaml"
    if path.parent.is_symlink():
        raise UsageError(f"{_shown(path.parent)} is a link to somewhere else", "choose another id")
    if os.path.lexists(path):
        raise UsageError(f"{_shown(path)} exists already", "choose another id, or edit that file")
    text = drafted(root, request, arguments.start, arguments.today)
    written = _write_people(path.parent / "people", peopled(text, arguments.today))
    _write(path, text)
    sys.stdout.write("".join(f"wrote {_shown(one)}\n" for one in (path, *written)))
    if not arguments.quiet:
        _tell(text, request.id, arguments.today)
    return Exit.YES


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2027-03-05") from None


def _write(path: Path, text: str) -> None:
    from charter.writing import write_atomically

    write_atomically(path, text.encode())


def _write_people(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """The people files that were not there yet, written before the charter so that none is missing beside it."""
    from charter.writing import create_file

    missing = {folder / f"{party}.yaml": text for party, text in files.items()}
    written = [path for path in missing if not os.path.lexists(path)]
    for path in written:
        create_file(path, missing[path].encode())
    return written


def _tell(text: str, name: str, today: date) -> None:
    """The linter's verdict, what the next stage asks, and how the cover begins."""
    from textwrap import fill

    from charter.acts.drafting import asked_next, judged
    from charter.rendering import opening, terms
    from charter.report import rendered, summary
    from charter.report.inert import inert

    report = judged(text, name, today)
    sys.stdout.write(rendered(report, "concise", lambda _: text))
    sys.stdout.write(f"{summary(report)}\n")
    sys.stdout.write(f"{fill(asked_next(text, name, today), 100, break_on_hyphens=False)}\n\n")
    cover = opening(terms("charter.yaml", text.encode(), {}), today)
    paragraphs = (fill(inert(said), 100, initial_indent="  ", subsequent_indent="  ") for said in cover)
    sys.stdout.write("\n\n".join(paragraphs) + "\n")
    sys.stdout.write(f"\nthe whole page: charter render {name} --view cover\n")


def _is_interview(arguments: argparse.Namespace) -> bool:
    """Whether a person sits there who has said nothing but perhaps a name."""
    flags = ("tier", "pattern", "party", "start", "owner", "title", "why")
    silent = all(getattr(arguments, flag) is None for flag in flags)
    terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return silent and terminal


def _interview(arguments: argparse.Namespace) -> None:
    """Ask for what the flags would have said; nothing is written before the last answer."""
    from contextlib import suppress

    from charter.acts.drafting import patterns, program_of, words_of
    from charter.draft import first_day
    from charter.draft.request import charter_id, line, reason, sides_of

    with suppress(ImportError):
        import readline  # noqa: F401  # lets people edit what they type

    if arguments.id is None:
        arguments.id = _ask("name of the charter, both parties in one, such as acme-globex", charter_id)
    sides = _ask_sides(arguments.id, sides_of)
    arguments.party = [
        f"{side.id}={_ask(f'name of {side.id}', lambda text: line(text, 'the name'), side.name)}" for side in sides
    ]
    known = patterns(program_of(arguments.root))
    _list(_TIERS)
    arguments.tier = _ask("tier", _tier, "1")
    _list({name: pattern.summary for name, pattern in known.items()})
    arguments.pattern = _ask("kind of partnership", lambda text: words_of(text, known) and text, _PATTERN)
    arguments.why = _ask("why, in one or two sentences (Enter: an example to replace)", lambda t: t and reason(t), "")
    start = _ask("first day", date.fromisoformat, first_day(arguments.today).isoformat())
    arguments.why, arguments.start = arguments.why or None, start


def _ask_sides(name: str, sides_of):  # type: ignore[no-untyped-def]  # imported lazily
    try:
        return sides_of(name, {})
    except UsageError:
        question = "ids of the parties, such as acme globex"
        return _ask(question, lambda text: sides_of(name, dict.fromkeys(text.replace(",", " ").split(), "")))


def _tier(text: str) -> str:
    if text not in _TIERS:
        raise UsageError("write 1, 2 or 3")
    return text


def _list(choices: Mapping[str, str]) -> None:
    width = max(map(len, choices))
    sys.stdout.write("".join(f"  {name:<{width}}  {said}\n" for name, said in choices.items()))


def _ask(question: str, read: Callable[[str], T], usual: str | None = None) -> T:
    """One answer, asked for again until it can be read."""
    shown = f" [{usual}]" if usual else ""
    while True:
        try:
            said = input(f"{question}{shown}: ").strip()
        except EOFError as error:
            raise UsageError("the interview ended before its last question; nothing was written") from error
        try:
            return read(usual if not said and usual is not None else said)
        except (UsageError, ValueError) as error:
            sys.stdout.write(f"  {error}\n")


def _shown(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
