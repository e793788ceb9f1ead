"""The phases one by one: their dates, deliverables and limits, and the gate at the end of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from charter.rendering.gates import GateView
from charter.rendering.manuscript.blocks import Block
from charter.rendering.manuscript.setting import facts, passage, rows, titled
from charter.rendering.plan import PhaseView
from charter.rendering.shapes import Facts


def phases(found: Iterable[PhaseView]) -> Iterator[Block]:
    """Every phase under its heading."""
    for phase in found:
        place = f"plan.{phase.name.lower()}"
        yield from passage(f"{place}.name", "heading 2", phase.name)
        yield from facts(place, Facts(phase.facts, phase.said))
        due = rows(f"{place}.deliverables", phase.deliverables)
        yield from titled(f"{place}.deliverables", "Deliverables", due, "caption")
        limits = rows(f"{place}.guardrails", phase.guardrails)
        yield from titled(f"{place}.guardrails", "Limits that hold all the time", limits, "caption")
        yield from passage(f"{place}.no-gate", "body", f"Gate: {phase.no_gate}" if phase.no_gate else "")
        if phase.gate is not None:
            yield from _gate(f"{place}.gate", phase.gate)


def _gate(place: str, gate: GateView) -> Iterator[Block]:
    yield from passage(f"{place}.title", "heading 3", f"Gate to {gate.leads_to}" if gate.leads_to else "Gate")
    yield from passage(f"{place}.rules", "body", " ".join(gate.rules))
    yield from rows(f"{place}.criteria", gate.criteria)
