"""Which revisions of the terms all parties have signed, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from charter.consents import METHODS, least
from charter.facts import Fact, Facts
from charter.lifecycle.running import only_running, relationship_owners
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter, People

_NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


class Revision(NamedTuple):
    """One revision of the terms.

    Attributes:
        terms: As signed, from ``signed/rN.json``; before that, the draft.
        least: The weakest method of a signature that counts for it: its own, or the stronger one before.
        parties: The parties that sign it: its own, and those of the revision before, whom it may leave out.
        runners: By party, the role that may sign it as a signatory does, because only who does what changes: who owns
            the relationship by the revision before.
    """

    number: int
    terms: Fact[Charter]
    least: str
    parties: tuple[str, ...]
    runners: Mapping[str, str] = _NOBODY


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
    runs = before is not terms and only_running(before.data, terms.data)
    return Revision(number, terms, strongest, tuple(parties), relationship_owners(before.part) if runs else _NOBODY)


def signers(revision: Revision | None, party: str, roster: People | None) -> tuple[str, ...]:
    """The roles that may sign a revision for a party, who is expected to first; empty where it has no people file."""
    if roster is None:
        return ()
    runner = revision.runners.get(party) if revision is not None else None
    return (*((runner,) if runner else ()), *(given(roster.signatories) or ("sponsor",)))
