"""One decision on the table: what it proposes, where the charter stands then, and how its gate is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, cast

from charter.facts import Fact, Facts
from charter.lifecycle.standing import Standing
from charter.lifecycle.steps import GATED, Row
from charter.terms.timeline import PHASES, PhaseName
from charter.values import given

if TYPE_CHECKING:
    from charter.gates.bench import Bench
    from charter.gates.verdict import GateReview
    from charter.model import Charter, Consent, Decision, Evidence
    from charter.model.phases import Gate, Phase


@dataclass(frozen=True)
class Sitting:
    """Pure data.

    Attributes:
        standing: Before the decision.
        attested: The verified consents to evidence, by their own digest.
        signed_on: The day each revision was signed by all.
    """

    decision: Fact[Decision]
    row: Row
    standing: Standing
    facts: Facts
    attested: Mapping[str, Fact[Consent]]
    signed_on: Mapping[int, date]

    @property
    def day(self) -> date:
        """The day of the decision."""
        return given(self.decision.part.date) or date.min

    @property
    def terms(self) -> Charter:
        """The terms in force."""
        assert self.standing.terms is not None
        return self.standing.terms.part

    @property
    def phase(self) -> PhaseName | None:
        """The phase whose gate it answers."""
        return next((phase for phase in PHASES if phase == self.row.source), None)

    @property
    def gate(self) -> Gate | None:
        """The gate it answers, where its step answers one."""
        return gate_of(self.terms, self.phase) if self.row.step in GATED else None

    @cached_property
    def review(self) -> GateReview | None:
        """The gate judged anew, on exactly what the decision lists, as of its day."""
        if self.gate is None or self.phase is None:
            return None
        from charter.gates.judging import judge

        listed = set(given(self.decision.part.evidence) or ())
        evidence = tuple(fact for fact in self.facts.evidence if fact.digest in listed)
        return judge(bench(self.standing, self.facts, self.day, evidence, self.heard))

    @property
    def heard(self) -> tuple[Fact[Consent], ...]:
        """What parties attested or disputed of the evidence, as far as the decision lists it."""
        listed = set(given(self.decision.part.consents) or ())
        return tuple(fact for digest, fact in self.attested.items() if digest in listed)

    @property
    def silent(self) -> bool:
        """Whether nobody decided in time, and the terms say that then this step follows."""
        meant = {"no-go": "end", "extend": "extend"}.get(self.row.step)
        due = self.standing.box.decide_by
        gate = self.gate
        return gate is not None and due is not None and self.day > due and given(gate.if_silent) == meant

    @property
    def alone(self) -> bool:
        """Whether one party may take the step alone."""
        return self.silent or (self.row.step == "no-go" and self.review is not None and self.review.verdict == "no-go")


def bench(
    standing: Standing,
    facts: Facts,
    day: date,
    evidence: tuple[Fact[Evidence], ...],
    consents: tuple[Fact[Consent], ...],
) -> Bench:
    """What the gate of the phase that runs is judged on, with exactly this evidence and these consents."""
    from charter.gates.bench import Bench

    phase = standing.working_in
    assert standing.terms is not None
    assert phase is not None
    box = phase_of(standing.terms.part, phase)
    return Bench(
        terms=standing.terms.part,
        phase=phase,
        started=standing.began or date.min,
        ends=standing.box.end,
        today=day,
        customers=standing.customers.get(phase, ()),
        counted=expected_customers(box)[1] if box else None,
        evidence=evidence,
        consents=consents,
        files=facts.files,
        people=facts.people,
    )


def phase_of(terms: Charter, name: str | None) -> Phase | None:
    """A phase of the terms; None where it is not described."""
    plan = given(terms.phases)
    return cast("Phase | None", given(getattr(plan, name, None))) if plan and name in PHASES else None


def gate_of(terms: Charter, name: str | None) -> Gate | None:
    """A phase's gate."""
    box = phase_of(terms, name)
    return given(box.gate) if box else None


def expected_customers(box: Phase) -> tuple[tuple[str, ...], int | None]:
    """The customers that the terms name for a phase, and how many there are to be; None where they do not say."""
    cohort = given(box.cohort)
    names = tuple(name for name in cohort if isinstance(name, str)) if isinstance(cohort, tuple) else ()
    size = given(getattr(cohort, "size", None))
    invited = given(box.invited)
    return names, invited if invited is not None else (size if isinstance(size, int) else (len(names) or None))
