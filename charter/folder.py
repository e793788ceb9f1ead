"""The files of one charter: which kind each is, what it says, and how far the charter has come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from charter.digest import canonical, digest
from charter.document import Document, read
from charter.facts import Fact, Facts, Stray
from charter.model import KINDS, Kind
from charter.model.reading import Reading, understand
from charter.rules import STAGES, Stage
from charter.values import Absent, given

if TYPE_CHECKING:
    from datetime import date

    from charter.model import Charter, Consent, People, Program


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


def read_source(source: Source, local: str) -> File:
    """Read one file; `local` is its path inside the charter's folder."""
    document = read(source.raw, source.path)
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


RECORD = (*_FOLDERS, "signed")
"""The folders of a charter's record."""


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


def signed_on(reads: Iterable[File], terms: Charter) -> date | None:
    """The day on which the last party signed these terms, as their consents say; None while one is missing."""
    consents = [cast("Consent | None", item.reading.part) for item in reads if item.kind == "consent"]
    signed = {
        given(consent.party): given(consent.date)
        for consent in consents
        if consent is not None and consent.says == "sign" and consent.subject == f"r{terms.revision}"
    }
    parties = given(terms.parties) or {}
    days = [day for party in parties if (day := signed.get(party)) is not None]
    return max(days) if days and len(days) == len(parties) else None


def facts_of(name: str, reads: Iterable[File], signed: Mapping[str, bytes]) -> Facts:
    """What is recorded of a charter, from its files as they were read.

    Args:
        name: The charter's id.
        signed: The contents of ``signed/rN.json`` by their path inside the charter's folder.
    """
    whole: dict[Kind, list[Fact[Any]]] = {kind: [] for kind in KINDS}
    broken = []
    for item in sorted(reads, key=lambda item: item.local):
        if _whole(item):
            whole[item.kind].append(Fact(item.local, digest(item.data), item.reading.part, item.data))  # type: ignore[arg-type]  # plain data
        elif item.kind in ("decision", "consent", "evidence", "people"):
            broken.append(item.local)
    revisions = {local: _signed_terms(local, raw, name) for local, raw in signed.items()}
    return Facts(
        id=name,
        draft=next(iter(whole["charter"]), None),
        signed={int(str(fact.part.revision)): fact for fact in revisions.values() if fact is not None},
        people={fact.part.party: fact for fact in whole["people"] if _is_home(fact)},
        decisions=tuple(whole["decision"]),
        consents=tuple(whole["consent"]),
        evidence=tuple(whole["evidence"]),
        broken=(*broken, *(local for local, fact in revisions.items() if fact is None)),
        astray=tuple(_second(fact) for fact in whole["people"] if not _is_home(fact)),
    )


def _is_home(roster: Fact[People]) -> bool:
    return roster.local == f"people/{roster.part.party}.yaml"


def _second(roster: Fact[People]) -> Stray:
    party = roster.part.party
    why = f"it says who the people of {party} are, and only people/{party}.yaml does"
    return Stray(roster.local, why, ("party",))


def astray(names: Iterable[str], links: Collection[str] = ()) -> Iterator[Stray]:
    """What looks like a part of the record and is not read as one, of the files of a charter's folder.

    Args:
        names: Paths inside the charter's folder, with forward slashes.
        links: Those of them that are links.
    """
    for local in sorted(names):
        folder, _, name = local.partition("/")
        home = folder.casefold()
        if home not in RECORD or not _is_record(home, name):
            continue
        if folder != home:
            yield Stray(local, f"{folder}/ is not read: the folder is called {home}/")
        elif "/" in name:
            yield Stray(local, f"it lies in {local.rpartition('/')[0]}/, and only files directly in {home}/ are read")
        elif not name.endswith((".yaml", ".json")):
            yield Stray(local, f"files of the record are called *{_SUFFIXES[home == 'signed'][0]}, and this one {name}")
        elif local in links:
            yield Stray(local, "it is a link, and what it leads to may be another file elsewhere")


_SUFFIXES = ((".yaml", ".yml"), (".json",))
"""How files of the record end, and how those do that look like one; in `signed/` others."""


def _is_record(home: str, name: str) -> bool:
    """Whether a file looks like a part of the record."""
    first, _, rest = name.partition("/")
    behind = home == "evidence" and first == "data" and bool(rest)
    return not behind and name.casefold().endswith(_SUFFIXES[home == "signed"])


def _whole(item: File) -> bool:
    """Whether a file was understood in full."""
    defects = any(finding.severity == "error" for finding in item.document.findings)
    return item.reading.part is not None and not item.reading.violations and not defects and not _evasive(item)


_SAID: Mapping[Kind, tuple[str, ...]] = {
    "decision": ("seq", "charter", "step", "by", "phase", "date", "terms", "previous", "phase.from_", "phase.to"),
    "consent": ("charter", "subject", "digest", "says", "party", "role", "person", "date", "method"),
    "evidence": ("phase", "collected", "collected.date", "collected.by"),
    "people": ("party",),
}
"""What a record must say: of a deed, `none` and `tbd` are no answers to who, what and when."""


def _evasive(item: File) -> bool:
    """Whether a record leaves open what it must say."""
    from operator import attrgetter

    return any(isinstance(attrgetter(name)(item.reading.part), Absent) for name in _SAID.get(item.kind, ()))


def _signed_terms(local: str, raw: bytes, name: str) -> Fact[Charter] | None:
    """Signed terms; None unless they are the canonical JSON of a charter with this id and the revision of its name."""
    import json

    try:
        data = json.loads(raw)
        whole = isinstance(data, dict) and canonical(cast("Any", data)) == raw
        reading = understand(KINDS["charter"], cast("Any", data)) if whole else Reading(None, ())
    except (ValueError, RecursionError, TypeError, AttributeError):
        return None
    part = cast("Charter | None", reading.part)
    if part is None or reading.violations or part.id != name or local != f"signed/r{part.revision}.json":
        return None
    return Fact(local, digest(data), part, data)


def rosters(reads: Iterable[File]) -> dict[str, People]:
    """The people files by party."""
    parts = [cast("People | None", item.reading.part) for item in reads if item.kind == "people"]
    return {part.party: part for part in parts if part is not None and isinstance(part.party, str)}
