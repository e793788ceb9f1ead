"""Whose word a measurement needs besides its collector's, and what the parties said of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.gates.bench import Bench
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from charter.facts import Fact
    from charter.model import Consent, Evidence
    from charter.model.measure import Metric


class Collected(NamedTuple):
    """When and by whom evidence was collected."""

    day: date
    by: Role


def collected(evidence: Evidence) -> Collected:
    """When and by whom; the first day there is, and nobody, where the file does not say."""
    how = given(evidence.collected)
    day, by = (given(how.date), given(how.by)) if how is not None else (None, None)
    return Collected(day or date.min, by or Role("", ""))


class Words(NamedTuple):
    """What parties said of one evidence file up to a day.

    Attributes:
        disputes: The consents that dispute it, by day and party.
    """

    attested: frozenset[str]
    disputes: tuple[Consent, ...]


def words(fact: Fact[Evidence], bench: Bench) -> Words:
    """What parties other than its collector's attested, and who disputed it."""
    heard = bench.said.get(fact.digest, ())
    own = collected(fact.part).by.party
    attested = {str(consent.party) for consent in heard if consent.says == "attest" and consent.party != own}
    disputes = {str(consent.party): consent for consent in heard if consent.says == "dispute"}
    return Words(frozenset(attested), tuple(disputes[party] for party in sorted(disputes)))


def attesters(metric: Metric, collector: str, parties: tuple[str, ...]) -> tuple[str, ...]:
    """The parties one of which must attest what `collector` measured; none where its word is enough.

    They are whom the metric names, else, where the judged party is its own producer, everybody else. Where one of
    these collected it, its word is given, and that of the judged party is needed.
    """
    source, owner = given(metric.source), given(metric.owner)
    producer = given(source.party) if source is not None else None
    named = given(source.attested_by) if source is not None else None
    judged = owner.party if owner is not None else producer
    if named is not None:
        wanted = [named]
    elif source is None or producer is None or owner is None or producer != owner.party or given(source.independent):
        return ()
    else:
        wanted = [party for party in parties if party != judged]
    if collector in wanted:
        wanted = [party for party in (judged, producer) if party is not None]
    return tuple(dict.fromkeys(party for party in wanted if party != collector))


def parties_of(bench: Bench) -> tuple[str, ...]:
    """The ids of the parties, in the order of the terms."""
    return tuple(given(bench.terms.parties) or {})


def dispute_of(consent: Consent, shown: str) -> str:
    """A dispute in words, with both numbers and the reason."""
    value = "" if consent.value is None or isinstance(consent.value, Absent) else f": it says {consent.value}"
    reason = given(consent.reason)
    against = f", recorded is {shown}" if shown else ""
    return f"{consent.party} disputes it{value}{against}{f' ({reason})' if reason else ''}"
