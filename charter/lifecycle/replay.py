"""The replay: from everything recorded to where a charter stands on a day, and what does not hold.

State is never stored. It is folded from the decisions whose consents are complete, each proved in turn: its place in
the chain, its row in the step table, what the step needs, its gate judged anew on exactly the evidence it lists, and
whose consent it has. The fold stops at the first decision that does not hold: nothing can be built on that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from charter.consents import Ground, Subject, least, objections, verify
from charter.facts import Fact, Facts, Objection, Proof, decision_id, evidence_id
from charter.lifecycle import conditions
from charter.lifecycle.approval import (
    Approval,
    approval,
    attested_by_collector,
    conflicts,
    entitled,
    needed_from,
    two_parties,
)
from charter.lifecycle.calendar import planned
from charter.lifecycle.chain import chained
from charter.lifecycle.machine import follow
from charter.lifecycle.revisions import Revision, revisions, signers
from charter.lifecycle.sitting import Sitting, phase_of
from charter.lifecycle.standing import Pending, Standing
from charter.lifecycle.steps import Row, steps_from
from charter.lifecycle.taking import taken
from charter.terms.days import plus
from charter.terms.timeline import PHASES, continues
from charter.values import State, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.gates.verdict import GateReview
    from charter.model import Charter, Consent, Decision


class Taken(NamedTuple):
    """A decision that was settled.

    Attributes:
        since: The day it took effect, or was declined.
        declined: The parties that declined it; empty where it took effect.
        review: Its gate judged anew, for a step that answers one.
    """

    decision: Fact[Decision]
    row: Row
    since: date
    declined: tuple[str, ...] = ()
    review: GateReview | None = None


@dataclass(frozen=True)
class History:
    """What the record of a charter comes to.

    Attributes:
        steps: The settled decisions in their order.
        objections: What does not hold, in no particular order.
        attested: The verified consents to evidence and to people files, by their own digest.
        signed_on: The day each revision was signed by all.
        signatures: Per revision the parties that have validly signed it, with the day.
        proofs: The steps of verifying each consent, by its file; one that the fold did not come to has none.
    """

    standing: Standing
    steps: tuple[Taken, ...]
    objections: tuple[Objection, ...]
    attested: Mapping[str, Fact[Consent]] = field(default_factory=dict)
    signed_on: Mapping[int, date] = field(default_factory=dict)
    signatures: Mapping[int, Mapping[str, date]] = field(default_factory=dict)
    proofs: Mapping[str, tuple[Proof, ...]] = field(default_factory=dict)


def replay(facts: Facts, today: date) -> History:
    """Where the charter stands on a day, and everything that does not hold.

    Args:
        facts: Everything recorded. For a day in the past give only what was known then, see `known`.
        today: A decision or consent dated later is an objection, and counts for nothing.
    """
    return _Replay(facts, today).run()


def known(facts: Facts, day: date) -> Facts:
    """What was recorded by the end of a day: decisions, consents and evidence dated later are left out."""

    def by_then(written: date | None) -> bool:
        return written is None or written <= day

    return replace(
        facts,
        decisions=tuple(fact for fact in facts.decisions if by_then(given(fact.part.date))),
        consents=tuple(fact for fact in facts.consents if by_then(given(fact.part.date))),
        evidence=tuple(
            fact for fact in facts.evidence if (part := given(fact.part.collected)) and by_then(given(part.date))
        ),
    )


class _Replay:
    """One replay; collects objections while it goes."""

    def __init__(self, facts: Facts, today: date) -> None:
        self.facts, self.today = facts, today
        self.objections: list[Objection] = []
        self.steps: list[Taken] = []
        self.heard: set[str] = set()
        self.proofs: dict[str, tuple[Proof, ...]] = {}
        self.revisions = revisions(facts)
        self.by_subject: dict[str, list[Fact[Consent]]] = {}
        for fact in facts.consents:
            self.by_subject.setdefault(str(fact.part.subject), []).append(fact)

    def run(self) -> History:
        signatures = {number: self._signatures(revision) for number, revision in self.revisions.items()}
        self.signed_on = {
            number: max(days.values())
            for number, revision in self.revisions.items()
            if revision.parties and (days := signatures[number]) and set(days) >= set(revision.parties)
        }
        self.objections += map(_unreadable, self.facts.broken)
        self.objections += (Objection("record-astray", one.local, one.path, one.why) for one in self.facts.astray)
        self.attested = dict(self._attested())
        standing = self._folded()
        self._unheard()
        steps, against = tuple(self.steps), tuple(self.objections)
        return History(standing, steps, against, self.attested, self.signed_on, signatures, self.proofs)

    # consents

    def _ground(self, terms: Charter, subject: Subject, outsiders: tuple[str, ...] = ()) -> Ground:
        return Ground(
            charter=self.facts.id,
            today=self.today,
            subjects={subject.name: subject},
            parties=tuple(given(terms.parties) or ()),
            people=self.facts.people,
            outsiders=outsiders,
            least=least(terms),
            files=self.facts.files,
        )

    def _valid(
        self, subject: Subject, terms: Charter, row: Row | None = None, revision: Revision | None = None
    ) -> Iterator[Fact[Consent]]:
        """The consents to a subject that hold; what fails is objected to."""
        self.heard.add(subject.name)
        for fact in self.by_subject.get(subject.name, ()):
            party = str(fact.part.party)
            if row is None and revision is None:
                terms = self._terms_on(given(fact.part.date)) or terms
            ground = self._ground(terms, subject, tuple(given(terms.outsiders) or ()))
            ground = replace(ground, entitled=self._entitled(party, terms, row, revision))
            if revision is not None:
                ground = replace(ground, parties=revision.parties, least=revision.least)
            proofs = self.proofs[fact.local] = verify(fact, ground)
            self.objections += objections(fact, proofs)
            if all(proof.holds for proof in proofs):
                yield fact

    def _entitled(self, party: str, terms: Charter, row: Row | None, revision: Revision | None) -> tuple[str, ...]:
        roster = self.facts.people.get(party)
        if row is not None:
            return entitled(row, party, terms, roster.part if roster else None)
        return signers(revision, party, roster.part if roster else None) if revision is not None else ()

    def _signatures(self, revision: Revision) -> dict[str, date]:
        subject = Subject(f"r{revision.number}", revision.terms.digest)
        valid = self._valid(subject, revision.terms.part, revision=revision)
        signed = [fact for fact in valid if fact.part.says == "sign"]
        self.objections += two_parties(signed, self.facts)
        return {str(fact.part.party): day for fact in signed if (day := given(fact.part.date)) is not None}

    def _attested(self) -> Iterator[tuple[str, Fact[Consent]]]:
        terms = self._any_terms()
        if terms is None:
            return
        for fact in self.facts.evidence:
            collected = given(fact.part.collected)
            since = given(collected.date) if collected else None
            for consent in self._valid(Subject(evidence_id(fact.digest), fact.digest, since), terms):
                self.objections += attested_by_collector(consent, fact, self.facts)
                yield consent.digest, consent
        for party, roster in self.facts.people.items():
            for consent in self._valid(Subject(f"people-{party}", roster.digest), terms):
                yield consent.digest, consent

    def _any_terms(self) -> Charter | None:
        return self._terms_on(date.max)

    def _terms_on(self, day: date | None) -> Charter | None:
        """The newest terms that all had signed by a day, before any the first; a draft alone binds nobody."""
        signed = [number for number, since in self.signed_on.items() if day is not None and since <= day]
        first = min(self.revisions, default=None)
        number = max(signed, default=first)
        return self.revisions[number].terms.part if number is not None else None

    def _unheard(self) -> None:
        """Consents to nothing that there is."""
        terms = self._any_terms()
        for name, facts in self.by_subject.items():
            if name in self.heard or terms is None or name in self._decided:
                continue
            for fact in facts:
                proofs = verify(fact, replace(self._ground(terms, Subject(name, "")), subjects={}))
                self.proofs[fact.local] = proofs
                self.objections += objections(fact, proofs)

    @cached_property
    def _decided(self) -> frozenset[str]:
        """Every decision's name, also of those that the fold did not come to."""
        return frozenset(decision_id(given(fact.part.seq) or 0) for fact in self.facts.decisions)

    # decisions

    def _folded(self) -> Standing:
        draft = next((revision.terms for revision in self.revisions.values()), self.facts.draft)
        standing = Standing(terms=draft, calendar=planned(draft.part) if draft else {})
        chain = chained(self.facts, self.today)
        self.objections += chain.objections
        for fact in chain.links:
            if standing.pending is not None:
                self._built_on_sand(fact, standing.pending)
                break
            standing = self._signed(standing, self._eve(fact))
            after = self._settled(fact, standing)
            if after is None:
                break
            standing = after
        return standing if standing.pending else self._signed(standing, self.today)

    def _eve(self, fact: Fact[Decision]) -> date:
        """Up to which day signatures came before a decision; of one day's it says itself whether they did."""
        day, move = given(fact.part.date) or self.today, given(fact.part.phase)
        return plus(day, -1) if move is not None and given(move.from_) == "proposed" else day

    def _signed(self, standing: Standing, day: date) -> Standing:
        """A proposed charter is signed once every party's signature is there."""
        first = min((number for number, since in self.signed_on.items() if since <= day), default=None)
        if standing.state != "proposed" or first is None:
            return standing
        terms, since = self.revisions[first].terms, max(self.signed_on[first], standing.since or date.min)
        return replace(standing, state="signed", since=since, revision=first, terms=terms, calendar=planned(terms.part))

    def _built_on_sand(self, fact: Fact[Decision], pending: Pending) -> None:
        below = pending.decision.part.seq
        message = f"it builds on decision {below}, which still lacks the consent of {listed(list(pending.waits_for))}"
        help = f"nothing follows decision {below} before it is approved or declined"
        self.objections.append(Objection("decided-by-one-side", fact.local, ("previous",), message, help))

    def _settled(self, fact: Fact[Decision], standing: Standing) -> Standing | None:
        """The standing after a decision: taken, declined or pending; None where it does not hold."""
        row = self._row(fact, standing)
        if row is None or standing.terms is None or self._is_early(fact):
            return None
        sitting = Sitting(fact, row, standing, self.facts, self.attested, self.signed_on)
        against = tuple(conditions.objections(sitting))
        self.objections += against
        approved = self._approved(sitting)
        if against or (found := tuple(conflicts(fact, approved, self.facts, _tier(standing)))):
            self.objections += () if against else found
            return None
        if approved.since is None and not approved.declined:
            return replace(standing, pending=Pending(fact, approved.lacking, sitting.day))
        return self._taken(sitting, approved)

    def _is_early(self, fact: Fact[Decision]) -> bool:
        """Whether a decision is dated before the one that it follows was settled."""
        day, last = given(fact.part.date), self.steps[-1] if self.steps else None
        if day is None or last is None or day >= last.since:
            return False
        how = "was declined" if last.declined else "took effect"
        message = f"it is dated {day}, before decision {last.decision.part.seq} {how} on {last.since}"
        self.objections.append(Objection("decision-back-dated", fact.local, ("date",), message))
        return True

    def _taken(self, sitting: Sitting, approved: Approval) -> Standing:
        fact, standing, row = sitting.decision, sitting.standing, sitting.row
        days = [given(consent.part.date) for consent in approved.declined.values()]
        since = approved.since or max((day for day in days if day is not None), default=sitting.day)
        self.steps.append(Taken(fact, row, since, tuple(approved.declined), sitting.review))
        if approved.declined:
            return replace(standing, seq=given(fact.part.seq) or 0)
        return taken(sitting, since)

    def _row(self, fact: Fact[Decision], standing: Standing) -> Row | None:
        decision, move = fact.part, given(fact.part.phase)
        source = given(move.from_) if move else None
        target = goal(standing, str(decision.step))
        row = follow(str(decision.step), standing.state, target)
        if row is not None and source == row.source and move is not None and given(move.to) == row.target:
            return row
        self.objections.append(_illegal(fact, standing, target))
        return None

    def _approved(self, sitting: Sitting) -> Approval:
        fact, row = sitting.decision, sitting.row
        parties = needed_from(row, fact.part, sitting.terms, alone=sitting.alone)
        subject = Subject(decision_id(given(fact.part.seq) or 0), fact.digest, sitting.day)
        consents = {str(consent.part.party): consent for consent in self._valid(subject, sitting.terms, row)}
        accepts = sitting.review.accepts if sitting.review else ()
        return approval(fact, parties, consents, reasons=accepts if row.target == "run" else ())


def _unreadable(local: str) -> Objection:
    message = f"{local} cannot be understood, so nothing may be built on it"
    return Objection("record-unreadable", local, (), message)


def _tier(standing: Standing) -> int:
    tier = given(standing.terms.part.tier) if standing.terms else None
    return tier if isinstance(tier, int) else 2


def goal(standing: Standing, step: str) -> State | None:
    """Where a step leads from where the charter stands; None where the terms describe no such place."""
    terms = standing.terms.part if standing.terms else None
    if step in ("go", "waive", "start"):
        return _next_phase(terms, standing.state) if terms else None
    if step == "resume":
        return standing.paused_from
    if step in ("extend", "amend", "continue"):
        return standing.state
    targets: Mapping[str, State] = {
        "propose": "proposed",
        "withdraw": "withdrawn",
        "no-go": "winding-down",
        "restart": "crawl",
        "pause": "paused",
        "exit": "winding-down",
        "close": "ended",
    }
    return targets.get(step)


def _next_phase(terms: Charter, state: str) -> State | None:
    """The phase that follows; a phase is passed over only where the charter builds on one that was proved before."""
    begun = PHASES.index(state) + 1 if state in PHASES else 0
    for phase in PHASES[begun:]:
        if phase_of(terms, phase) is not None:
            return phase
        if not continues(terms):
            return None
    return None


def _illegal(fact: Fact[Decision], standing: Standing, target: State | None) -> Objection:
    decision, move = fact.part, given(fact.part.phase)
    written = f"{given(move.from_)} to {given(move.to)}" if move else "nowhere"
    rows = steps_from(standing.state)
    if decision.step not in rows:
        message = f"there is no step {decision.step} from {standing.state}, where the charter stood"
        help = f"from {standing.state} one can {listed(list(rows))}" if rows else f"nothing follows {standing.state}"
        return Objection("illegal-step", fact.local, ("step",), message, help)
    if target is None:
        message = f"{decision.step} from {standing.state} leads nowhere: the terms describe no next phase"
        return Objection("illegal-step", fact.local, ("step",), message, "describe it in an amendment first")
    message = f"{decision.step} leads from {standing.state} to {target}, and this says {written}"
    return Objection("illegal-step", fact.local, ("phase",), message)
