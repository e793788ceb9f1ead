"""Nobody is given a say and uses it in one change: who may speak is taken from before the change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter import keyring
from charter.consents import holders
from charter.facts import Fact, Objection
from charter.review.side import Proposed
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Consent, People


def objections(proposed: Proposed) -> Iterator[Objection]:
    """Every new consent that somebody gave who could not have given it by the people files before the change.

    The first people files of a charter that nobody has proposed yet are free.
    """
    before, after = proposed
    if before is None or after is None or not before.history.steps:
        return
    known = {fact.digest for fact in before.facts.consents}
    for fact in after.facts.consents:
        party = str(fact.part.party)
        old, new = before.facts.people.get(party), after.facts.people.get(party)
        if fact.digest in known or new is None or (old is not None and old.digest == new.digest):
            continue
        problem = _problem(fact, old.part) if old is not None else f"anybody is known to speak for {party}"
        if problem:
            message = f"{problem} only since this change of {new.local}, and this change uses it"
            help = f"bring in {new.local} first, approved by {party}; then consent in a change of its own"
            yield Objection("power-from-this-change", fact.local, ("person",), message, help)


def _problem(fact: Fact[Consent], people: People) -> str:
    consent = fact.part
    role, person, day = str(consent.role), str(consent.person), given(consent.date)
    if person not in holders(people, role, day):
        return f"{person} holds the role {role} of {consent.party}"
    if consent.method in ("ssh", "pdf"):
        named = given(consent.key)
        if named not in {key.fingerprint for key in keyring.pinned(people, role, person, day)}:
            return f"the key {named} is {person}'s"
    return ""
