"""The files of one charter: which kind each is, what it says, and how far the charter has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from charter.document import Document, read
from charter.model import KINDS, Kind
from charter.model.reading import Reading, understand
from charter.rules import STAGES, Stage

if TYPE_CHECKING:
    from charter.model import People, Program


class Source(NamedTuple):
    """One file: its path as it is to be shown, and its bytes."""

    path: str
    raw: bytes


@dataclass(frozen=True)
class Folder:
    """The files of one charter, or loose files of one kind.

    Attributes:
        sources: The files, in any order.
        name: The folder's name under ``charters/``; empty elsewhere, where an id may differ from it.
        prefix: What every shown path starts with, with its slash; kinds are told by what follows.
    """

    sources: Sequence[Source]
    name: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class File:
    """One file, read.

    Attributes:
        local: Its path inside the charter's folder.
    """

    document: Document
    kind: Kind
    reading: Reading
    local: str

    @property
    def data(self) -> Mapping[str, Any]:
        """Its plain data; empty where it could not be read."""
        return self.document.data if isinstance(self.document.data, dict) else {}


def read_program(source: Source) -> Program | None:
    """The program's policy, as far as it can be understood."""
    document = read(source.raw, source.path)
    if document.data is None:
        return None
    return cast("Program | None", understand(KINDS["program"], document.data, document.unreadable).part)


def read_source(source: Source, prefix: str) -> File:
    """Read one file; `prefix` is the folder's part of its path."""
    document = read(source.raw, source.path)
    local = source.path.removeprefix(prefix)
    kind = _kind(local, document)
    if document.data is None:
        return File(document, kind, Reading(None, ()), local)
    return File(document, kind, understand(KINDS[kind], document.data, document.unreadable), local)


_FOLDERS: Mapping[str, Kind] = {
    "people": "people",
    "record": "record",
    "evidence": "evidence",
    "decisions": "decision",
    "consents": "consent",
}


def _kind(local: str, document: Document) -> Kind:
    """A file's kind: by its folder, else by its first key that names a kind, else a charter."""
    parent, _, name = local.rpartition("/")
    if (by_folder := _FOLDERS.get(parent.rpartition("/")[2])) is not None:
        return by_folder
    if name == "program.yaml":
        return "program"
    if name != "charter.yaml" and isinstance(document.data, dict):
        return next((kind for kind in KINDS if kind in document.data), "charter")
    return "charter"


def id_of(terms: File | None) -> str:
    """The charter's id; empty where it has none."""
    found = terms.data.get("id") if terms else None
    return found if isinstance(found, str) else ""


_STAGES: Mapping[str, Stage] = {
    "signed": "signing",
    "withdrawn": "draft",
    "ended": "winding-down",
    **{stage: stage for stage in STAGES},
}


def stage_of(reads: Iterable[File]) -> Stage:
    """The target of the highest-numbered decision; draft without decisions."""
    decisions = sorted((item for item in reads if item.kind == "decision"), key=lambda item: item.local)
    for item in reversed(decisions):
        move = item.data.get("phase")
        if isinstance(move, dict):
            target = str(move.get("from") if move.get("to") == "paused" else move.get("to"))
            if target in _STAGES:
                return _STAGES[target]
    return "draft"


def rosters(reads: Iterable[File]) -> dict[str, People]:
    """The people files by party."""
    parts = [cast("People | None", item.reading.part) for item in reads if item.kind == "people"]
    return {part.party: part for part in parts if part is not None and isinstance(part.party, str)}
