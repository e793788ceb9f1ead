"""What an editor has open, and which of it belongs together with what lies on the disk."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from charter.errors import CharterError
from charter.folder import RECORD
from charter.model import KINDS
from charter.repository import charter_unit, find_root, read_file


class Open(NamedTuple):
    """A document that is open.

    Attributes:
        uri: Its name as the editor writes it.
        version: The editor's count of its changes.
        text: What it holds now, saved or not.
    """

    uri: str
    version: int | None
    text: str


Texts = Mapping[str, Open]
"""The open documents, by their path."""


class Home(NamedTuple):
    """What is judged together with a file.

    Attributes:
        folder: The charter's folder; of a lone file the folder it lies in.
        name: The folder's name under ``charters/``; empty elsewhere.
        root: The repository; empty outside of any, where only the shape of a file is judged.
        files: The files, sorted, on the disk or only in the editor.
    """

    folder: str
    name: str
    root: str
    files: tuple[str, ...]

    def shown(self, path: str) -> str:
        """A file's path as findings show it: below the repository, with forward slashes."""
        return os.path.relpath(path, self.root or self.folder).replace(os.sep, "/")

    def local(self, path: str) -> str:
        """A file's path inside the charter's folder, with forward slashes."""
        return os.path.relpath(path, self.folder).replace(os.sep, "/")


_READ: Final = tuple(name for name in RECORD if name != "signed")
"""The folders of a charter whose files are read as YAML."""

_FIRST_KEY: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)*[\"']?([a-z]+)[\"']?[ ]*:")


def home_of(path: str, texts: Texts) -> Home | None:
    """What a file is judged with; None where nothing says that it is one of ours."""
    folder, name = os.path.split(path)
    root = _root(folder)
    above, inner = os.path.split(folder)
    if name == "charter.yaml" and root:
        return _charter(folder, root, texts)
    if root and inner in _READ and _is_there(os.path.join(above, "charter.yaml"), texts):
        return _charter(above, root, texts) if name.endswith((".yaml", ".yml")) else None
    lone = Home(folder, "", root, (path,))
    if name in ("charter.yaml", "program.yaml") or (root and inner in _READ and name.endswith(".yaml")):
        return lone
    first = _FIRST_KEY.match(_text(path, texts))
    return lone if first is not None and first[1] in KINDS else None


def _root(folder: str) -> str:
    """The repository a folder lies in; empty where it lies in none."""
    if not os.path.isabs(folder):
        return ""
    inside = Path(folder) / "a file"
    root = find_root(inside)
    return "" if root == inside else str(root)


def _charter(folder: str, root: str, texts: Texts) -> Home:
    here = {path for path in texts if _belongs(path, folder)}
    there: set[str] = set()
    parent, name = os.path.split(folder)
    with suppress(CharterError):  # what cannot be listed is told by `charter lint`
        there = {path for path in charter_unit(folder).files if os.path.lexists(path)}
    files = sorted(here | there, key=lambda path: (os.path.dirname(path) != folder, path))
    return Home(folder, name if os.path.basename(parent) == "charters" else "", root, tuple(files))


def _belongs(path: str, folder: str) -> bool:
    above, inner = os.path.split(os.path.dirname(path))
    if path == os.path.join(folder, "charter.yaml"):
        return True
    return above == folder and inner in _READ and path.endswith((".yaml", ".yml"))


def _is_there(path: str, texts: Texts) -> bool:
    return path in texts or os.path.isfile(path)


def _text(path: str, texts: Texts) -> str:
    if path in texts:
        return texts[path].text
    try:
        return read_file(path).decode("utf-8", "replace")
    except (CharterError, OSError):
        return ""


def homes(paths: Collection[str], texts: Texts) -> Iterator[Home]:
    """What the files that are open are judged with, each once.

    Args:
        paths: The files that changed: only what they have to do with. Of a program, everything in its repository.
    """
    seen: set[tuple[str, ...]] = set()
    for path in texts:
        home = home_of(path, texts)
        if home is None or home.files in seen:
            continue
        program = os.path.join(home.root, "program.yaml") if home.root else ""
        if any(one in home.files or one == program or _belongs(one, home.folder) for one in paths):
            seen.add(home.files)
            yield home
