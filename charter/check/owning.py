"""CODEOWNERS: the piece of it that the people files write, where it belongs, and what keeps it from working."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from charter.check.recording import read_record
from charter.errors import UnreadablePathError, UsageError
from charter.outlook.owners import Owned, owned
from charter.repository import all_units, read_file
from charter.wording import listed

PLACES: Final = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
"""Where a host looks, in its order: the first file it finds counts alone. From the hosts' own documentation."""

_BEGIN: Final = "# charter codeowners: begin. Written from the people files; charter codeowners --write renews it."
_END: Final = "# charter codeowners: end"
_LIMITS: Final = """\
# This asks for reviews and proves nothing: a host drops owners without write access silently, the last matching line
# counts alone, and nothing is enforced until the branch requires reviews of code owners. On GitHub one of several
# owners on a line is enough: it does not make both companies review. What counts is what the parties sign: charter
# review says whose word a change takes, charter verify proves it."""


class Owning(NamedTuple):
    """What there is, and what there should be.

    Attributes:
        path: The file that the host takes, from the top of the repository.
        text: The whole file as it should be.
        problems: What keeps it from asking the right people, each with what to do.
    """

    path: str
    text: str
    problems: tuple[tuple[str, str], ...]


def owning(root: Path, host: str, guards: tuple[str, ...], today: date) -> Owning:
    """The file for a repository.

    Args:
        root: The top of the repository.
        host: ``github`` or ``gitlab``.
        guards: Who is asked when the workflows, the settings or this very file change, as the host calls them.

    Raises:
        UnreadablePathError: There is no charter here.
    """
    folders = [Path(unit.folder) for unit in all_units(root) if unit.files[0].endswith("charter.yaml")]
    if not folders:
        raise UnreadablePathError(f"there is no charter in {root}", "charter init starts one")
    known = {folder: read_record(folder).facts for folder in folders}
    unread = [folder for folder, facts in known.items() if facts.draft is None]
    if unread:
        said = f"{unread[0].name} cannot be understood, so nobody knows whom to ask about it"
        raise UsageError(said, f"charter lint {unread[0].name} says why")
    plain = {folder: facts for folder, facts in known.items() if _PLAIN.fullmatch(_place(folder, root))}
    cure = "call it by letters, digits and dashes"
    unnamed = [(f"the folder {one.name} cannot be named in such a file", cure) for one in known if one not in plain]
    rows = [(folder, row) for folder, facts in plain.items() for row in owned(facts, host, today)]
    linked = [path for path in PLACES[host] if (root / path).is_symlink()]
    if linked:
        raise UsageError(f"{linked[0]} is a link, and hosts follow none", "put the file itself there")
    there = [path for path in PLACES[host] if (root / path).is_file()]
    path = there[0] if there else PLACES[host][0]
    before = read_file(root / path).decode("utf-8", "replace") if there else ""
    guards = guards or _guards(before)
    text = _whole(before, [*_guarded(guards), *_lines(root, rows)])
    return Owning(path, text, (*unnamed, *_problems(before, text, there, rows, guards)))


_CHECKS: Final = (
    "/.github/", "/.gitlab-ci.yml", "/.gitlab/", "/.pre-commit-config.yaml", "/charter.toml", "/program.yaml",
    "CODEOWNERS",
)  # fmt: skip
"""What says what is checked, and who is asked."""


def _guarded(guards: tuple[str, ...]) -> Iterator[str]:
    return (f"{path} {' '.join(guards)}" for path in _CHECKS if guards)


def _guards(before: str) -> tuple[str, ...]:
    """Who guards the checks already."""
    piece = before.partition(_BEGIN)[2].partition(_END)[0]
    return tuple(next((line.split()[1:] for line in piece.splitlines() if line.startswith("CODEOWNERS ")), ()))


def _lines(root: Path, rows: list[tuple[Path, Owned]]) -> Iterator[str]:
    for folder, row in rows:
        here = _place(folder, root)
        if row.owners:
            yield f"/{here}/{row.path} {' '.join(row.owners)}"


_PLAIN: Final = re.compile(r"[\w.+/-]+")
"""The names that mean themselves in such a file; others would be patterns, or begin a line of their own."""


def _place(folder: Path, root: Path) -> str:
    return os.path.relpath(folder, root).replace(os.sep, "/")


def _whole(before: str, lines: list[str]) -> str:
    """The file with our piece renewed where it stands, else at the end, since the last match counts."""
    piece = "\n".join([_BEGIN, _LIMITS, *lines, _END])
    start, _, rest = before.partition(_BEGIN)
    if rest:
        _, _, after = rest.partition(_END)
        return f"{start}{piece}{after}" if after.startswith("\n") else f"{start}{piece}\n{after}"
    gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    return f"{before}{gap}{piece}\n"


def _problems(
    before: str, text: str, there: list[str], rows: list[tuple[Path, Owned]], guards: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    write = "charter codeowners --write"
    if not there:
        yield "there is no CODEOWNERS", write
    elif before != text:
        yield f"{there[0]} does not say what the people files say", write
    for other in there[1:]:
        yield f"{other} counts for nothing: the host takes {there[0]}", "delete it, so that nobody relies on it"
    below = [line for line in before.partition(_END)[2].splitlines() if line.strip() and not line.startswith("#")]
    if below:
        said = f'after our lines stands "{below[0].strip()[:80]}", and of several matching lines the last counts'
        yield said, "move it above them"
    for folder in dict.fromkeys(folder for folder, _ in rows):
        silent = dict.fromkeys(party for home, row in rows for party in row.nobody if home == folder)
        if silent:
            said = f"of {listed(list(silent))} nobody can be asked about some files of {folder.name}"
            yield said, "write accounts: or email: in the rows of the people file"
    if not guards:
        yield "nobody is asked when this file, a workflow or the settings change", "name somebody: --guard @our-team"
