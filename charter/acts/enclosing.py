"""Files that come with evidence: those in the charter's folder as they are, others copied in by their own name."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from charter.check.recording import Recorded, raw_file
from charter.errors import AlreadyThereError, RefusedError, UnreadablePathError
from charter.facts import RawFile
from charter.repository import LARGEST
from charter.wording import quoted

LARGEST_COPY = 64 << 20
"""The most bytes of a file that is copied into the charter's folder; git keeps it for ever."""

_NAME = re.compile(r"\w[\w .()+-]{0,99}")


class Enclosed(NamedTuple):
    """A file that evidence points at.

    Attributes:
        local: Its path inside the charter's folder.
        copy: Its content, where it still has to be written there; None where it is there.
    """

    local: str
    raw: RawFile
    copy: bytes | None = None


def enclosed(record: Recorded, named: str) -> Enclosed:
    """The file that somebody named, by its path inside the charter's folder or by any other path.

    Raises:
        RefusedError: It is a link inside the charter's folder, or its name is none that travels well.
        UnreadablePathError: It cannot be read.
    """
    local = _inside(record.folder, named)
    if local is not None:
        raw = raw_file(record.folder, local)
        if raw is None:
            help = "put the real file, no link, into evidence/data/ and name it from there"
            raise RefusedError(f"{quoted(local)} is no file in the charter's own folder evidence/", (), help)
        return Enclosed(local, raw)
    path = Path(named)
    if not _NAME.fullmatch(path.name):
        help = "give it a name of letters, digits, spaces and . _ - ( ) + that begins with a letter or digit"
        raise RefusedError(f"{quoted(path.name)} is no name for a file that others are to open", (), help)
    content = _content(path)
    sha256 = hashlib.sha256(content).hexdigest()
    local = _free(record.folder, path, sha256)
    raw = RawFile(sha256, content if len(content) <= LARGEST else None)
    return Enclosed(local, raw, content if raw_file(record.folder, local) is None else None)


def _inside(folder: Path, named: str) -> str | None:
    """The path inside the charter's folder, below ``evidence/``; None for a file elsewhere."""
    if "\0" in named:
        raise UnreadablePathError(f"{quoted(named)} is no path", "name the file itself")
    if named.startswith("evidence/") and os.path.lexists(folder / named):
        return named
    path = Path(named)
    # first as it is written, so that no link passes for what it leads to; then by where it really is
    places = ((os.path.abspath(path), os.path.abspath(folder)), (path.parent.resolve() / path.name, folder.resolve()))
    for place, here in places:
        local = os.path.relpath(place, here).replace(os.sep, "/")
        if local.startswith("evidence/"):
            return local
    return None


def _content(path: Path) -> bytes:
    if link := _link(path):
        raise RefusedError(f"{link} is a link, and what it leads to may be private", (), "name the file itself")
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadablePathError(f"{path} is no regular file", "name the file itself")
            if status.st_size > LARGEST_COPY:
                raise UnreadablePathError(f"{path} is larger than 64 MiB", "keep it elsewhere and enclose an excerpt")
            return file.read(LARGEST_COPY)
    except OSError as error:
        raise UnreadablePathError(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}") from error


def _link(path: Path) -> Path | None:
    """The first link on a path: of an absolute one only the file itself, since what leads there is the machine's."""
    steps = (path,) if path.is_absolute() else (*reversed(path.parents), path)
    return next((step for step in steps if step.is_symlink()), None)


def _free(folder: Path, path: Path, sha256: str) -> str:
    """Its own name in ``evidence/data/``, with a piece of its digest where other content has that name."""
    for name in (path.name, f"{path.stem}-{sha256[:8]}{path.suffix}"):
        local = f"evidence/data/{name}"
        there = raw_file(folder, local)
        if (there is not None and there.sha256 == sha256) or not os.path.lexists(folder / local):
            return local
    raise RefusedError(f"evidence/data/{path.name} is taken by another file", (), "give the file another name")


def write_copy(folder: Path, file: Enclosed) -> Path | None:
    """Write the copy, where one is needed; never over another file.

    Raises:
        AlreadyThereError: A file of other content has got the name meanwhile.
    """
    from charter.writing import create_file

    if file.copy is None:
        return None
    path = folder / file.local
    try:
        create_file(path, file.copy)
    except AlreadyThereError:
        there = raw_file(folder, file.local)
        if there is None or there.sha256 != file.raw.sha256:
            raise
        return None
    return path
