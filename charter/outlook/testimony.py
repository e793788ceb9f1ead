"""What one consent proves: in one line, check by check, and against the keys that somebody was told by voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from charter.facts import Fact, Objection, Proof
from charter.lifecycle.replay import History
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Consent
    from charter.model.consent import Envelope


class Problem(NamedTuple):
    """Why a step is not proved.

    Attributes:
        rule: The id of the check; empty where something is not there yet.
        local: The file it is about; empty for none.
    """

    message: str
    help: str = ""
    rule: str = ""
    local: str = ""


class Step(NamedTuple):
    """One step.

    Attributes:
        shown: What it proves, in words.
        problems: Why it is not proved; empty where it is.
    """

    shown: str
    problems: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it is proved."""
        return not self.problems


class Signer(NamedTuple):
    """A key that a proved consent rests on."""

    party: str
    person: str
    role: str
    fingerprint: str


Expected: TypeAlias = Mapping[str, frozenset[str]]
"""The fingerprints that somebody was told by voice, by party."""


def signer_of(fact: Fact[Consent]) -> Signer:
    """Whose key it names."""
    part = fact.part
    return Signer(str(part.party), str(part.person), str(part.role), str(given(part.key)))


def proved(fact: Fact[Consent], history: History) -> bool:
    """Whether every check of a consent was come to and holds, and nothing else stands against it."""
    proofs = history.proofs.get(fact.local, ())
    broken = any(one.local == fact.local for one in history.objections)
    return bool(proofs) and all(proof.holds for proof in proofs) and not broken


def checks(fact: Fact[Consent], history: History) -> Iterator[Step]:
    """Every check of a consent as a step."""
    proofs = history.proofs.get(fact.local, ())
    who = f"{fact.local}: "
    for proof in proofs:
        yield Step(f"{who}{proof.shown}", _failed(fact, proof))
    told = {(proof.rule, proof.problem) for proof in proofs}
    rest = [one for one in history.objections if one.local == fact.local and (one.rule, one.message) not in told]
    if rest or not proofs:
        problems = [problem_of(one) for one in rest] or [unreached(history)]
        yield Step(f"{who}nothing else stands against it", tuple(problems))


def _failed(fact: Fact[Consent], proof: Proof) -> tuple[Problem, ...]:
    return () if proof.holds else (Problem(proof.problem, proof.help, proof.rule, fact.local),)


def problem_of(one: Objection) -> Problem:
    """An objection as a problem."""
    return Problem(one.message, one.help, one.rule, one.local)


def unreached(history: History) -> Problem:
    """Why something was not come to."""
    broken = sorted({one.local for one in history.objections if one.local.startswith(("decisions/", "consents/d"))})
    return Problem(f"it was not come to: {listed(broken)} before it does not hold" if broken else "nothing asks for it")


def sentence(fact: Fact[Consent]) -> str:
    """One consent in one line: who, what, when, and how far that proves anything."""
    part = fact.part
    verb = {"sign": "signs", "decline": "declines"}.get(str(part.says), f"{part.says}s")
    who = f"{part.person}, {part.role} of {part.party}, {verb} {part.subject} on {given(part.date)}"
    return f"{who}: {_manner(fact)}"


def _manner(fact: Fact[Consent]) -> str:
    method, signature = fact.part.method, given(fact.part.signature)
    if method == "ssh":
        return f"signed with the key {given(fact.part.key)}"
    if method == "pdf":
        return f"signed in signed/{fact.part.subject}.pdf with the key {given(fact.part.key)}"
    if method == "external" and signature is not None and not isinstance(signature, str):
        return _enclosed(signature)  # type: ignore[arg-type]  # an Envelope, if no text
    return "a typed name, which proves no person" if method == "attested" else f"by {method}"


def _enclosed(envelope: Envelope) -> str:
    number = given(envelope.envelope)
    return f"signed outside, in signed/{envelope.file}{f', envelope {number}' if number else ''}; look at that file"


def expectations(consents: Iterable[Fact[Consent]], history: History, expected: Expected) -> Iterator[Step]:
    """Whether parties signed with the keys that somebody was told by voice, and with no other."""
    for party, fingerprints in expected.items():
        own = [fact for fact in consents if fact.part.party == party and proved(fact, history)]
        others = [fact for fact in own if given(fact.part.key) not in fingerprints]
        problems = [Problem(sentence(fact), "", "", fact.local) for fact in others]
        if not own:
            problems = [Problem(f"{party} has given no consent that holds")]
        yield Step(f"everything of {party} is signed with {listed(sorted(fingerprints))}", tuple(problems))
