"""The keys of the people files over time: which nobody can use, and whether an old one approved a new one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from charter.facts import Fact, Facts, Objection
from charter.lifecycle.replay import History
from charter.signatures.keys import read_key
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Consent


def objections(facts: Facts, history: History) -> Iterator[Objection]:
    """Every key that nobody can sign with, and every roster that only a new key approved."""
    yield from _unusable(facts)
    yield from _by_new_keys(facts, history)


def _unusable(facts: Facts) -> Iterator[Objection]:
    for roster in facts.people.values():
        for role, seat in (given(roster.part.roles) or {}).items():
            for number, holder in enumerate(given(seat) or ()):
                line = given(holder.key)
                problem = _problem(line) if line is not None else ""
                if problem:
                    message = f"the key of {holder.name} cannot be used: {problem}"
                    yield Objection("key-unusable", roster.local, ("roles", role, number, "key"), message)


def _problem(line: str) -> str:
    try:
        read_key(line)
    except ValueError as error:
        return str(error)
    return ""


def _by_new_keys(facts: Facts, history: History) -> Iterator[Objection]:
    """A typed name, or a key that the party never signed with, may not change whose signature counts."""
    broken = {objection.local for objection in history.objections}
    for fact in facts.consents:
        party = str(fact.part.party)
        if fact.part.subject != f"people-{party}" or fact.part.says != "approve" or fact.local in broken:
            continue
        used = _used(party, given(fact.part.date) or date.max, facts, broken)
        if not used or given(fact.part.key) in used or fact.part.method == "external":
            continue
        how = f"with {fact.part.key}" if fact.part.method == "ssh" else "by a typed name"
        message = f"the change of {party}'s people was approved {how}; {party} had signed with {listed(used)} before"
        yield Objection("roster-approved-by-new-key", fact.local, ("key",), message)


def _used(party: str, until: date, facts: Facts, broken: set[str]) -> list[str]:
    """The keys that a party had signed terms or decisions with by a day."""
    return sorted({key for fact in facts.consents if (key := _key(fact, party, until)) and fact.local not in broken})


def _key(fact: Fact[Consent], party: str, until: date) -> str | None:
    consent, day = fact.part, given(fact.part.date)
    speaks = consent.party == party and str(consent.subject)[:1] in ("r", "d")
    counts = speaks and consent.method in ("ssh", "pdf") and day is not None and day <= until
    return given(consent.key) if counts else None
