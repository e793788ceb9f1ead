"""Which revisions of the terms all parties have signed, and since when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.consents import least
from charter.facts import Fact, Facts
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter


class Revision(NamedTuple):
    """One revision of the terms.

    Attributes:
        terms: As signed, from ``signed/rN.json``; before that, the draft.
        least: The weakest method of a signature that counts for it.
    """

    number: int
    terms: Fact[Charter]
    least: str

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties that sign it."""
        return tuple(given(self.terms.part.parties) or ())


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
    return {number: Revision(number, terms, least(terms.part)) for number, terms in sorted(found.items())}
