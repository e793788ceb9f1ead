"""What the files of one charter prove, step by step: terms, signatures, people, decisions, evidence, all the rest.

Nothing is looked up anywhere. Whatever stands against the record stands in exactly one step, so it holds only if every
step does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from charter.facts import Fact, Facts, Objection, Proof, decision_id, evidence_id
from charter.lifecycle.replay import History, Taken
from charter.lifecycle.revisions import Revision, revisions
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Consent, Decision
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


@dataclass(frozen=True)
class Verification:
    """What was proved.

    Attributes:
        subject: What was asked about, such as ``r1``; empty for the whole charter.
        signers: Every key that a proved consent rests on, once.
        typed: How many proved consents are typed names, which prove no person.
        outside: How many were given outside; somebody has to look at their files.
    """

    charter: str
    subject: str
    steps: tuple[Step, ...]
    signers: tuple[Signer, ...]
    typed: int = 0
    outside: int = 0

    @property
    def holds(self) -> bool:
        """Whether every step is proved; nothing to prove is no proof."""
        return bool(self.steps) and all(step.holds for step in self.steps)


Expected = Mapping[str, frozenset[str]]
"""The fingerprints that somebody was told by voice, by party."""


def whole(facts: Facts, history: History, against: Iterable[Objection], expected: Expected) -> Verification:
    """The whole charter.

    Args:
        against: Everything that stands against its record.
    """
    steps = tuple(_Steps(facts, history, against, expected).run())
    return _told(facts, history, "", [*facts.consents], steps)


def of_subject(
    facts: Facts, history: History, against: Iterable[Objection], name: str, expected: Expected
) -> Verification:
    """Every consent to one subject, check by check, whose people they are, and whether it has all that it needs.

    Args:
        against: Everything that stands against the record.
    """
    consents = sorted((fact for fact in facts.consents if fact.part.subject == name), key=lambda fact: fact.local)
    checks = (step for fact in consents for step in _checks(fact, history))
    about = _Steps(facts, history, against, expected).of_subject(name)
    steps = (*checks, *about, *_expectations(consents, history, expected))
    return _told(facts, history, name, consents, steps)


def _told(
    facts: Facts, history: History, name: str, consents: list[Fact[Consent]], steps: tuple[Step, ...]
) -> Verification:
    proved = [fact for fact in consents if _proved(fact, history)]
    signers = {_signer(fact) for fact in proved if fact.part.method == "ssh"}
    typed, outside = (sum(fact.part.method == method for fact in proved) for method in ("attested", "external"))
    return Verification(facts.id, name, steps, tuple(sorted(signers)), typed, outside)


def _signer(fact: Fact[Consent]) -> Signer:
    part = fact.part
    return Signer(str(part.party), str(part.person), str(part.role), str(given(part.key)))


def _proved(fact: Fact[Consent], history: History) -> bool:
    proofs = history.proofs.get(fact.local, ())
    broken = any(one.local == fact.local for one in history.objections)
    return bool(proofs) and all(proof.holds for proof in proofs) and not broken


# one consent


def _checks(fact: Fact[Consent], history: History) -> Iterator[Step]:
    proofs = history.proofs.get(fact.local, ())
    who = f"{fact.local}: "
    for proof in proofs:
        yield Step(f"{who}{proof.shown}", _failed(fact, proof))
    told = {(proof.rule, proof.problem) for proof in proofs}
    rest = [one for one in history.objections if one.local == fact.local and (one.rule, one.message) not in told]
    if rest or not proofs:
        problems = [_problem(one) for one in rest] or [_unreached(history)]
        yield Step(f"{who}nothing else stands against it", tuple(problems))


def _failed(fact: Fact[Consent], proof: Proof) -> tuple[Problem, ...]:
    return () if proof.holds else (Problem(proof.problem, proof.help, proof.rule, fact.local),)


def _problem(one: Objection) -> Problem:
    return Problem(one.message, one.help, one.rule, one.local)


def _unreached(history: History) -> Problem:
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
    if method == "external" and signature is not None and not isinstance(signature, str):
        return _enclosed(signature)  # type: ignore[arg-type]  # an Envelope, if no text
    return "a typed name, which proves no person" if method == "attested" else f"by {method}"


def _enclosed(envelope: Envelope) -> str:
    number = given(envelope.envelope)
    return f"signed outside, in signed/{envelope.file}{f', envelope {number}' if number else ''}; look at that file"


def _expectations(consents: Iterable[Fact[Consent]], history: History, expected: Expected) -> Iterator[Step]:
    """Whether parties signed with the keys that somebody was told by voice, and with no other."""
    for party, fingerprints in expected.items():
        own = [fact for fact in consents if fact.part.party == party and _proved(fact, history)]
        others = [fact for fact in own if given(fact.part.key) not in fingerprints]
        problems = [Problem(sentence(fact), "", "", fact.local) for fact in others]
        if not own:
            problems = [Problem(f"{party} has given no consent that holds")]
        yield Step(f"everything of {party} is signed with {listed(sorted(fingerprints))}", tuple(problems))


# the whole


class _Steps:
    """The steps of one verification; each takes what stands against it out of what is left."""

    def __init__(self, facts: Facts, history: History, against: Iterable[Objection], expected: Expected) -> None:
        self.facts, self.history, self.expected = facts, history, expected
        self.left = list(dict.fromkeys(against))
        self.consents = {fact.local: fact for fact in sorted(facts.consents, key=lambda fact: fact.local)}

    def run(self) -> Iterator[Step]:
        yield from self._terms()
        yield self._people()
        yield from self._decisions()
        yield from self._evidence()
        yield from _expectations(self.facts.consents, self.history, self.expected)
        for fact in self.consents.values():  # to what nobody knows
            problems = self._of_file(fact.local) or (_unreached(self.history),)
            yield Step(sentence(fact), problems)
        yield Step("nothing else stands against the record", self._against(lambda _: True))

    def of_subject(self, name: str) -> Iterator[Step]:
        """What a subject rests on besides the consents to it."""
        yield self._people()
        for number, revision in revisions(self.facts).items():
            if name == f"r{number}":
                yield self._revision(number, revision)
                yield from self._unsigned(number, revision.parties)
        for fact in self.facts.decisions:
            if name == decision_id(given(fact.part.seq) or 0):
                yield self._decision(fact)

    def _against(self, concerns: Callable[[Objection], bool]) -> tuple[Problem, ...]:
        mine = [one for one in self.left if concerns(one)]
        self.left = [one for one in self.left if one not in mine]
        return tuple(map(_problem, mine))

    def _of_file(self, local: str) -> tuple[Problem, ...]:
        return self._against(lambda one: one.local == local)

    def _said(self, subject: str) -> Iterator[Step]:
        """Every consent to a subject."""
        for local in [local for local, fact in self.consents.items() if fact.part.subject == subject]:
            fact = self.consents.pop(local)
            problems = self._of_file(local)
            if not problems and not _proved(fact, self.history):
                problems = (_unreached(self.history),)
            yield Step(sentence(fact), problems)

    def _terms(self) -> Iterator[Step]:
        known = revisions(self.facts)
        for number, revision in known.items():
            yield self._revision(number, revision)
            yield from self._said(f"r{number}")
            yield from self._unsigned(number, revision.parties)
        if not known:
            yield Step("there are terms", (Problem("charter.yaml cannot be understood, and no terms are signed"),))

    def _revision(self, number: int, revision: Revision) -> Step:
        """Its words; what `charter.yaml` says now is held against the newest."""
        day = self.history.signed_on.get(number)
        problems = self._of_file(f"signed/r{number}.json")
        if number == max(revisions(self.facts)):
            problems += self._of_file("charter.yaml")
        kept = f"signed/r{number}.json" if number in self.facts.signed else "charter.yaml"
        since = f", signed by every party on {day}" if day else ""
        return Step(f"revision {number} of the terms is {revision.terms.digest}, in {kept}{since}", problems)

    def _unsigned(self, number: int, parties: tuple[str, ...]) -> Iterator[Step]:
        """Who has not signed a revision; of one that follows a signed one that is no fault yet."""
        lacking = [party for party in parties if party not in self.history.signatures.get(number, {})]
        shown = f"every party of revision {number} has signed: {listed(parties)}"
        earlier = any(one < number for one in self.history.signed_on)
        if lacking and earlier:
            yield Step(f"revision {number} is not in force: {listed(lacking)} {_have(lacking)} not signed it")
        elif lacking or not parties:
            yield Step(
                shown, (Problem(f"{listed(lacking) or 'nobody'} {_have(lacking)} not signed revision {number}"),)
            )
        else:
            yield Step(shown)

    def _people(self) -> Step:
        parties = listed([f"people/{party}.yaml" for party in self.facts.people])
        steps = [step for party in self.facts.people for step in self._said(f"people-{party}")]
        problems = self._against(lambda one: one.local.startswith("people/"))
        said = "".join(f"; {step.shown}" for step in steps)
        shown = f"the people are those that were bound or approved: {parties or 'none'}{said}"
        return Step(shown, (*problems, *(problem for step in steps for problem in step.problems)))

    def _decisions(self) -> Iterator[Step]:
        for fact in self.facts.decisions:
            yield self._decision(fact)
            yield from self._said(decision_id(given(fact.part.seq) or 0))

    def _decision(self, fact: Fact[Decision]) -> Step:
        number, pending = given(fact.part.seq), self.history.standing.pending
        taken = next((one for one in self.history.steps if one.decision is fact), None)
        waits = pending is not None and pending.decision is fact
        problems = self._of_file(fact.local)
        if not problems and taken is None and not waits:
            problems = (_unreached(self.history),)
        came = f"waits for {listed(pending.waits_for)}" if pending is not None and waits else _came(taken)
        return Step(f"decision {number}, {fact.part.step}, {came}, and follows from what it lists", problems)

    def _evidence(self) -> Iterator[Step]:
        for fact in sorted(self.facts.evidence, key=lambda fact: fact.local):
            problems = self._of_file(fact.local)
            about = given(fact.part.metric) or given(fact.part.criterion)
            yield Step(f"{evidence_id(fact.digest)}, {about} in {fact.part.phase}, is as it was recorded", problems)
            yield from self._said(evidence_id(fact.digest))


def _came(taken: Taken | None) -> str:
    if taken is None:
        return "did not take effect"
    return f"was declined on {taken.since}" if taken.declined else f"took effect on {taken.since}"


def _have(names: list[str]) -> str:
    return "have" if len(names) > 1 else "has"
