"""The verb `init`: a repository of charters that works, around whatever is there already."""

import argparse
import sys
from datetime import date
from pathlib import Path

from charter.errors import Exit, UsageError

HELP = "start a repository of charters here"
EXAMPLE = """  charter init                              in this folder, with an example
  charter init partners --id northwind-contoso --pattern co-delivery --tier 2
  charter init --host gitlab                the pipeline of GitLab instead of GitHub's workflow"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("folder", nargs="?", metavar="DIR", type=Path, help="where (default: here); made if need be")
    parser.add_argument("--id", metavar="ID", help="write a draft of this charter instead of the example")
    parser.add_argument("--tier", choices=("1", "2", "3"), help="its tier (default: 1)")
    parser.add_argument("--pattern", metavar="PATTERN", help="its kind of partnership, such as resell")
    parser.add_argument("--party", action="append", metavar="ID=NAME", help="a party of it")
    parser.add_argument("--start", metavar="DATE", type=_day, help="its first day")
    parser.add_argument("--host", choices=("github", "gitlab"), default="github", help="github (the default) or gitlab")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Write what is missing, keep what is there, and say both."""
    from charter.acts.drafting import Wish
    from charter.acts.founding import pieces, state
    from charter.writing import write_atomically

    root = _folder(arguments)
    parties = tuple(arguments.party or ())
    wish = Wish(arguments.id, arguments.tier, arguments.pattern, parties, arguments.start)
    found = [(piece, state(root, piece)) for piece in pieces(root, wish, arguments.today, arguments.host)]
    missing = [piece for piece, there in found if not there.exists]
    if not arguments.dry_run:
        for piece in missing:
            write_atomically(root / piece.path, piece.text.encode())
    _list("would write" if arguments.dry_run else "wrote", [piece.path for piece in missing])
    _list("kept", [piece.path for piece, there in found if there.exists])
    for piece, there in found:
        if there.exists and there.lacks:
            _advise(piece.path, piece.text)
    if not arguments.quiet and not arguments.dry_run:
        sys.stdout.write(_next(root, [piece.path for piece in missing]))
    return Exit.YES


def _folder(arguments: argparse.Namespace) -> Path:
    """Where to found.

    Raises:
        UsageError: It is no folder, or nobody said that there should be one repository inside another.
    """
    from charter.repository import find_root

    if arguments.folder is None:
        here = Path.cwd()
        above = find_root(here)
        if above != here:
            raise UsageError(
                f"this folder lies inside a repository of charters already: {above}",
                "charter init . starts another here",
            )
        return here
    folder: Path = arguments.folder
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder")
    return folder


def _list(verb: str, paths: list[str]) -> None:
    """The paths, one a line; the schemas, which nobody reads, together."""
    shown = [path for path in paths if not path.startswith("schemas/")]
    if schemas := len(paths) - len(shown):
        shown.append(f"schemas/ ({schemas} file{'' if schemas == 1 else 's'}, for your editor)")
    sys.stdout.write("".join(f"{verb:<5}  {path}\n" for path in shown))


def _advise(path: str, text: str) -> None:
    """What to do about a file that is there and does something else."""
    if path.startswith("schemas/"):
        sys.stdout.write(f"\n{path} is not the one of this version: delete it and run charter init again\n")
        return
    indented = "".join(f"    {line}\n" for line in text.splitlines())
    sys.stdout.write(f"\nto have it for charters too, add to {path}:\n{indented}")


def _next(root: Path, written: list[str]) -> str:
    hooks = "\nonce in every clone: pre-commit install, or the hooks check nothing\n"
    return (hooks if ".pre-commit-config.yaml" in written else "") + _first(root, written)


def _first(root: Path, written: list[str]) -> str:
    where = "" if root.resolve() == Path.cwd() else f"go to {root}, "
    draft = next((path for path in written if path.startswith("charters/") and path.endswith("/charter.yaml")), None)
    if draft:
        return f"\nnext: {where}open {draft}, put your facts where it says replace, and run charter lint\n"
    if written:
        return f"\nnext: {where}run charter lint\n"
    return f"\nnothing was missing; next: {where}charter new writes a draft, charter lint checks what is there\n"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2027-03-05") from None
