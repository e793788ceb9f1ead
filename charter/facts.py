"""What is recorded of one charter: terms, people, decisions, consents and evidence, each with its file and digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from charter.finding import Path

if TYPE_CHECKING:
    from charter.model import Charter, Consent, Decision, Evidence, People

P_co = TypeVar("P_co", covariant=True)


@dataclass(frozen=True)
class Fact(Generic[P_co]):
    """One file that was understood in full.

    Attributes:
        local: Its path inside the charter's folder, such as ``decisions/0003.yaml``.
        digest: Of its canonical JSON, ``sha256:…``.
        data: Its plain data: nested mappings and lists whose scalars are all text.
    """

    local: str
    digest: str
    part: P_co
    data: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The file's name without folder and suffix, such as ``0003``."""
        return self.local.rpartition("/")[2].rpartition(".")[0]


class RawFile(NamedTuple):
    """A file that evidence or a consent points at.

    Attributes:
        sha256: 64 hex digits.
        content: Its bytes, where it is small enough to be read, as a table or as a signed PDF; else None.
    """

    sha256: str
    content: bytes | None = None


class Stray(NamedTuple):
    """A file that looks like a part of the record and is not read as one; `why` in words."""

    local: str
    why: str
    path: Path = ()


@dataclass(frozen=True)
class Facts:
    """Everything recorded of one charter; pure data.

    Attributes:
        id: The charter's id.
        draft: ``charter.yaml`` as it is now; None where it cannot be understood.
        signed: The signed revisions by number, from ``signed/rN.json``.
        people: The people files by party.
        decisions: In the order of their file names.
        evidence: In no order: evidence is a set.
        files: Every file that evidence, an attachment or a consent names, by its path inside the charter's folder. A
            path that leads outside, or to nothing, is absent.
        broken: Files of the record that cannot be understood; `charter lint` says why. Nothing may be built on them.
        astray: Files that look like a part of the record and are not read as one.
    """

    id: str
    draft: Fact[Charter] | None = None
    signed: Mapping[int, Fact[Charter]] = field(default_factory=dict)
    people: Mapping[str, Fact[People]] = field(default_factory=dict)
    decisions: tuple[Fact[Decision], ...] = ()
    consents: tuple[Fact[Consent], ...] = ()
    evidence: tuple[Fact[Evidence], ...] = ()
    files: Mapping[str, RawFile] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    astray: tuple[Stray, ...] = ()


class Elsewhere(NamedTuple):
    """A second place that an objection points at."""

    local: str
    path: Path
    message: str


class Objection(NamedTuple):
    """Something that is wrong with what is recorded; `charter check` shows it as a finding.

    Attributes:
        rule: The id of the one check that objects.
        local: The file it is about, inside the charter's folder; it may name one that is missing.
        path: Into that file.
        message: Lower case, no full stop, with the names and numbers.
        help: What to do; empty takes the rule's own.
    """

    rule: str
    local: str
    path: Path
    message: str
    help: str = ""
    also: tuple[Elsewhere, ...] = ()


class Proof(NamedTuple):
    """One step of a verification.

    Attributes:
        rule: The id of the check, which is a lint rule's.
        path: The field it is about.
        shown: What the step proves, in words.
        problem: Why it fails; empty where it holds.
    """

    rule: str
    path: Path
    shown: str
    problem: str = ""
    help: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is proved."""
        return not self.problem


def evidence_id(digest: str) -> str:
    """How an evidence file is called in a consent's subject: ``e-`` and the first 8 hex digits of its digest."""
    return f"e-{digest.removeprefix('sha256:')[:8]}"


def decision_id(number: int) -> str:
    """How a decision is called in a consent's subject: ``d0003``."""
    return f"d{number:04d}"
