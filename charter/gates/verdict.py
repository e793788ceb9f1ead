"""What a gate comes to: one verdict per criterion, one for the whole, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from charter.terms.timeline import PhaseName

CriterionVerdict: TypeAlias = Literal["met", "failed", "grey", "missing", "disputed", "error"]

GateVerdict: TypeAlias = Literal["go", "no-go", "undecided"]


class Awaited(NamedTuple):
    """Something a gate waits for.

    Attributes:
        what: In words: ``onboarding_hours of Brandt Lager``, ``the attestation of contoso``.
        whom: The party or the role it is waited for; empty where nobody can be named.
        since: From which day on; None before it is due.
    """

    what: str
    whom: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Judged:
    """One criterion judged.

    Attributes:
        id: The criterion's id; ``roi`` for the return that run asks of each party.
        values: What it was judged on, exact and in the metric's unit, one text a case: ``27.5%``, ``6 of 9``.
        needed: What was needed, in the same words: ``>= 20%``, ``7 of 9``.
        have: The whole in one phrase: ``7 of 9 needed, 6 have it``.
        cases: What each value belongs to, parallel to `values`: a customer, a party; empty texts for unnamed ones.
        evidence: The digests it was judged on; the first is the one the snapshot names.
        sample: What a small sample can bear, in words; empty where there is nothing to say.
        problem: Why it is missing, disputed or in error, and what to do; empty if it is neither.
        awaits: What it waits for.
    """

    id: str
    verdict: CriterionVerdict
    values: tuple[str, ...] = ()
    needed: str = ""
    have: str = ""
    cases: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    sample: str = ""
    problem: str = ""
    awaits: tuple[Awaited, ...] = ()


@dataclass(frozen=True)
class GateReview:
    """A gate judged on one day, on exactly one set of evidence.

    Attributes:
        criteria: In the order of the terms; the entry to run's ``roi`` last.
        accepts: Parties whose consent must give a reason, because their own return is not above zero.
    """

    phase: PhaseName
    today: date
    criteria: tuple[Judged, ...]
    accepts: tuple[str, ...] = ()

    @property
    def verdict(self) -> GateVerdict:
        """``go`` only if every criterion is met; ``no-go`` if any failed; a gate without criteria decides nothing."""
        verdicts = {judged.verdict for judged in self.criteria}
        if "failed" in verdicts:
            return "no-go"
        return "go" if verdicts == {"met"} else "undecided"

    @property
    def awaits(self) -> tuple[Awaited, ...]:
        """Everything it waits for, in the order of its criteria."""
        return tuple(awaited for judged in self.criteria for awaited in judged.awaits)
