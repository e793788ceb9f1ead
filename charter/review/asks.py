"""Whose word a change asks for, and whether it is there: the terms, the pending decision, evidence, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.facts import Fact, decision_id, evidence_id
from charter.gates.attestation import attesters, collected
from charter.lifecycle.revisions import revisions, signers
from charter.outlook.approvers import approvers
from charter.outlook.testimony import proved
from charter.review.side import Proposed, Side
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter, Consent, Evidence


class Ask(NamedTuple):
    """One party's word on one thing.

    Attributes:
        subject: ``r1``, ``d0003``, ``e-9f2c41aa`` or ``people-contoso``.
        what: The same in words.
        party: Its id; one of them where several are named.
        roles: The roles that may give it; empty where any role of the party may.
        given: Who gave it, how and when; empty while it is awaited.
        against: Whether it says no.
        person: Who gave it; empty while it is awaited, like what follows.
        role: In which role, and `says`, what: ``sign``, ``approve``, ``attest``, ``dispute`` or ``decline``.
        method: How: ``attested``, ``external``, ``ssh`` or ``pdf``; and `date`, on which day.
        reason: Why, where it says no; and `value`, the other number of a dispute.
    """

    subject: str
    what: str
    party: str
    roles: tuple[str, ...]
    given: str = ""
    against: bool = False
    person: str = ""
    role: str = ""
    says: str = ""
    method: str = ""
    date: str = ""
    reason: str = ""
    value: str = ""


def asks(proposed: Proposed, today: date) -> tuple[Ask, ...]:
    """Every word that what is changed needs."""
    after = proposed.after
    if after is None:
        return ()
    return (
        *_terms(proposed, after),
        *_decisions(proposed, after, today),
        *_evidence(proposed, after),
        *_people(proposed, after),
    )


def void(proposed: Proposed) -> tuple[Fact[Consent], ...]:
    """The consents that counted before and do not cover what is there now."""
    before, after = proposed
    if before is None or after is None:
        return ()
    failed = {one.local for one in after.history.objections if one.rule == "consent-to-other-words"}
    known = {fact.local: fact.digest for fact in after.facts.consents}
    return tuple(
        fact
        for fact in before.facts.consents
        if proved(fact, before.history) and fact.local in failed and known.get(fact.local) == fact.digest
    )


def _terms(proposed: Proposed, after: Side) -> Iterator[Ask]:
    """Who signs the newest revision; of one that all have signed, who has, in the change that completes it."""
    known = revisions(after.facts)
    number = max(known, default=0)
    done = proposed.before.history.signed_on if proposed.before else after.history.signed_on
    if not number or number in done or after.history.standing.state == "draft":
        return
    revision = known[number]
    for party in revision.parties:
        roster = after.facts.people.get(party)
        roles = signers(revision, party, roster.part if roster else None) or ("sponsor",)
        yield _ask(after, f"r{number}", f"revision {number} of the terms", party, roles)


def _decisions(proposed: Proposed, after: Side, today: date) -> Iterator[Ask]:
    pending = after.history.standing.pending
    old = {fact.digest for fact in proposed.before.facts.decisions} if proposed.before else set()
    heard = _heard(proposed)
    for fact in after.facts.decisions:
        waits = pending.waits_for if pending is not None and pending.decision is fact else ()
        name, seq = decision_id(given(fact.part.seq) or 0), given(fact.part.seq)
        what = f"decision {seq}, {fact.part.step}"
        said = [one for one in after.facts.consents if one.part.subject == name and proved(one, after.history)]
        new = fact.digest not in old or any(one.digest not in heard for one in said)
        for party in dict.fromkeys((*(str(one.part.party) for one in said), *waits)):
            if new or party in waits:
                roles = approvers(after.facts, after.history.standing, party, today).roles if party in waits else ()
                yield _ask(after, name, what, party, roles)


def _heard(proposed: Proposed) -> set[str]:
    """The digests of what was said before."""
    return {fact.digest for fact in proposed.before.facts.consents} if proposed.before else set()


def _newly(subject: str, proposed: Proposed, after: Side) -> tuple[str, ...]:
    """The parties that say something of a subject that they had not said before."""
    heard = _heard(proposed)
    said = [one for one in after.facts.consents if one.part.subject == subject and one.digest not in heard]
    return tuple(dict.fromkeys(str(one.part.party) for one in said if proved(one, after.history)))


def _evidence(proposed: Proposed, after: Side) -> Iterator[Ask]:
    terms = after.history.standing.terms
    old = {fact.digest for fact in proposed.before.facts.evidence} if proposed.before else set()
    for fact in after.facts.evidence if terms is not None else ():
        name = evidence_id(fact.digest)
        said = _newly(name, proposed, after)
        if terms is None or (fact.digest in old and not said):
            continue
        for party in dict.fromkeys((*_attesting(fact, terms.part), *said)):
            yield _ask(after, name, f"{given(fact.part.metric)} in {fact.part.phase}", party, ())


def _attesting(fact: Fact[Evidence], terms: Charter) -> tuple[str, ...]:
    metric = given((given(terms.metrics) or {}).get(str(given(fact.part.metric) or "")))
    if metric is None:
        return ()
    return attesters(metric, collected(fact.part).by.party, tuple(given(terms.parties) or {}))


def _people(proposed: Proposed, after: Side) -> Iterator[Ask]:
    if proposed.before is None or not proposed.before.history.steps:
        return
    for party, roster in after.facts.people.items():
        old = proposed.before.facts.people.get(party)
        subject = f"people-{party}"
        if old is None or old.digest != roster.digest or _newly(subject, proposed, after):
            yield _ask(after, subject, f"the people of {party}", party, ())


def _ask(after: Side, subject: str, what: str, party: str, roles: Iterable[str]) -> Ask:
    said = [
        fact
        for fact in after.facts.consents
        if fact.part.subject == subject and fact.part.party == party and proved(fact, after.history)
    ]
    if not said:
        return Ask(subject, what, party, tuple(roles))
    part = said[-1].part
    told = tuple(map(str, (part.person, part.role, part.says, part.method, given(part.date))))
    why = tuple(" ".join(str(given(text) or "").split()) for text in (part.reason, part.value))
    return Ask(subject, what, party, tuple(roles), ", ".join(told), part.says in ("decline", "dispute"), *told, *why)
