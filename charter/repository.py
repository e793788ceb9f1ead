"""The files of a repository of charters: finds and reads them."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from charter.errors import UnreadablePathError

LARGEST = 1 << 20
"""The most bytes a file may have to be read whole; of a larger one only as much is read as proves it too large."""

_PRIVATE = "internal-"
"""How the name of a file begins that one party keeps to itself: git leaves it out, and nothing here reads it."""

_MISNAMED = ("charter.yml", "charter.yaml", "charter.yaml.txt", "charter.yml.txt", "charter.txt")
"""What an editor or a person makes of `charter.yaml`, in small letters; none may be passed over in silence."""

_SUBFOLDERS = ("people", "record", "evidence", "decisions", "consents")


class Unit(NamedTuple):
    """What is judged together: the files of one charter, or one loose file.

    Attributes:
        folder: The charter's folder; for a loose file the folder it lies in.
        files: The files to read, sorted.
        name: The folder's name where it lies under ``charters/``, else empty.
    """

    folder: str
    files: tuple[str, ...]
    name: str


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards with `charter.toml`, `program.yaml` or `charters/`; else `start`."""
    for folder in (start, *start.parents):
        if any((folder / mark).exists() for mark in ("charter.toml", "program.yaml", "charters")):
            return folder
    return start


def charter_folder(root: Path, name: str) -> Path:
    """The folder of a charter given by its id or by a path to it or to its `charter.yaml`.

    Raises:
        UnreadablePathError: There is no such charter.
    """
    for candidate in (Path(name), root / "charters" / name):
        folder = candidate.parent if candidate.name == "charter.yaml" else candidate
        if (folder / "charter.yaml").is_file():
            return folder
    known = ", ".join(sorted(unit.name for unit in all_units(root) if unit.name)) or "none yet"
    raise UnreadablePathError(f'there is no charter "{name}"', f"the charters here are: {known}")


def all_units(root: Path) -> Iterator[Unit]:
    """Every charter below ``charters/``, and `program.yaml`."""
    if (root / "program.yaml").exists():
        yield Unit(str(root), (str(root / "program.yaml"),), "")
    if (root / "charters").is_dir():
        yield from _below(str(root / "charters"))


def units(root: Path, paths: Iterable[str]) -> list[Unit]:
    """What the paths stand for: a charter's folder or any file in it, a loose file, a folder of charters, or an id.

    Raises:
        UnreadablePathError: A path does not exist, or holds no charter.
    """
    found: dict[tuple[str, str], Unit] = {}
    for path in paths:
        for unit in _named(root, path):
            found[os.path.abspath(unit.folder), os.path.basename(unit.files[0])] = unit
    return sorted(found.values())


def _named(root: Path, path: str) -> list[Unit]:
    if not os.path.lexists(path):
        if (root / "charters" / path / "charter.yaml").exists() and os.sep not in path:
            return [charter_unit(str(root / "charters" / path))]
        raise UnreadablePathError(f"{path} does not exist", "give a file, a folder or the id of a charter")
    if not os.path.isdir(path):
        return [_of_file(path)]
    found = list(_below(path))
    if not found:
        raise UnreadablePathError(f"{path} holds no charter", "a charter is a folder with a charter.yaml in it")
    return found


def _of_file(path: str) -> Unit:
    folder = os.path.dirname(path) or "."
    if os.path.basename(path) == "charter.yaml":
        return charter_unit(folder)
    above = os.path.dirname(os.path.abspath(folder)) if os.path.isabs(folder) else os.path.normpath(f"{folder}/..")
    if os.path.basename(os.path.abspath(folder)) in _SUBFOLDERS and os.path.isfile(f"{above}/charter.yaml"):
        return charter_unit(above)
    return Unit(folder, (path,), "")


def _below(folder: str) -> Iterator[Unit]:
    """Every charter in or below a folder; links are not followed, hidden folders are not entered."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        raise UnreadablePathError(f"{folder} cannot be opened: {error.strerror}") from error
    if any(entry.name == "charter.yaml" for entry in entries):
        yield charter_unit(folder)
        return
    for entry in entries:
        if (
            entry.name in ("decisions", "signed")
            and entry.is_dir()
            and not os.path.exists(f"{entry.path}/charter.yaml")
        ):
            raise UnreadablePathError(f"{folder} holds {entry.name}/ and no charter.yaml", "restore it as it was")
        if entry.name.lower() in _MISNAMED:
            raise UnreadablePathError(f"{entry.path} is not read under this name", "rename it to charter.yaml")
        if entry.is_dir() and not entry.name.startswith("."):
            if entry.is_symlink():
                raise UnreadablePathError(f"{entry.path} is a link, and links are not followed", "name where it leads")
            yield from _below(entry.path)


def charter_unit(folder: str) -> Unit:
    """The files of the charter in a folder."""
    files = [os.path.join(folder, "charter.yaml")]
    for name in _SUBFOLDERS:
        files.extend(_yaml_in(os.path.join(folder, name)))
    parent, name = os.path.split(os.path.abspath(folder))
    return Unit(folder, tuple(files), name if os.path.basename(parent) == "charters" else "")


def _yaml_in(folder: str) -> list[str]:
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    except NotADirectoryError as error:
        raise UnreadablePathError(f"{folder} cannot be opened: it is a file, not a folder") from error
    except OSError as error:
        raise UnreadablePathError(f"{folder} cannot be opened: {_reason(error)}") from error
    shared = (name for name in sorted(names) if not name.startswith(_PRIVATE))
    return [os.path.join(folder, name) for name in shared if name.endswith((".yaml", ".yml"))]


def read_file(path: str | Path, most: int = LARGEST) -> bytes:
    """The bytes of a regular file, at most one more than `most`.

    Raises:
        UnreadablePathError: It does not exist, is no regular file, or may not be read.
    """
    try:
        # without O_NONBLOCK opening a named pipe that somebody left here would wait for ever
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise UnreadablePathError(f"{path} cannot be opened: {_reason(error)}") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise UnreadablePathError(f"{path} cannot be read: it is {kind}")
        return _read(descriptor, min(status.st_size, most))
    finally:
        os.close(descriptor)


def _read(descriptor: int, size: int) -> bytes:
    """An open file of this size, or one byte more where it grew; the system may always give less than was asked for."""
    raw = os.read(descriptor, size + 1)
    while len(raw) < size and (more := os.read(descriptor, size + 1 - len(raw))):
        raw += more
    return raw


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
