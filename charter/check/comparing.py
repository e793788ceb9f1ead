"""The two versions that are compared: files, signed revisions, and what a commit held; and where changes stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from charter.check.linting import shown
from charter.check.recording import recorded
from charter.comparison.compare import Told, compared
from charter.comparison.process import Process, process
from charter.comparison.version import Version, composed
from charter.digest import digest
from charter.document import Document, read
from charter.errors import UnreadablePathError, UsageError
from charter.git import file_at
from charter.lifecycle.replay import History, known, replay
from charter.model import KINDS
from charter.model.place import keys_of
from charter.model.reading import understand
from charter.repository import LARGEST, charter_folder, read_file

if TYPE_CHECKING:
    from charter.comparison.story import Story
    from charter.facts import Facts
    from charter.model import Charter

_STILL_READ: Final = frozenset(["hidden-character"])
"""Defects that leave no doubt about what the file says: a hidden character is a character, and is shown as one."""

_SIGNED: Final = re.compile(r"r([1-9][0-9]{0,5})")


class Compared(NamedTuple):
    """Two versions and what lies between them.

    Attributes:
        document: The new version's file with its places; None where it has no lines.
        process: What the new terms need to come into force; None where they are not the draft of a record.
    """

    old: Version
    new: Version
    told: tuple[Told, ...]
    document: Document | None = None
    process: Process | None = None


def files(old: Path, new: Path) -> Compared:
    """Two files, YAML or signed JSON.

    Raises:
        UnreadablePathError: One of them cannot be opened or understood.
    """
    before, after = (_file(path) for path in (old, new))
    return Compared(before[0], after[0], compared(before[0], after[0]), after[1])


def _file(path: Path) -> tuple[Version, Document | None]:
    return version(shown(str(path)), read_file(path))


def version(name: str, raw: bytes) -> tuple[Version, Document | None]:
    """The terms in a file, with their places; canonical JSON has none.

    Raises:
        UnreadablePathError: They cannot be understood in full, so nothing can be said of what changed.
    """
    if name.endswith(".json"):
        return _of(name, _texts(name, raw)), None
    document = read(raw, name)
    wrong = [finding.message for finding in document.findings if finding.rule not in _STILL_READ]
    if wrong or document.unreadable or document.data is None:
        raise _not_understood(name, wrong or [finding.message for finding in document.findings])
    return _of(name, document.data), document


def _texts(name: str, raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw)
        if not isinstance(data, dict) or not _is_text(data):
            raise _not_understood(name, ["it is no mapping of texts"])
    except (ValueError, RecursionError) as error:
        raise _not_understood(name, ["it is no JSON"]) from error
    return data


def _is_text(data: object) -> bool:
    if isinstance(data, dict):
        return all(map(_is_text, data.values()))
    return all(map(_is_text, data)) if isinstance(data, list) else isinstance(data, str)


def _of(name: str, data: Mapping[str, Any]) -> Version:
    reading = understand(KINDS["charter"], cast("Any", data))
    if reading.part is None or reading.violations:
        raise _not_understood(name, [violation.message for violation in reading.violations])
    absent = {
        tuple(int(step) if isinstance(step, int) else step for step in path): one for path, one in reading.absent_items
    }
    whole = cast("dict[str, Any]", composed(cast("Any", data)))
    if name.endswith(".json"):
        order = keys_of(KINDS["charter"])
        whole = {key: whole[key] for key in order if key in whole}  # as a charter is written, not as it is signed
    return Version(name, cast("Charter", reading.part), digest(cast("Any", data)), whole, absent)


def _not_understood(name: str, wrong: list[str]) -> UnreadablePathError:
    first = f": {wrong[0]}" if wrong else ""
    return UnreadablePathError(f"{name} cannot be understood, so it cannot be compared{first}", f"charter lint {name}")


def of_charter(root: Path, charter: str, today: date, base: str = "") -> Compared:
    """A charter as it is now against what all signed last, or against what a commit held.

    Args:
        base: A commit; empty for the last revision that all signed.

    Raises:
        UsageError: Nothing is signed yet, or git knows no such commit.
        UnreadablePathError: There is no such charter, or one of the two versions cannot be understood.
    """
    folder = charter_folder(root, charter)
    after, document = _file(folder / "charter.yaml")
    facts = known(recorded(root, charter).facts, today)
    history = replay(facts, today)
    before = _committed(folder, base) if base else _last_signed(facts, history, charter)
    told = compared(before, after)
    return Compared(before, after, told, document, process(facts, history, [one.change for one in told]))


def _committed(folder: Path, base: str) -> Version:
    raw = file_at(folder, "charter.yaml", base, LARGEST + 1)
    found, _ = version("charter.yaml", raw)
    return replace(found, name=f"charter.yaml at {base}")


def _last_signed(facts: Facts, history: History, charter: str) -> Version:
    newest = max(history.signed_on, default=0)
    if newest not in facts.signed:
        said = f"no revision of {charter} is signed by all yet" if not newest else f"signed/r{newest}.json is not there"
        raise UsageError(f"{said}, so there is nothing to compare with", "charter diff ID --base COMMIT, or two files")
    return _signed(facts, newest)


def _signed(facts: Facts, number: int) -> Version:
    fact = facts.signed.get(number)
    if fact is None:
        there = ", ".join(f"r{one}" for one in sorted(facts.signed)) or "none"
        raise UsageError(
            f"there is no signed/r{number}.json that can be understood", f"the revisions there are: {there}"
        )
    return replace(_of(fact.local, fact.data), name=f"revision {number} as signed")


def of_revisions(root: Path, charter: str, names: tuple[str, ...]) -> Compared:
    """A signed revision of a charter, such as ``r1``, against another one, or against the charter as it is now.

    Raises:
        UsageError: There is no such revision.
        UnreadablePathError: There is no such charter, or it cannot be understood.
    """
    numbers = [_number(name) for name in names]
    facts = recorded(root, charter).facts
    before = _signed(facts, numbers[0])
    if len(numbers) > 1:
        after, document = _signed(facts, numbers[1]), None
    else:
        after, document = _file(charter_folder(root, charter) / "charter.yaml")
    return Compared(before, after, compared(before, after), document)


def _number(name: str) -> int:
    found = _SIGNED.fullmatch(name)
    if found is None:
        raise UsageError(f'"{name}" is no revision, and no file', "write r1, or name two files")
    return int(found[1])


def told(found: Compared) -> Story:
    """The comparison in words, with the lines of the new file."""
    from charter.rendering.changes import story

    whole = story(found.old, found.new, found.process, found.told)
    if found.document is None:
        return whole
    changes = zip(whole.changes, found.told, strict=True)
    placed = tuple(said._replace(line=_line(found.document, one)) for said, one in changes)
    return whole._replace(file=found.document.path, changes=placed)


def _line(document: Document, told: Told) -> int:
    """The line of a change; of something removed, of what held it."""
    change = told.change
    return document.span(change.new_path, change.kind == "added").start.line
