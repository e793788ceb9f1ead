"""Files brought into their canonical form: which of them change, and which cannot be."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from charter.check.linting import files_of
from charter.check.mending import Change
from charter.edits.form import formed
from charter.errors import UnreadablePathError
from charter.repository import all_units, read_file, units


class Forming(NamedTuple):
    """What bringing files into their form would do.

    Attributes:
        files: How many were looked at.
        changes: By path; none that leaves its file as it is.
        kept: What has no form: the path as shown, the line, from 1, and why.
    """

    files: int
    changes: tuple[Change, ...]
    kept: tuple[tuple[str, int, str], ...]


def forming(root: Path, paths: Sequence[str]) -> Forming:
    """What the canonical form would change in the files of charters; nothing is written.

    Args:
        paths: Files, folders or ids; a file of a charter stands for itself alone. Empty for everything below `root`.

    Raises:
        UnreadablePathError: A path does not exist or cannot be opened, or there is no charter.
    """
    chosen = units(root, paths) if paths else sorted(all_units(root))
    if not chosen:
        raise UnreadablePathError(f"there is no charter in {root}", "charter init starts one")
    wanted = {file for path in paths for file in _files(root, path)}
    changes, kept, count = [], [], 0
    for unit in chosen:
        raws = [read_file(file) for file in unit.files]
        for path, raw, item in zip(unit.files, raws, files_of(unit, raws), strict=True):
            if wanted and os.path.abspath(path) not in wanted:
                continue
            count += 1
            now, why = formed(raw, item.kind)
            if why is not None:
                kept.append((item.document.path, *why))
            elif now != raw:
                changes.append(Change(path, item.document.path, raw, now))
    return Forming(count, tuple(changes), tuple(kept))


def _files(root: Path, path: str) -> list[str]:
    """The files that a path stands for; a file stands for itself alone."""
    if os.path.isfile(path):
        return [os.path.abspath(path)]
    return [os.path.abspath(file) for unit in units(root, [path]) for file in unit.files]
