"""The files behind evidence: inside the charter's folder, there, unchanged, and still yielding what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from charter.facts import Fact, Objection, RawFile
from charter.finding import Path
from charter.gates.cases import Case, cases_of
from charter.gates.figures import amount, number
from charter.gates.tables import Counted, TableError, Yielded, recomputed
from charter.values import Percent, given
from charter.wording import counted

if TYPE_CHECKING:
    from charter.model import Charter, Evidence, People


@dataclass(frozen=True)
class Ground:
    """What evidence is held against; pure data.

    Attributes:
        customers: Who may be named as a customer; None where nothing says who they are.
    """

    terms: Charter
    today: date
    files: Mapping[str, RawFile] = field(default_factory=dict)
    people: Mapping[str, Fact[People]] = field(default_factory=dict)
    customers: frozenset[str] | None = None


Check: TypeAlias = "Callable[[Fact[Evidence], Ground], Iterator[Objection]]"


def _pointers(fact: Fact[Evidence]) -> Iterator[tuple[Path, str, str, bool]]:
    """Every file it points at: where, the path, the digest recorded, whether it is an attachment."""
    source = given(fact.part.source)
    if source is not None and (file := given(source.file)) is not None:
        yield ("source",), file, given(source.sha256) or "", False
    for index, case in enumerate(given(fact.part.cases) or ()):
        if attachment := given(case.attachment):
            yield ("cases", index), attachment, given(case.sha256) or "", True


def inside(path: str) -> bool:
    """Whether a path leads to a file below ``evidence/``, without detours."""
    steps = path.split("/")
    return "\\" not in path and len(steps) > 1 and steps[0] == "evidence" and not {"", ".", ".."} & set(steps)


def outside(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    """A path that leads out of the folder for evidence."""
    for where, path, _, attached in _pointers(fact):
        if not inside(path):
            message = f"{path} does not lie in the charter's own folder evidence/"
            help = "copy the file into evidence/data/ and name it from there, with forward slashes and without .."
            place = (*where, "attachment" if attached else "file")
            yield Objection("evidence-path-outside", fact.local, place, message, help)


def file_missing(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    """A file that is pointed at and is not there."""
    for where, path, _, attached in _pointers(fact):
        if inside(path) and path not in ground.files:
            message, help = f"there is no file {path}", "add the file as it was when the evidence was collected"
            place = (*where, "attachment" if attached else "file")
            yield Objection("evidence-file-missing", fact.local, place, message, help)


def digest_mismatch(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    """A source that is not the file that was recorded."""
    for where, path, recorded, attached in _pointers(fact):
        file = ground.files.get(path) if inside(path) else None
        if not attached and file is not None and file.sha256 != recorded:
            message = f"{path} has the digest {file.sha256[:12]}…, recorded is {_cut(recorded)}"
            help = "restore the file, or record what it says now as new evidence"
            yield Objection("evidence-digest-mismatch", fact.local, (*where, "sha256"), message, help)


def attachment_mismatch(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    """A proof that is not the file that was recorded."""
    for where, path, recorded, attached in _pointers(fact):
        file = ground.files.get(path) if inside(path) else None
        if attached and file is not None and file.sha256 != recorded:
            message = f"{path} has the digest {file.sha256[:12]}…, recorded is {_cut(recorded)}"
            help = "restore the attachment, or record the answer again with the attachment's digest"
            yield Objection("attachment-mismatch", fact.local, (*where, "sha256"), message, help)


def _cut(digest: str) -> str:
    return f"{digest[:12]}…" if len(digest) > 13 else digest or "none"


def not_reproduced(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    """Cases that the file does not yield, or does and nobody recorded."""
    source = given(fact.part.source)
    if source is None or given(source.column) is None:
        return
    path = given(source.file) or ""
    file = ground.files.get(path) if inside(path) else None
    if file is None or file.sha256 != given(source.sha256):
        return  # said by the checks of the path and of the digest
    where: Path = ("source", "column")
    try:
        if file.content is None:
            raise TableError(f"{path} is too large to be recomputed", "keep one period in a file, at most 1 MiB")
        yielded = dict(recomputed(source, file.content))
    except TableError as error:
        yield Objection("evidence-not-reproduced", fact.local, where, f"{path}: {error.bare}", error.bare_help)
        return
    help = "record what the file yields as new evidence, or correct which rows count"
    for index, case in enumerate(cases_of(fact.part)):
        found = yielded.pop(case.name, None)
        if found is None or not _same(case, found):
            shown = "nothing" if found is None else _said(found)
            message = f"{path} yields {shown}{whose(case.name)}, recorded is {case.text or 'nothing'}"
            yield Objection("evidence-not-reproduced", fact.local, ("cases", index, "value"), message, help)
    if yielded:  # whose they are stands in the file alone, which may be confidential
        message = f"{path} yields {counted(len(yielded), 'case')} that no case here records"
        yield Objection("evidence-not-reproduced", fact.local, ("cases",), message, help)


def whose(name: str) -> str:
    """A case's name in a sentence: `` for Helio 3PL``; empty for an unnamed one."""
    return f" for {name}" if name else ""


def _said(found: Yielded) -> str:
    return f"{found.hits} of {found.of}" if isinstance(found, Counted) else number(found)


def _same(case: Case, found: Yielded) -> bool:
    """Whether a recorded value is what was recomputed; a mean without end is recorded to nine places."""
    if case.value is None:
        return False
    recorded = amount(case.value)
    if not isinstance(found, Counted):
        ends = (found * 10**9).denominator == 1
        return case.of is None and recorded == (found if ends else Fraction(round(found * 10**9), 10**9))
    if case.of is None:
        return isinstance(case.value, Percent) and found.of > 0 and recorded * found.of == 100 * found.hits
    return recorded == found.hits and case.of == found.of
