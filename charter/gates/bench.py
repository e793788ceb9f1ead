"""What a gate is judged on: the terms in force, one phase as it really ran, and exactly one set of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from charter.facts import Fact, RawFile
from charter.terms.timeline import PhaseName
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter, Consent, Evidence, People


@dataclass(frozen=True)
class Bench:
    """Pure data.

    Attributes:
        started: The day this attempt at the phase really began.
        today: The day it is judged; nothing dated later counts.
        customers: The customers frozen when the phase began; empty where they are only counted.
        counted: How many there are, where they are only counted; else None or the number of `customers`.
        evidence: Exactly the set to judge, in any order.
        consents: What parties attested or disputed, already verified, each about one evidence file by its digest.
        ends: The last day of the phase as it really runs; None takes its planned length, begun on `started`.
    """

    terms: Charter
    phase: PhaseName
    started: date
    today: date
    customers: tuple[str, ...] = ()
    counted: int | None = None
    evidence: tuple[Fact[Evidence], ...] = ()
    consents: tuple[Fact[Consent], ...] = ()
    files: Mapping[str, RawFile] = field(default_factory=dict)
    people: Mapping[str, Fact[People]] = field(default_factory=dict)
    ends: date | None = None

    @cached_property
    def said(self) -> Mapping[str, tuple[Consent, ...]]:
        """What parties said up to the day, by the digest of the evidence they speak of."""
        found: dict[str, list[Consent]] = {}
        for consent in self.consents:
            if (given(consent.part.date) or date.max) <= self.today:
                found.setdefault(str(consent.part.digest), []).append(consent.part)
        return {digest: tuple(consents) for digest, consents in found.items()}

    @property
    def size(self) -> int | None:
        """How many customers were frozen; None where nobody was."""
        return len(self.customers) or self.counted
