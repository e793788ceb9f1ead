"""The files of a new repository of charters: what each is for, and what is there already."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from charter import __version__
from charter.acts.drafting import SCHEMA, Wish, drafted, patterns, peopled, program_of, wished
from charter.draft import Request, Side
from charter.errors import UsageError
from charter.model import KINDS
from charter.repository import all_units, read_file
from charter.resources import resource

Host: TypeAlias = Literal["github", "gitlab"]


class Piece(NamedTuple):
    """One file that a repository needs.

    Attributes:
        path: Below the repository, with forward slashes.
        sign: What a file of this name holds if it does the same; empty where any content will do.
    """

    path: str
    text: str
    sign: str = ""


class State(NamedTuple):
    """What there is of a piece.

    Attributes:
        exists: Whether something of this name is there, whatever it holds.
        lacks: Whether what is there does not do what the piece is for.
    """

    exists: bool
    lacks: bool


_TEMPLATES = (
    ("program.yaml", "program.yaml", ""),
    (".pre-commit-config.yaml", "pre-commit-config.yaml", "charter-lint"),
    (".vscode/settings.json", "vscode-settings.json", SCHEMA[-1]),
    (".vscode/extensions.json", "vscode-extensions.json", ""),
    (".gitignore", "gitignore", "internal-"),
    (".gitattributes", "gitattributes", ""),
)
"""Where it goes, its template, and its sign."""
_HOSTED: Final[dict[Host, tuple[tuple[str, tuple[str, str], str], ...]]] = {
    "github": ((".github/workflows/charter.yml", ("repository", "github-workflow.yml"), ""),),
    "gitlab": (
        (".gitlab-ci.yml", ("repository", "gitlab-ci.yml"), "charter.gitlab-ci.yml"),
        (".gitlab/charter.gitlab-ci.yml", ("gitlab", "charter.gitlab-ci.yml"), ""),
    ),
}
"""The same of what a host runs."""

_EXAMPLE = Request("acme-globex", 1, "technology", (Side("acme", "Acme Ltd", "GB"), Side("globex", "Globex BV", "NL")))


def pieces(root: Path, wish: Wish, today: date, host: Host = "github") -> tuple[Piece, ...]:
    """Every file of a new repository at `root`; a charter only where there is none yet, or where one was asked for.

    Args:
        host: Whose CI is to review the changes.

    Raises:
        UsageError: The wish is impossible.
    """
    found = [Piece(path, _text("templates", "repository", name), sign) for path, name, sign in _TEMPLATES]
    found += [Piece(path, _text("templates", *name), sign) for path, name, sign in _HOSTED[host]]
    for kind in KINDS:
        schema = _text("schemas", f"{kind}.schema.json")
        found.append(Piece(f"{SCHEMA[0]}/{kind}.schema.json", schema, schema))
    request = _request(root, wish)
    if request is not None:
        found += _draft(root, request, wish, today)
    return tuple(found)


def _draft(root: Path, request: Request, wish: Wish, today: date) -> list[Piece]:
    """The terms, and with new terms the people files that fit them."""
    home = f"charters/{request.id}"
    terms = Piece(f"{home}/charter.yaml", drafted(root, request, wish.start, today))
    if os.path.lexists(root / terms.path):
        return [terms]
    files = peopled(terms.text, today)
    return [*(Piece(f"{home}/people/{party}.yaml", text) for party, text in files.items()), terms]


def _request(root: Path, wish: Wish) -> Request | None:
    """The draft to write; where nobody asked for one, an example in a repository without charters."""
    schema = "/".join(("..", "..", *SCHEMA))
    if wish != Wish():
        return replace(wished(wish, patterns(program_of(root))), schema=schema)
    has_charters = any(unit.name for unit in all_units(root))
    return None if has_charters else replace(_EXAMPLE, schema=schema)


def _text(*parts: str) -> str:
    return resource(*parts).read_text(encoding="utf-8").replace("@version@", __version__)


def state(root: Path, piece: Piece) -> State:
    """What there is of a piece at `root`.

    Raises:
        UsageError: It lies behind a link to somewhere else.
        UnreadablePathError: Something of its name is there and cannot be read.
    """
    path = root / piece.path
    for folder in path.parents[: len(Path(piece.path).parts) - 1]:
        if folder.is_symlink():
            raise UsageError(f"{folder} is a link to somewhere else", "init writes only into real folders")
    if not os.path.lexists(path):
        return State(exists=False, lacks=True)
    if not piece.sign:
        return State(exists=True, lacks=False)
    return State(exists=True, lacks=piece.sign not in read_file(path).decode("utf-8", "replace").replace("\r\n", "\n"))
