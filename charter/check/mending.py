"""Fixes over a repository: which files they change and how, and which must stay as they are."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from charter.check.linting import Asked, Desk, desk, files_of, lint_paths, shown
from charter.digest import digest
from charter.edits.mending import mended
from charter.errors import UnreadablePathError
from charter.finding import Finding
from charter.repository import Unit, all_units, read_file, units
from charter.writing import replace_file

if TYPE_CHECKING:
    from charter.folder import File

_MOST_PASSES: Final = 50
"""How often a charter is linted again after its fixes; fixes that meet are made one after the other."""


class Change(NamedTuple):
    """A file that is to be changed.

    Attributes:
        path: Where it lies; `shown` is how findings name it.
        fixed: How many findings this settles.
    """

    path: str
    shown: str
    before: bytes
    after: bytes
    fixed: int = 0


class Mending(NamedTuple):
    """What fixing would do.

    Attributes:
        changes: By path; none that leaves its file as it is.
        kept: Files with fixes that are not made though they were asked for: the path as shown, how many, and why.
        offered: How many more could be made with those that are not safe.
    """

    changes: tuple[Change, ...]
    kept: tuple[tuple[str, int, str], ...] = ()
    offered: int = 0


def mending(root: Path, paths: Sequence[str], asked: Asked, *, unsafe: bool, cached: bool = True) -> Mending:
    """What the fixes of everything that linting finds would do; nothing is written.

    Args:
        unsafe: Also the fixes that may change what a charter means.

    Raises:
        UnreadablePathError: A path does not exist or cannot be opened.
    """
    report = lint_paths(root, paths, asked, cached=cached)
    fixable = {finding.path for finding in report.findings if finding.fix}
    chosen = units(root, paths) if paths else sorted(all_units(root))
    at = desk(root, asked)
    parts = [_of_unit(unit, at, unsafe=unsafe) for unit in chosen if not fixable.isdisjoint(map(shown, unit.files))]
    return Mending(
        tuple(sorted(change for part in parts for change in part.changes)),
        tuple(sorted(kept for part in parts for kept in part.kept)),
        sum(part.offered for part in parts),
    )


def write(root: Path, changes: Sequence[Change]) -> None:
    """Put the changed files in place; each is checked before the first is written.

    Raises:
        UnreadablePathError: A file lies outside of the root or behind a link, or is not any more what was read.
    """
    for change in changes:
        _inside(root, change.path)
    for change in changes:
        replace_file(Path(change.path), change.before, change.after)


def _inside(root: Path, path: str) -> None:
    above = os.path.realpath(root)
    if os.path.islink(path):
        raise UnreadablePathError(f"{path} is a link, and no file is edited through one", "name where it leads")
    if os.path.commonpath([above, os.path.realpath(path)]) != above:
        raise UnreadablePathError(f"{path} is not edited: it lies outside of {root}", "name its repository with --root")
    within = os.path.relpath(os.path.abspath(path), os.path.abspath(root))
    if os.path.realpath(path) != os.path.normpath(os.path.join(above, within)):
        raise UnreadablePathError(f"{path} is not edited: it lies behind a link", "name where it leads")


def _of_unit(unit: Unit, at: Desk, *, unsafe: bool) -> Mending:
    """The fixes of one charter's files, made again and again until nothing is left to be made."""
    before = [read_file(file) for file in unit.files]
    kept = _kept(unit, files_of(unit, before))
    raws, fixed = list(before), [0] * len(before)
    left: list[Finding] = []
    for _ in range(_MOST_PASSES):
        reads = files_of(unit, raws)
        left = [finding for finding in at.lint(unit, reads).findings if finding.fix]
        made = [
            _mend(item, raw, left, unsafe and item.document.path not in kept)
            for item, raw in zip(reads, raws, strict=True)
        ]
        if raws == [raw for raw, _ in made]:
            break
        raws = [raw for raw, _ in made]
        fixed = [many + now for many, (_, now) in zip(fixed, made, strict=True)]
    rows = zip(unit.files, map(shown, unit.files), before, raws, fixed, strict=True)
    changes = tuple(Change(*row) for row in rows if row[2] != row[3])
    risky = Counter(finding.path for finding in left if finding.fix and not finding.fix.safe)
    if unsafe:
        return Mending(changes, tuple((path, risky[path], why) for path, why in kept.items() if risky[path]))
    return Mending(changes, (), sum(count for path, count in risky.items() if path not in kept))


def _mend(item: File, raw: bytes, findings: Iterable[Finding], unsafe: bool) -> tuple[bytes, int]:
    """A file after one go of its fixes, and how many were made."""
    mine = [one for one in findings if one.path == item.document.path and one.fix and (unsafe or one.fix.safe)]
    result = mended(raw, mine)
    return result.raw, len(result.applied)


def _kept(unit: Unit, reads: Sequence[File]) -> dict[str, str]:
    """The files whose words may not change any more, by the path that findings show, and why."""
    found = {}
    pinned = {digest for item in reads if item.kind in _RECORDED for digest in _DIGEST.findall(item.document.text)}
    last = _last_signed(unit.folder)
    for item in reads:
        path = item.document.path
        if item.kind in _RECORDED:
            found[path] = "what was recorded is not rewritten"
        elif item.kind == "charter" and last and _revision(item) <= last:
            found[path] = "all have signed these terms: raise the revision, and change them by an amendment"
        elif digest(cast("Any", item.data)) in pinned:
            found[path] = "a decision or a consent rests on these words: change them by a step of the charter"
    return found


_RECORDED: Final = frozenset(("decision", "consent", "evidence"))
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SIGNED = re.compile(r"r([0-9]{1,9})\.json")


def _last_signed(folder: str) -> int:
    """The highest revision that all have signed; 0 without one."""
    try:
        names = os.listdir(os.path.join(folder, "signed"))
    except OSError:
        return 0
    return max((int(match[1]) for name in names if (match := _SIGNED.fullmatch(name))), default=0)


def _revision(item: File) -> int:
    """The revision that terms claim to be; 0 where nobody can tell, which is before every signed one."""
    said = item.data.get("revision")
    return int(said) if isinstance(said, str) and re.fullmatch("[0-9]{1,9}", said) else 0
