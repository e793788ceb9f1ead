"""What a PDF of the terms proves alone: whole, of these words, signed by these people with these keys, as rendered.

Nothing but the file is asked. Each signature in it is told as the consent that it is, and goes through the very checks
that the consents of a repository go through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from charter.consents import Ground, Subject, verify
from charter.digest import digest
from charter.facts import Fact, Facts, Proof, RawFile
from charter.lifecycle.approval import two_parties
from charter.lifecycle.revisions import revisions, signers
from charter.outlook.testimony import Expected, Problem, Signer, Step, problem_of, signer_of
from charter.signatures.pades import PdfSignature, SignedPdf
from charter.values import given
from charter.wording import counted, listed, quoted

if TYPE_CHECKING:
    from charter.model import Charter, Consent, People

_IDLE = frozenset(
    (
        "consent-of-another-charter",
        "consent-misnamed",
        "consent-to-nothing",
        "consent-to-other-words",
        "consent-without-sense",
        "consent-of-a-stranger",
        "consent-without-reason",
        "consent-too-weak",
        "consent-seal-broken",
        "pdf-holds-something-else",
        "pdf-changed-after-signing",
    )
)
"""Checks that hold wherever they hold at all for a consent put together from the file, or that a step here repeats."""


class Box(NamedTuple):
    """A box on the signature page, and for whom it was drawn."""

    field: str
    party: str
    role: str
    person: str

    @property
    def whose(self) -> str:
        """In words."""
        return f"{self.person}, {self.role} of {self.party}" if self.person else f"somebody of {self.party}"


@dataclass(frozen=True)
class Paper:
    """A PDF, taken apart.

    Attributes:
        raw: The whole file.
        digest: Of the terms in it, ``sha256:…``.
        canonical: The canonical JSON of those terms.
        boxes: Of everybody who may sign, in the order of the page.
    """

    raw: bytes
    pdf: SignedPdf
    charter: Charter
    people: Mapping[str, People]
    digest: str
    canonical: bytes
    boxes: tuple[Box, ...]

    @property
    def id(self) -> str:
        """The charter's id."""
        return str(given(self.charter.id) or "")

    @property
    def subject(self) -> str:
        """What is signed, such as ``r1``."""
        return f"r{given(self.charter.revision)}"

    @property
    def parties(self) -> tuple[str, ...]:
        """In the order of the terms."""
        return tuple(given(self.charter.parties) or ())

    def box(self, field: str) -> Box | None:
        """The box of a field."""
        return next((box for box in self.boxes if box.field == field), None)


class Told(NamedTuple):
    """What was proved of a PDF, and the keys that it rests on."""

    steps: tuple[Step, ...]
    signers: tuple[Signer, ...]


def whole(pdf: SignedPdf) -> Step:
    """Whether there is nothing in it that acts or that anybody could fill."""
    problems = [Problem(f"it holds {what}", _NOT_OURS) for what in pdf.active]
    problems += [Problem(f"it holds a field that anybody can fill, {quoted(name)}", _NOT_OURS) for name in pdf.fields]
    return Step(
        f"it is a whole PDF of {counted(pdf.size, 'byte')}, and nothing in it acts, hides or leads elsewhere",
        tuple(problems),
    )


_NOT_OURS = "do not sign it, and do not rely on it: ask whoever sent it for the file as charter made it"


def attached(paper: Paper) -> Step:
    """Whether its one attachment holds the terms, in the form whose digest is signed."""
    found, title = paper.pdf.attachments, given(paper.charter.title)
    named = f"{paper.id} revision {given(paper.charter.revision) or 'unknown'}{f', {quoted(title)}' if title else ''}"
    shown = (
        f"its one attachment, charter.json, holds the terms of {named}, between {listed(paper.parties)}: {paper.digest}"
    )
    if len(found) != 1:
        return Step(
            shown, (Problem(f"it holds {counted(len(found), 'attached file')}, not the terms alone", _NOT_OURS),)
        )
    problem = "" if given(paper.charter.revision) else "they have no revision yet, so nobody can sign them"
    if found[0].name != "charter.json":
        problem = f"its attachment is called {quoted(found[0].name)}, not charter.json"
    elif found[0].content != paper.canonical:
        problem = "the attached terms are not written in canonical form, so their digest is another"
    return Step(shown, (Problem(problem, _NOT_OURS),) if problem else ())


def proved(paper: Paper, today: date, expected: Expected) -> Told:
    """Every signature check by check, who has not signed, whether the last one covers it all, and the expected keys.

    Args:
        expected: The fingerprints that somebody was told by voice, by party.
    """
    steps: list[Step] = []
    good: list[Fact[Consent]] = []
    for number, signature in enumerate(paper.pdf.signatures, 1):
        fact, found = _signature(paper, number, signature, today)
        steps += found
        if fact is not None and all(step.holds for step in found):
            good.append(fact)
    keys = tuple(sorted({signer_of(fact) for fact in good}))
    steps += [_everybody(paper, good), *_end(paper), *_expectations(keys, expected)]
    return Told(tuple(steps), keys)


def _signature(
    paper: Paper, number: int, signature: PdfSignature, today: date
) -> tuple[Fact[Consent] | None, list[Step]]:
    """The consent that a signature is, and the steps of proving it."""
    box = paper.box(signature.field)
    shown = f"signature {number} stands in {signature.field}"
    if box is None or not box.person:
        why = "that is no box of anybody who may sign" if box is None else "the file names nobody for that box"
        return None, [Step(shown, (Problem(why, _NOT_OURS),))]
    placed, who = Step(f"{shown}, the box of {box.whose}"), f"signature {number}, {box.person} of {box.party}"
    fact = _consent(paper, signature, box)
    if fact is None:
        why = signature.problem or "it does not say when it was made"
        return None, [placed, Step(f"{who}: {_intact(signature)}", (Problem(f"it does not count: {why}", _AGAIN),))]
    proofs = [proof for proof in verify(fact, _ground(paper, box, today)) if not _is_idle(proof, paper)]
    return fact, [placed, *(_step(who, proof, signature) for proof in proofs)]


def _intact(signature: PdfSignature) -> str:
    return f"it is intact, and covers the file from its first byte to byte {signature.end}"


_AGAIN = "have it signed again, in a file that charter render made anew"


def _step(who: str, proof: Proof, signature: PdfSignature) -> Step:
    help = proof.help or (_THEIRS if proof.rule in _OF_THE_FILE else "")
    failed = () if proof.holds else (Problem(proof.problem, help, proof.rule),)
    ours = {"signature-does-not-fit": _WORDS, "signature-unreadable": _intact(signature)}
    return Step(f"{who}: {ours.get(proof.rule, proof.shown)}", failed)


_OF_THE_FILE = (
    "consent-seal-broken",
    "pdf-changed-after-signing",
    "pdf-holds-something-else",
    "signature-does-not-fit",
    "signature-unreadable",
)
"""Rules whose help is for who has the folder, with its consents and what git has."""

_THEIRS = "ask the parties for the file they signed"

_WORDS = "it names the digest of just this: charter, revision, terms, party, role, person, day and key"


def _is_idle(proof: Proof, paper: Paper) -> bool:
    """Whether a step that holds says nothing new here."""
    return proof.holds and (proof.rule in _IDLE or proof.shown == f"it is no older than {paper.subject}")


def _consent(paper: Paper, signature: PdfSignature, box: Box) -> Fact[Consent] | None:
    """The consent as its file would say it; None where there is no key or no day."""
    from charter.model import KINDS
    from charter.model.reading import understand

    if signature.key is None or signature.claimed is None:
        return None
    data: dict[str, Any] = {
        "consent": "1",
        "charter": paper.id,
        "subject": paper.subject,
        "digest": paper.digest,
        "says": "sign",
        "party": box.party,
        "role": box.role,
        "person": box.person,
        "date": signature.claimed.date().isoformat(),
        "method": "pdf",
        "key": signature.key.fingerprint,
        "signature": {
            "file": f"{paper.subject}.pdf",
            "field": signature.field,
            "size": str(signature.end),
            "sha256": hashlib.sha256(paper.raw[: signature.end]).hexdigest(),
        },
    }
    part = understand(KINDS["consent"], data).part
    local = f"consents/{paper.subject}-{box.party}.yaml"
    return None if part is None else Fact(local, digest(data), cast("Consent", part), data)


def _facts(paper: Paper) -> Facts:
    """What the file says as if it stood in a folder."""
    draft = Fact("charter.yaml", paper.digest, paper.charter)
    people = {party: Fact(f"people/{party}.yaml", "", part) for party, part in paper.people.items()}
    return Facts(paper.id, draft, people=people)


def _ground(paper: Paper, box: Box, today: date) -> Ground:
    facts, number = _facts(paper), given(paper.charter.revision) or 0
    revision, roster = revisions(facts).get(number), paper.people.get(box.party)
    file = RawFile(hashlib.sha256(paper.raw).hexdigest(), paper.raw)
    return Ground(
        paper.id,
        today,
        {paper.subject: Subject(paper.subject, paper.digest)},
        paper.parties,
        facts.people,
        entitled=signers(revision, box.party, roster),
        files={f"signed/{paper.subject}.pdf": file},
    )


def _everybody(paper: Paper, good: Sequence[Fact[Consent]]) -> Step:
    signed = {str(fact.part.party) for fact in good}
    shown = f"every party has signed in a box of its own: {listed(paper.parties)}"
    problems = [Problem(_lacking(paper, party)) for party in paper.parties if party not in signed]
    problems += [] if paper.parties else [Problem("these terms name no parties")]
    against = (problem_of(one)._replace(local="") for one in two_parties(list(good), _facts(paper)))
    return Step(shown, (*problems, *against))


def _lacking(paper: Paper, party: str) -> str:
    boxes = [box for box in paper.boxes if box.party == party]
    empty = [f"{box.field} ({box.whose})" for box in boxes if box.field in paper.pdf.unsigned]
    if not boxes:
        return f"{party} has no box to sign in"
    if len(empty) == len(boxes):
        return f"{party} has not signed: {listed(empty)} {'is' if len(empty) == 1 else 'are'} empty"
    return f"{party} has no signature that holds"


def _end(paper: Paper) -> Iterator[Step]:
    beside = (Problem(paper.pdf.beside, _NOT_OURS),) if paper.pdf.beside else ()
    yield Step("nothing but signatures was added to the file since it was made", beside)
    if paper.pdf.signatures:
        shown, behind = f"the last signature covers the file to its last byte, {paper.pdf.size}", paper.pdf.behind
        problem = f"{counted(behind, 'byte')} {'follows' if behind == 1 else 'follow'} it that nobody signed"
        yield Step(shown, (Problem(problem, _NOT_OURS),) if behind else ())


def _expectations(keys: Sequence[Signer], expected: Expected) -> Iterator[Step]:
    for party, fingerprints in expected.items():
        own = [signer for signer in keys if signer.party == party]
        others = [f"{one.person} signed with {one.fingerprint}" for one in own if one.fingerprint not in fingerprints]
        problems = others if own else [f"{party} has given no signature that holds"]
        yield Step(f"{party} signed with {listed(sorted(fingerprints))}", tuple(map(Problem, problems)))
