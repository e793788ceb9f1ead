"""What the files of one charter prove, step by step: terms, signatures, people, decisions, evidence, all the rest.

Nothing is looked up anywhere. Whatever stands against the record stands in exactly one step, so it holds only if every
step does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charter.facts import Fact, Facts, Objection, decision_id, evidence_id
from charter.lifecycle.replay import History, Taken
from charter.lifecycle.revisions import Revision, revisions
from charter.outlook.testimony import (
    Expected,
    Problem,
    Signer,
    Step,
    checks,
    expectations,
    problem_of,
    proved,
    sentence,
    signer_of,
    unreached,
)
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Consent, Decision


@dataclass(frozen=True)
class Verification:
    """What was proved.

    Attributes:
        subject: What was asked about, such as ``r1``; empty for the whole charter.
        signers: Every key that a proved consent rests on, once.
        typed: How many proved consents are typed names, which prove no person.
        outside: How many were given outside; somebody has to look at their files.
        source: The one file that all was proved from; empty for a charter's folder.
        digest: Of the terms in that file; empty for a folder.
        unseen: Whether the pages of that file were not made again.
        left: What else is left to whoever asks, in words.
        elsewhere: How many consents lie in files that the source cannot hold, so that they are not proved.
    """

    charter: str
    subject: str
    steps: tuple[Step, ...]
    signers: tuple[Signer, ...]
    typed: int = 0
    outside: int = 0
    source: str = ""
    digest: str = ""
    unseen: bool = False
    left: tuple[str, ...] = ()
    elsewhere: int = 0

    @property
    def holds(self) -> bool:
        """Whether everything is proved; nothing to prove is no proof."""
        return bool(self.steps) and all(step.holds for step in self.steps) and not self.elsewhere


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
        name: Such as ``r1``; or the name of one consent's file, such as ``r1-contoso``, for that one alone.
    """
    named = (fact for fact in facts.consents if name in (fact.part.subject, fact.name))
    consents = sorted(named, key=lambda fact: fact.local)
    each = (step for fact in consents for step in checks(fact, history))
    about = _Steps(facts, history, against, expected).of_subject(name)
    steps = (*each, *about, *expectations(consents, history, expected))
    return _told(facts, history, name, consents, steps)


def _told(
    facts: Facts, history: History, name: str, consents: list[Fact[Consent]], steps: tuple[Step, ...]
) -> Verification:
    good = [fact for fact in consents if proved(fact, history)]
    signers = {signer_of(fact) for fact in good if fact.part.method in ("ssh", "pdf")}
    typed, outside = (sum(fact.part.method == method for fact in good) for method in ("attested", "external"))
    return Verification(facts.id, name, steps, tuple(sorted(signers)), typed, outside)


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
        yield from expectations(self.facts.consents, self.history, self.expected)
        for fact in self.consents.values():  # to what nobody knows
            problems = self._of_file(fact.local) or (unreached(self.history),)
            yield Step(sentence(fact), problems)
        yield Step("nothing else stands against the record", self._against(lambda _: True))

    def of_subject(self, name: str) -> Iterator[Step]:
        """What a subject rests on besides the consents to it; a single consent on its people."""
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
        return tuple(map(problem_of, mine))

    def _of_file(self, local: str) -> tuple[Problem, ...]:
        return self._against(lambda one: one.local == local)

    def _said(self, subject: str) -> Iterator[Step]:
        """Every consent to a subject."""
        for local in [local for local, fact in self.consents.items() if fact.part.subject == subject]:
            fact = self.consents.pop(local)
            problems = self._of_file(local)
            if not problems and not proved(fact, self.history):
                problems = (unreached(self.history),)
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
            problems = (unreached(self.history),)
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
