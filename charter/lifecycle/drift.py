"""What has drifted from what was agreed: signed terms that were edited, rosters nobody approved, evidence left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from charter.facts import Fact, Facts, Objection, decision_id
from charter.finding import Path, pointer
from charter.lifecycle import rotation
from charter.lifecycle.differences import differences
from charter.lifecycle.replay import History, Taken
from charter.lifecycle.revisions import revisions, signers
from charter.lifecycle.steps import GATED
from charter.terms.timeline import PHASES
from charter.values import given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model import Consent, Decision, Evidence


def objections(facts: Facts, history: History) -> Iterator[Objection]:
    """Everything that the files say otherwise than what is in force, was approved or was there to be judged."""
    yield from _terms(facts, history)
    yield from _signatures_gone(facts)
    yield from _rosters(facts, history)
    yield from rotation.objections(facts, history)
    yield from _left_out(facts, history)
    yield from _enclosed_again(facts)


def _written_by(facts: Facts, number: int) -> str:
    """What writes the terms that all have signed, where they are still what the charter says; else empty."""
    subject = f"r{number}"
    here = [fact.part for fact in facts.consents if facts.draft and fact.part.digest == facts.draft.digest]
    mine = [part for part in here if part.subject == subject]
    if not mine:
        return ""
    command = f"charter sign {facts.id} {subject} --as {mine[0].party}.{mine[0].role}"
    return f"two signatures that meet in a merge leave it out: {command} writes it"


def _terms(facts: Facts, history: History) -> Iterator[Objection]:
    for number in history.signed_on:
        if number not in facts.signed and f"signed/r{number}.json" not in facts.broken:
            message = f"every party signed revision {number}, and signed/r{number}.json is not there"
            yield Objection("signed-terms-missing", f"signed/r{number}.json", (), message, _written_by(facts, number))
    draft = facts.draft
    revision = given(draft.part.revision) if draft else None
    if draft is None or revision is None or not history.signed_on:
        return
    newest = max(history.signed_on)
    signed = facts.signed.get(revision if revision in history.signed_on else newest)
    if signed is None or revision > newest or signed.digest == draft.digest:
        return
    differing = islice(differences(signed.data, draft.data), _MOST)
    yield from (_moved(path, was, now, newest, history) for path, was, now in differing)


def _signatures_gone(facts: Facts) -> Iterator[Objection]:
    """``signed/rN.json`` is written with the last signature: where it is, every party signed, and the consent stays.

    Where a consent is there and does not hold, that is told of it.
    """
    known, consents = revisions(facts), {fact.local: fact.part for fact in facts.consents}
    signs = {(str(one.subject), str(one.party)) for one in consents.values() if one.says == "sign"}
    for number in facts.signed:
        for party in known[number].parties:
            local = f"consents/r{number}-{party}.yaml"
            if (f"r{number}", party) not in signs and local not in facts.broken:
                how = f"says {consents[local].says}" if local in consents else "is not there"
                message = (
                    f"signed/r{number}.json is kept, as every party signed revision {number}; {party}'s word {how}"
                )
                yield Objection("signature-gone", local, (), message)


def _moved(path: Path, was: object, now: object, number: int, history: History) -> Objection:
    message = f"{pointer(path)} was {_said(was)} when all signed revision {number}, and is {_said(now)} now"
    if isinstance(was, str) and isinstance(now, str) and _said(was) == _said(now):
        message = f"{message}: {_from_where(was, now)}"
    help = f"put it back, or raise revision to {number + 1}, have all sign it, and amend"
    return Objection(_rule(path, history), "charter.yaml", path, message, help)


def _from_where(was: str, now: str) -> str:
    """Where two texts part that are shown alike: one sign looks like another, or only their ends differ."""
    at = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now))
    )
    then, here = (
        unicodedata.name(text[at], "a sign without a name").lower() if text[at:] else "nothing" for text in (was, now)
    )
    return f"character {at + 1} was {then}, and is {here}"


def _rule(path: Path, history: History) -> str:
    """Moving the criteria of a phase that began is moving the goalposts; anything else is other terms."""
    begun = {taken.row.target for taken in history.steps}
    in_gate = len(path) > 3 and path[0] == "phases" and path[2:4] == ("gate", "criteria")
    return "threshold-moved" if in_gate and path[1] in begun else "signed-terms-changed"


def _said(value: object) -> str:
    if value is None:
        return "not there"
    return quoted(value) if isinstance(value, str) else "another " + ("list" if isinstance(value, list) else "part")


_MOST = 20
"""How many differences are told one by one."""


def _rosters(facts: Facts, history: History) -> Iterator[Objection]:
    """A people file is bound by the proposal; a change of it is approved by that party."""
    proposal = next((taken for taken in history.steps if taken.row.step == "propose"), None)
    if proposal is None:
        return
    bound = given(proposal.decision.part.people) or {}
    for party, digest in bound.items():
        roster = facts.people.get(party)
        if roster is None:
            message = f"decision 1 binds the people file of {party}, and it is not there"
            yield Objection("roster-unapproved", f"people/{party}.yaml", (), message)
        elif roster.digest != digest and not _approved(party, roster, facts, history):
            message = (
                f"the people of {party} are not those that decision 1 binds, and {party} has not approved the change"
            )
            yield Objection("roster-unapproved", roster.local, (), message, _approving(facts, party))
    yield from _joined(bound, facts, history)


def _joined(bound: Mapping[str, object], facts: Facts, history: History) -> Iterator[Objection]:
    """A party that came later is bound by no proposal: its own approval binds its people."""
    terms = history.standing.terms
    for party in (given(terms.part.parties) or ()) if terms is not None else ():
        roster = facts.people.get(party)
        if party not in bound and roster is not None and not _approved(party, roster, facts, history):
            message = f"no decision binds the people file of {party}, and {party} has not approved it"
            yield Objection("roster-unapproved", roster.local, (), message, _approving(facts, party))


def _approving(facts: Facts, party: str) -> str:
    """The command that approves them, by the first role that signs for the party."""
    role = next(iter(signers(None, party, facts.people[party].part)))
    return f"charter sign {facts.id} people-{party} --as {party}.{role}"


def _approved(party: str, roster: Fact[Any], facts: Facts, history: History) -> bool:
    return any(
        fact.part.subject == f"people-{party}"
        and fact.part.party == party
        and fact.part.says == "approve"
        and fact.part.digest == roster.digest
        and fact.digest in history.attested
        for fact in facts.consents
    )


def _left_out(facts: Facts, history: History) -> Iterator[Objection]:
    """What was there on the day of a decision and was not judged by it, also of one that still waits for consents."""
    for one in _judging(history):
        judged, watched = one.judged, _watched(one, facts)
        for fact in facts.evidence:
            if fact.digest not in judged and _was_there(fact, one, watched):
                yield _unjudged(fact, one)
        yield from _unheard(one, history)


class _Judging(NamedTuple):
    """A decision that rests on evidence, and the phase that it was taken in.

    Attributes:
        began: The day on which that phase had begun; None if it had not.
    """

    decision: Fact[Decision]
    phase: str
    began: date | None

    @property
    def judged(self) -> frozenset[str]:
        """The evidence that it judged."""
        return frozenset(given(self.decision.part.evidence) or ())

    @property
    def day(self) -> date:
        """The day of the decision."""
        return given(self.decision.part.date) or date.max


def _judging(history: History) -> Iterator[_Judging]:
    for taken in history.steps:
        if taken.row.step in (*GATED, "exit") and not taken.declined:
            yield _Judging(taken.decision, taken.row.source, _began(taken, history))
    standing = history.standing
    if standing.pending is not None and standing.pending.decision.part.step in (*GATED, "exit"):
        yield _Judging(standing.pending.decision, standing.state, standing.began)


def _watched(one: _Judging, facts: Facts) -> Mapping[str, date]:
    """The metrics of the evidence that a decision judged, each with the day the first of it was collected."""
    judged, found = one.judged, dict[str, date]()
    for fact in facts.evidence:
        metric, when = given(fact.part.metric), _collected(fact)
        if fact.digest in judged and metric is not None and when is not None:
            found[metric] = min(when, found.get(metric, when))
    return found


def _was_there(fact: Fact[Evidence], one: _Judging, watched: Mapping[str, date]) -> bool:
    """Whether evidence was there to be judged: of this attempt; for an exit, of what its trigger watches."""
    when = _collected(fact)
    if when is None or when > one.day:
        return False
    if one.decision.part.step != "exit":
        return one.began is not None and fact.part.phase == one.phase and one.began <= when
    return watched.get(given(fact.part.metric) or "", date.max) <= when


def _unheard(one: _Judging, history: History) -> Iterator[Objection]:
    """What a party had said of the evidence before the day of a decision that did not hear it."""
    heard, judged = frozenset(given(one.decision.part.consents) or ()), one.judged
    for digest, consent in history.attested.items():
        day = given(consent.part.date)
        if consent.part.digest in judged and digest not in heard and day is not None and day < one.day:
            said = "attested" if consent.part.says == "attest" else "disputed"
            seq = given(one.decision.part.seq)
            message = f"{consent.part.party} {said} it on {day}, and decision {seq} of {one.day} did not hear that"
            help = "if it arrived late, give it anew with the day on which it arrived; else decide anew, on everything"
            yield Objection("evidence-left-out", consent.local, ("date",), message, help)


def _collected(fact: Fact[Evidence]) -> date | None:
    collected = given(fact.part.collected)
    return given(collected.date) if collected else None


def _began(taken: Taken, history: History) -> date | None:
    """The day on which the phase whose gate a decision answers had begun."""
    earlier = [one for one in history.steps if one.since <= taken.since and one is not taken]
    entered = [one.since for one in earlier if one.row.target == taken.row.source and one.row.target in PHASES]
    return entered[-1] if entered else None


def _unjudged(fact: Fact[Evidence], one: _Judging) -> Objection:
    seq = given(one.decision.part.seq) or 0
    message = f"it was collected on {_collected(fact)}, and decision {seq} of {one.day} did not judge it"
    help = f"say in its note why it came late; {decision_id(seq)} stands as it was decided"
    return Objection("evidence-left-out", fact.local, ("collected", "date"), message, help)


def _enclosed_again(facts: Facts) -> Iterator[Objection]:
    """A file that was signed outside is one consent to one thing, not to the next as well."""
    first: dict[str, Fact[Consent]] = {}
    for fact in sorted(facts.consents, key=lambda one: (given(one.part.date) or date.max, one.local)):
        envelope = given(fact.part.signature)
        if envelope is None or isinstance(envelope, str):
            continue
        earlier = first.setdefault(str(envelope.sha256), fact)  # type: ignore[attr-defined]  # an Envelope, if no text
        if earlier.part.subject != fact.part.subject:
            message = f"the file it was given on was given for {earlier.part.subject} before"
            yield Objection("consent-seal-broken", fact.local, ("signature", "sha256"), message)
