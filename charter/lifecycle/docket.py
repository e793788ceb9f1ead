"""What a gate would be judged on today: the evidence of this attempt, and what the parties said of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from charter.values import given

if TYPE_CHECKING:
    from charter.facts import Fact, Facts
    from charter.lifecycle.replay import History
    from charter.lifecycle.standing import Standing
    from charter.model import Consent, Evidence

Judged: TypeAlias = "tuple[tuple[Fact[Evidence], ...], tuple[Fact[Consent], ...]]"
"""The evidence before a gate, and the attestations and disputes of it; both in the order of their digests."""


def judged_now(facts: Facts, history: History, today: date) -> Judged:
    """What a gate would be judged on today: the evidence of this attempt, and what parties said of it."""
    standing = history.standing
    evidence = tuple(fact for fact in facts.evidence if _of_this_attempt(fact, standing, today))
    digests = {fact.digest for fact in evidence}
    consents = tuple(fact for fact in history.attested.values() if fact.part.digest in digests)
    return _sorted(evidence), _sorted(tuple(fact for fact in consents if (given(fact.part.date) or today) <= today))


def _sorted(facts: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.digest))


def _of_this_attempt(fact: Fact[Evidence], standing: Standing, today: date) -> bool:
    collected = given(fact.part.collected)
    day = given(collected.date) if collected else None
    if day is None or fact.part.phase != standing.working_in:
        return False
    return (standing.began or date.min) <= day <= today
