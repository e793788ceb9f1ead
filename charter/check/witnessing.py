"""Holding a repository against what a company remembers of it, in a file of its own that lies outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from charter.check.checking import finding, record_objections
from charter.check.recording import Recorded, read_record
from charter.errors import RefusedError, UnreadablePathError, UsageError
from charter.lifecycle.replay import History, replay
from charter.outlook.memory import (
    Loss,
    Memory,
    Seen,
    amount,
    differences,
    joined,
    lacking,
    losses,
    read_memory,
    seen,
    text,
)
from charter.outlook.testimony import Problem, Step
from charter.repository import all_units, charter_folder, read_file

LARGEST = 64 << 20
"""The most bytes that a memory may have."""

HELP = (
    "somebody rewrote what was recorded: look for a commit that still has it (git reflog, a clone that was not "
    "updated), and ask the partner before anything else"
)
"""What to do where something that was seen is not so any more."""


class Witnessed(NamedTuple):
    """What a look at the repository comes to.

    Attributes:
        before: What was remembered; None where there was no memory yet.
        now: What is there, by charter; None for one without a record.
    """

    before: Memory | None
    now: Mapping[str, Seen | None]

    @property
    def after(self) -> Memory:
        """What is remembered from now on."""
        known = dict(self.before or {})
        return known | {name: joined(known.get(name), one) for name, one in self.now.items() if one is not None}


def witnessed(root: Path, named: Sequence[str], file: Path, today: date) -> Witnessed:
    """Look at charters, and hold them against the memory in a file.

    Args:
        named: Ids or paths; none for every charter of the repository, and every one that was seen.

    Raises:
        RefusedError: Something that was seen is gone or is another, or a record does not hold.
        UnreadablePathError: A charter or the memory cannot be read.
        UsageError: The memory lies inside the repository, or is no memory.
    """
    if file.resolve().is_relative_to(root.resolve()):
        message = f"{file} lies inside the repository that it is to be held against"
        raise UsageError(message, "keep it where only your own company writes")
    before = load(file) if file.exists() else None
    looks = _looks(root, named, today)
    if not looks and not before:
        raise UnreadablePathError(f"there is no charter in {root}", "charter init starts one")
    now = {look.name: look.seen for look in looks}
    lost = list(_lost(before or {}, now, everything=not named))
    if lost:
        raise RefusedError(f"this is not what {file} remembers; that file stays as it is", _reasons(lost), HELP)
    broken = [reason for look in looks for reason in look.broken]
    if broken:
        message = "a record does not hold, so nothing is remembered"
        raise RefusedError(message, broken, "charter check says everything; name the other charters to remember those")
    return Witnessed(before, now)


def lost_in(root: Path, named: Sequence[str], file: Path, today: date) -> list[Loss]:
    """Everything of a memory that is gone or is another now, whether the records hold or not; nothing is written.

    Args:
        named: Ids or paths; none for every charter of the repository, and every one that was seen.

    Raises:
        UnreadablePathError: A charter or the memory cannot be read.
        UsageError: The file is no memory.
    """
    memory = load(file)
    now = {look.name: look.seen for look in _looks(root, named, today)}
    return list(_lost(memory, now, everything=not named))


def remembered(record: Recorded, file: Path, today: date) -> Step:
    """One charter held against the memory in a file, as a step of its verification.

    Raises:
        UnreadablePathError: The memory cannot be read.
        UsageError: The file is no memory.
    """
    name, known = record.facts.id, load(file).get(record.facts.id)
    if known is None:
        return Step(f"{file} remembers nothing of {name}, so nothing of it can be missing")
    lost = [loss.why for loss in losses(name, known, seen(record.facts, replay(record.facts, today)))]
    problems = tuple(Problem(why, HELP if why == lost[-1] else "") for why in lost)
    return Step(f"all that {file} remembers is there: {amount(known)}", problems)


def _lost(memory: Memory, now: Mapping[str, Seen | None], *, everything: bool) -> Iterator[Loss]:
    for name in sorted(memory if everything else memory.keys() & now.keys()):
        yield from losses(name, memory[name], now.get(name))


def _reasons(lost: Iterable[Loss]) -> tuple[tuple[str, str, str], ...]:
    return tuple((loss.charter, loss.why, "") for loss in lost)


class _Look(NamedTuple):
    """One charter; `broken` is why nothing may be remembered of it."""

    name: str
    seen: Seen | None
    broken: list[tuple[str, str, str]]


def _looks(root: Path, named: Sequence[str], today: date) -> list[_Look]:
    folders = [charter_folder(root, name) for name in named]
    folders = folders or [Path(unit.folder) for unit in all_units(root) if unit.files[0].endswith("charter.yaml")]
    found: dict[str, str] = {}
    looks = []
    for folder in folders:
        record = read_record(folder)
        history = replay(record.facts, today)
        broken = [*_astray(root, record, found), *_broken(record, history, today)]
        found.setdefault(record.facts.id, record.prefix)
        looks.append(_Look(record.facts.id, seen(record.facts, history), broken))
    return looks


def _astray(root: Path, record: Recorded, found: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """A record under another's name: two of one charter, or a folder that took another name."""
    name, folder = record.facts.id, record.folder.resolve()
    if name in found:
        yield record.prefix, f"it says that it is {name}, and so does {found[name]}", ""
    if folder.parent == (root / "charters").resolve() and folder.name != name:
        yield record.prefix, f"it says that it is {name}", f"a charter lies under its id: charters/{name}/"


def _broken(record: Recorded, history: History, today: date) -> Iterator[tuple[str, str, str]]:
    found = (finding(one, record) for one in record_objections(record, history, today))
    yield from [(one.path, one.message, one.help) for one in found if one.severity == "error"][:1]


def load(file: Path) -> Memory:
    """The memory in a file.

    Raises:
        UnreadablePathError: It cannot be read.
        UsageError: It is no memory, or too large a one.
    """
    raw = read_file(file, LARGEST)
    if len(raw) > LARGEST:
        raise UsageError(f"{file} is larger than {LARGEST >> 20} MiB")
    try:
        return read_memory(raw.decode())
    except ValueError as error:
        raise UsageError(
            f"{file} is no memory that charter witness wrote: {error}", "restore it from a copy"
        ) from error


def save(file: Path, memory: Memory) -> bool:
    """Write a memory, unless the file says just this already; whether it was written."""
    from charter.writing import write_atomically

    content = text(memory).encode()
    if file.exists() and read_file(file, LARGEST) == content:
        return False
    write_atomically(file, content)
    return True


class Compared(NamedTuple):
    """Two memories that do not contradict each other.

    Attributes:
        both: How many charters both saw.
        ours_lacks: What only they saw, charter by charter; `theirs_lacks`: what only we saw.
    """

    both: int
    ours_lacks: tuple[Loss, ...]
    theirs_lacks: tuple[Loss, ...]


def compared(ours: Path, theirs: Path) -> Compared:
    """Hold two memories against each other.

    Raises:
        RefusedError: They saw different things under one name: somebody was shown another history.
        UsageError: One of them is no memory.
    """
    mine, other = load(ours), load(theirs)
    apart = _reasons(differences(mine, other))
    if apart:
        message = f"{ours} and {theirs} did not see the same: one of them was shown another history"
        raise RefusedError(message, apart, "compare your clones with the partner, commit by commit (git log --oneline)")
    both = len(mine.keys() & other.keys())
    return Compared(both, tuple(lacking(mine, other)), tuple(lacking(other, mine)))
