"""Everything recorded of one charter, read from its folder: what the replay and the gates are given."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from charter.check.linting import inside, shown
from charter.facts import Facts, RawFile, Stray
from charter.folder import RECORD, File, Source, astray, facts_of, id_of, read_source, stage_of
from charter.repository import LARGEST, Unit, charter_folder, charter_unit, read_file
from charter.rules import Stage
from charter.signatures.pades import LARGEST as LARGEST_PDF
from charter.values import given


@dataclass(frozen=True)
class Recorded:
    """One charter's record.

    Attributes:
        folder: The charter's folder.
        prefix: How the folder is shown, with its slash.
        reads: Its YAML files by their path inside the folder.
    """

    folder: Path
    prefix: str
    facts: Facts
    reads: Mapping[str, File]

    @cached_property
    def stage(self) -> Stage:
        """How far the charter has come, as its decisions say."""
        return stage_of(self.reads.values())


def recorded(root: Path, charter: str) -> Recorded:
    """The record of a charter given by its id, or by a path to it.

    Raises:
        UnreadablePathError: There is no such charter, or one of its files cannot be opened.
    """
    return read_record(charter_folder(root, charter))


def read_record(folder: Path) -> Recorded:
    """The record in a charter's folder.

    Raises:
        UnreadablePathError: One of its files cannot be opened.
    """
    unit = charter_unit(str(folder))
    return record_of(
        unit, [read_source(Source(shown(file), read_file(file)), inside(unit.folder, file)) for file in unit.files]
    )


def record_of(unit: Unit, reads: Sequence[File]) -> Recorded:
    """The record of a charter whose YAML files were read already.

    Raises:
        UnreadablePathError: One of its other files cannot be opened.
    """
    folder, prefix = Path(unit.folder), shown(unit.folder) + "/"
    terms = next((item for item in reads if item.local == "charter.yaml"), None)
    facts = facts_of(id_of(terms) or unit.name, reads, dict(_signed(folder)))
    files = {name: file for name in dict.fromkeys(_named(facts)) if (file := raw_file(folder, name)) is not None}
    facts = replace(facts, files=files, astray=(*facts.astray, *_astray(folder)))
    return Recorded(folder, prefix, facts, {item.local: item for item in reads})


def _astray(folder: Path) -> Iterator[Stray]:
    """What lies in the folder, looks like a part of the record and is not read as one; links are not followed."""
    names: list[str] = []
    links: set[str] = set()
    for place, folders, files in os.walk(folder):
        inside = os.path.relpath(place, folder).replace(os.sep, "/")
        if inside == "evidence":
            folders[:] = [name for name in folders if name != "data"]
        prefix = "" if inside == "." else f"{inside}/"
        links.update(prefix + name for name in (*files, *folders) if os.path.islink(os.path.join(place, name)))
        names += [prefix + name for name in files]
    for link in sorted(links):
        if link in RECORD or link == "charter.yaml":
            yield Stray(link, "it is a link, and what it leads to may be another file elsewhere")
    yield from astray(names, links)


def _signed(folder: Path) -> Iterator[tuple[str, bytes]]:
    place = folder / "signed"
    if not place.is_dir() or place.is_symlink():
        return
    for name in sorted(os.listdir(place)):
        if name.endswith(".json"):
            yield f"signed/{name}", read_file(place / name)


def _named(facts: Facts) -> Iterator[str]:
    """Every file that evidence or a consent names."""
    for fact in facts.evidence:
        source = given(fact.part.source)
        if source is not None:
            yield str(given(source.file) or "")
        for case in given(fact.part.cases) or ():
            yield str(given(case.attachment) or "")
    for consent in facts.consents:
        signature = given(consent.part.signature)
        if signature is not None and not isinstance(signature, str):
            yield f"signed/{given(signature.file)}"  # type: ignore[attr-defined]  # an Envelope, if no text


def raw_file(folder: Path, name: str) -> RawFile | None:
    """A file of the charter's own folder; None where its path leads out of it or through a link."""
    steps = name.split("/")
    if len(steps) < 2 or steps[0] not in ("evidence", "signed") or any(step in ("", ".", "..") for step in steps):
        return None
    if "\\" in name or "\0" in name or _through_link(folder, steps):
        return None
    try:
        return _digested(folder.joinpath(*steps))
    except OSError:
        return None


def _through_link(folder: Path, steps: Iterable[str]) -> bool:
    place = folder
    for step in steps:
        place /= step
        if place.is_symlink():
            return True
    return False


def _digested(path: Path) -> RawFile | None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        most = LARGEST_PDF if path.suffix == ".pdf" else LARGEST
        small = file.read(most + 1) if status.st_size <= most else None
        sha256 = hashlib.sha256(small) if small is not None else hashlib.file_digest(file, "sha256")
        return RawFile(sha256.hexdigest(), small)
