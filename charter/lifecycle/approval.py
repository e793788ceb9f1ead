"""Whose consent a decision needs, whose it has, and since when it takes effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from charter.consents import holders
from charter.empty_words import is_told
from charter.facts import Elsewhere, Fact, Facts, Objection
from charter.lifecycle.steps import GATED, Row
from charter.likeness import look
from charter.values import Role, given

if TYPE_CHECKING:
    from charter.model import Charter, Consent, Decision, Evidence, People


@dataclass(frozen=True)
class Approval:
    """How far a decision is approved.

    Attributes:
        given: The valid consents that say approve, by party.
        declined: The valid consents that say decline, by party.
        lacking: The parties whose consent it still needs.
        since: The day it takes effect; None while consents lack.
    """

    given: Mapping[str, Fact[Consent]]
    declined: Mapping[str, Fact[Consent]]
    lacking: tuple[str, ...]
    since: date | None


def needed_from(row: Row, decision: Decision, terms: Charter, *, alone: bool) -> tuple[str, ...]:
    """The parties, and outsiders who decide, whose consent a step needs.

    Args:
        alone: Whether one party may take it alone, where the table leaves that to the gate.
    """
    by = given(decision.by)
    if row.consent in ("none", "signed"):
        return ()
    if row.consent == "one" or (row.consent == "gate" and alone):
        return (by.party,) if by else ()
    outsiders = _outsiders(terms, row.source) if row.step in GATED else ()
    return (*(given(terms.parties) or ()), *outsiders)


def _outsiders(terms: Charter, phase: str) -> tuple[str, ...]:
    return tuple(decider for decider in _deciders(terms, phase) if not isinstance(decider, Role))


def entitled(row: Row, party: str, terms: Charter, roster: People | None) -> tuple[str, ...]:
    """The roles that may approve a step for a party: its deciders of the gate, else its sponsor and its signatories."""
    sponsors = _sponsors(terms, party)
    if row.step in GATED and row.step != "waive":
        deciders = [decider for decider in _deciders(terms, row.source) if isinstance(decider, Role)]
        if roles := tuple(decider.role for decider in deciders if decider.party == party):
            return roles
    if row.step == "waive" and sponsors:
        return sponsors
    signatories = given(roster.signatories) if roster else None
    return (*sponsors, *(signatories or ())) or ("sponsor",)


def _sponsors(terms: Charter, party: str) -> tuple[str, ...]:
    governance = given(terms.governance)
    sponsor = given((given(governance.sponsors) or {}).get(party)) if governance else None
    return (sponsor.role,) if isinstance(sponsor, Role) else ()


def _deciders(terms: Charter, phase: str) -> tuple[Role | str, ...]:
    plan = given(terms.phases)
    box = given(getattr(plan, phase, None)) if plan else None
    gate = given(box.gate) if box else None
    return tuple(given(gate.decided_by) or ()) if gate else ()


def approval(
    decision: Fact[Decision],
    parties: tuple[str, ...],
    consents: Mapping[str, Fact[Consent]],
    *,
    reasons: tuple[str, ...],
) -> Approval:
    """How far a decision is approved.

    Args:
        parties: Whose consent it needs.
        consents: The valid consents to it, by party.
        reasons: Parties whose consent counts only with a reason.
    """
    said = {party: consents[party] for party in parties if party in consents}
    yes = {
        party: fact for party, fact in said.items() if fact.part.says == "approve" and _reasoned(party, fact, reasons)
    }
    no = {party: fact for party, fact in said.items() if fact.part.says == "decline"}
    lacking = tuple(party for party in parties if party not in yes)
    days = [given(fact.part.date) for fact in yes.values()]
    known = [day for day in (given(decision.part.date), *days) if day is not None]
    return Approval(yes, no, lacking, None if lacking else max(known))


def _reasoned(party: str, fact: Fact[Consent], reasons: tuple[str, ...]) -> bool:
    return party not in reasons or is_told(given(fact.part.reason))


def conflicts(decision: Fact[Decision], approved: Approval, facts: Facts, tier: int) -> Iterator[Objection]:
    """One person in two roles that must be two people.

    From tier 2 on whoever approves has neither written the decision nor collected what it judged; at tier 3 whoever
    wrote it has not collected it either. At no tier does one person approve for two parties.
    """
    yield from two_parties(approved.given.values(), facts)
    if tier < 2:
        return
    writers = _people(decision, facts)
    collectors = _collectors(decision, facts)
    for party, fact in approved.given.items():
        person = str(fact.part.person)
        if _among(person, party, writers, facts):
            yield _self_approved(fact, f"{person} wrote this decision and approves it for {party}", decision)
        elif _among(person, party, collectors, facts):
            yield _self_approved(fact, f"{person} collected the evidence and approves the decision on it", decision)
    if tier > 2 and (both := sorted(name for party, name in writers if _among(name, party, collectors, facts))):
        message = f"{both[0]} collected the evidence and wrote the decision on it"
        yield Objection("self-approved", decision.local, ("by",), message)


def shut_out(party: str, names: Iterable[str], decision: Fact[Decision], facts: Facts, tier: int) -> Mapping[str, str]:
    """Who of these persons of a party may not approve a decision, and why: ``wrote it``, ``collected its evidence``."""
    if tier < 2:
        return {}
    writers, collectors = _people(decision, facts), _collectors(decision, facts)
    why = (("wrote it", writers), ("collected its evidence", collectors))
    found = ((name, [said for said, people in why if _among(name, party, people, facts)]) for name in names)
    return {name: said[0] for name, said in found if said}


def _self_approved(fact: Fact[Consent], message: str, decision: Fact[Decision]) -> Objection:
    also = (Elsewhere(decision.local, ("by",), "written by this role"),)
    return Objection("self-approved", fact.local, ("person",), message, "", also)


def two_parties(consents: Iterable[Fact[Consent]], facts: Facts) -> Iterator[Objection]:
    """One person who speaks for two parties on one matter, whatever the spelling."""
    seen: dict[str, Fact[Consent]] = {}
    for fact in consents:
        person, party = str(fact.part.person), str(fact.part.party)
        marks = _marks(person, party, facts, mail=True)
        other = next((seen[mark] for mark in sorted(marks) if mark in seen), None)
        if other is not None:
            alias = f" as {other.part.person}" if other.part.person != fact.part.person else ""
            message = f"{person} {_SPEAKS[str(fact.part.says)]} for {party} and{alias} for {other.part.party}"
            also = (Elsewhere(other.local, ("person",), "the same person"),)
            yield Objection("one-person-for-two-parties", fact.local, ("person",), message, "", also)
        seen |= dict.fromkeys(marks, fact)


_SPEAKS = {"sign": "signs", "approve": "approves", "decline": "declines", "attest": "attests", "dispute": "disputes"}

Person: TypeAlias = tuple[str, str]
"""A party, and a name in its people file."""


def _among(name: str, party: str, people: tuple[Person, ...], facts: Facts) -> bool:
    """Whether somebody is one of these people, by the look of the name or by a key."""
    marks = _marks(name, party, facts)
    return any(marks & _marks(other, side, facts) for side, other in people)


def _marks(name: str, party: str, facts: Facts, *, mail: bool = False) -> frozenset[str]:
    """What tells that two names are one person's: the look, the keys and, between companies, the mail addresses."""
    roster, found = facts.people.get(party), {look(name)}
    for role in (given(roster.part.roles) or {}).values() if roster is not None else ():
        for holder in given(role) or ():
            if holder.name == name:
                address = given(holder.email) if mail else None
                key = " ".join((given(holder.key) or "").split()[:2])  # whatever comment stands behind it
                found |= {mark.strip() for mark in (key, address and address.casefold()) if mark}
    return frozenset(found)


def _people(decision: Fact[Decision], facts: Facts) -> tuple[Person, ...]:
    return _who(given(decision.part.by), given(decision.part.date), facts)


def _collectors(decision: Fact[Decision], facts: Facts) -> tuple[Person, ...]:
    judged = set(given(decision.part.evidence) or ())
    if not judged:
        return ()
    names: list[Person] = []
    for fact in facts.evidence:
        if fact.digest in judged:
            names += collectors(fact, facts)
    return tuple(dict.fromkeys(names))


def collectors(evidence: Fact[Evidence], facts: Facts) -> tuple[Person, ...]:
    """Who may have collected evidence: the holders of the role on that day."""
    collected = given(evidence.part.collected)
    return _who(given(collected.by), given(collected.date), facts) if collected is not None else ()


def attested_by_collector(consent: Fact[Consent], evidence: Fact[Evidence], facts: Facts) -> Iterator[Objection]:
    """An attestation for another party by whoever collected the evidence."""
    person, party = str(consent.part.person), str(consent.part.party)
    others = tuple((side, name) for side, name in collectors(evidence, facts) if side != party)
    if consent.part.says == "attest" and _among(person, party, others, facts):
        message = f"{person} collected this for {others[0][0]} and attests it for {party}"
        also = (Elsewhere(evidence.local, ("collected", "by"), "collected by this role"),)
        yield Objection("one-person-for-two-parties", consent.local, ("person",), message, "", also)


def _who(role: Role | None, day: date | None, facts: Facts) -> tuple[Person, ...]:
    roster = facts.people.get(role.party) if role else None
    return tuple((role.party, name) for name in holders(roster.part, role.role, day)) if roster and role else ()
