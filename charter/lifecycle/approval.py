"""Whose consent a decision needs, whose it has, and since when it takes effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from charter.consents import holders
from charter.facts import Elsewhere, Fact, Facts, Objection
from charter.lifecycle.steps import GATED, Row
from charter.values import Role, given

if TYPE_CHECKING:
    from charter.model import Charter, Consent, Decision, People


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
    return party not in reasons or given(fact.part.reason) is not None


def conflicts(decision: Fact[Decision], approved: Approval, facts: Facts, tier: int) -> Iterator[Objection]:
    """One person in two roles that must be two people.

    From tier 2 on whoever approves has neither written the decision nor collected what it judged; at tier 3 whoever
    wrote it has not collected it either. At no tier does one person approve for two parties.
    """
    yield from _two_parties(approved)
    if tier < 2:
        return
    writers = _people(decision, facts)
    collectors = _collectors(decision, facts)
    for party, fact in approved.given.items():
        person = str(fact.part.person)
        if person in writers:
            yield _self_approved(fact, f"{person} wrote this decision and approves it for {party}", decision)
        elif person in collectors:
            yield _self_approved(fact, f"{person} collected the evidence and approves the decision on it", decision)
    if tier > 2 and (both := sorted(set(writers) & set(collectors))):
        message = f"{both[0]} collected the evidence and wrote the decision on it"
        yield Objection("self-approved", decision.local, ("by",), message)


def _self_approved(fact: Fact[Consent], message: str, decision: Fact[Decision]) -> Objection:
    also = (Elsewhere(decision.local, ("by",), "written by this role"),)
    return Objection("self-approved", fact.local, ("person",), message, "", also)


def _two_parties(approved: Approval) -> Iterator[Objection]:
    seen: dict[str, Fact[Consent]] = {}
    for party, fact in approved.given.items():
        person = str(fact.part.person)
        if person in seen:
            other = seen[person]
            message = f"{person} approves for {party} and for {other.part.party}"
            also = (Elsewhere(other.local, ("person",), "the same person"),)
            yield Objection("one-person-for-two-parties", fact.local, ("person",), message, "", also)
        seen[person] = fact


def _people(decision: Fact[Decision], facts: Facts) -> tuple[str, ...]:
    return _who(given(decision.part.by), given(decision.part.date), facts)


def _collectors(decision: Fact[Decision], facts: Facts) -> tuple[str, ...]:
    judged = set(given(decision.part.evidence) or ())
    if not judged:
        return ()
    names: list[str] = []
    for fact in facts.evidence:
        collected = given(fact.part.collected)
        if fact.digest in judged and collected is not None:
            names += _who(given(collected.by), given(collected.date), facts)
    return tuple(names)


def _who(role: Role | None, day: date | None, facts: Facts) -> tuple[str, ...]:
    roster = facts.people.get(role.party) if role else None
    return holders(roster.part, role.role, day) if roster and role else ()
