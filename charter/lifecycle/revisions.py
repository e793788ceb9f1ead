"""Which revisions of the terms all parties have signed, and since when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.consents import METHODS, least
from charter.facts import Fact, Facts
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter


class Revision(NamedTuple):
    """One revision of the terms.

    Attributes:
        terms: As signed, from ``signed/rN.json``; before that, the draft.
        least: The weakest method of a signature that counts for it: its own, or the stronger one before.
        parties: The parties that sign it: its own, and those of the revision before, whom it may leave out.
    """

    number: int
    terms: Fact[Charter]
    least: str
    parties: tuple[str, ...]


class Signature(NamedTuple):
    """A party's valid signature under a revision."""

    party: str
    day: date


def revisions(facts: Facts) -> dict[int, Revision]:
    """Every revision there is: the signed files, and the draft where its number has none."""
    found = dict(facts.signed)
    number = given(facts.draft.part.revision) if facts.draft else None
    if facts.draft and isinstance(number, int) and number not in found:
        found[number] = facts.draft
    numbers = sorted(found)
    return {
        number: _revision(number, found[number], found[before] if before is not None else found[number])
        for before, number in zip((None, *numbers), numbers, strict=False)
    }


def _revision(number: int, terms: Fact[Charter], before: Fact[Charter]) -> Revision:
    """A revision, signed as the one before it asks: nobody drops a party by its own words."""
    strongest = max(least(terms.part), least(before.part), key=METHODS.index)
    parties = dict.fromkeys((*(given(terms.part.parties) or ()), *(given(before.part.parties) or ())))
    return Revision(number, terms, strongest, tuple(parties))
