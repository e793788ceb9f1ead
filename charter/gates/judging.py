"""A gate judged on one day, on exactly one set of evidence: a verdict a criterion, in the order of the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charter.gates.asking import asked
from charter.gates.bench import Bench
from charter.gates.measuring import measured
from charter.gates.returns import asks_return, returned
from charter.gates.verdict import GateReview, Judged
from charter.terms.criteria import gates
from charter.values import given

if TYPE_CHECKING:
    from charter.model.phases import Criterion


def judge(bench: Bench) -> GateReview:
    """What the gate of the phase comes to; a phase without criteria has nothing that could be met."""
    criteria = tuple(judged(criterion, bench) for criterion in criteria_of(bench))
    accepts: tuple[str, ...] = ()
    if criteria and asks_return(bench):
        roi, accepts = returned(bench)
        criteria = (*criteria, roi)
    return GateReview(bench.phase, bench.today, criteria, accepts)


def criteria_of(bench: Bench) -> tuple[Criterion, ...]:
    """The criteria of the phase's gate, in their order."""
    gate = next((gate for phase, _, gate in gates(bench.terms) if phase == bench.phase), None)
    return tuple(given(gate.criteria) or ()) if gate is not None else ()


def judged(criterion: Criterion, bench: Bench) -> Judged:
    """The verdict on one criterion."""
    metric = given(criterion.metric)
    if metric is not None:
        return measured(criterion, metric, bench)
    if given(criterion.ask) is not None:
        return asked(criterion, bench)
    problem = f"{criterion.id} says neither a metric nor a question: amend the criterion"
    return Judged(str(criterion.id), "error", problem=problem)
