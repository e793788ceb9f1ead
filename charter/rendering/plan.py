"""The plan: phases and their dates, and the bars and milestones of the chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from charter.model import Charter
from charter.model.phases import Cohort, Gate, Phase, Phases, Run
from charter.rendering.gates import GateView, gate_in_short, gate_in_words
from charter.rendering.names import Names, label
from charter.rendering.shapes import Column, Drawing, Fact, Facts, Table, titled
from charter.rendering.words import absence, day, stays, told, unit_of, words
from charter.values import Absent, Day, given


@dataclass(frozen=True)
class PhaseView:
    """One phase.

    Attributes:
        said: What is said in place of the whole phase.
        facts: Dates, customers and whatever else is there.
    """

    name: str
    said: str
    facts: tuple[Fact, ...]
    deliverables: Table
    guardrails: Table
    gate: GateView | None
    no_gate: str


@dataclass(frozen=True)
class Bar:
    """A line of the chart; `last` is empty for a milestone. Days are ISO 8601."""

    label: str
    first: str
    last: str


@dataclass(frozen=True)
class Lane:
    """The bars of one phase."""

    phase: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Plan:
    """The phases as a table, as a chart, and one by one."""

    said: str
    prior: Facts
    table: Table
    chart: tuple[Lane, ...]
    phases: tuple[PhaseView, ...]


def plan(charter: Charter, names: Names) -> Plan:
    """The plan of a charter."""
    draw = Drawing(names)
    if isinstance(charter.phases, Absent):
        return Plan(absence(charter.phases, names), Facts(), Table(), (), ())
    phases = dict(each(charter.phases))
    known = {name: phase for name, phase in phases.items() if isinstance(phase, Phase)}
    lanes = (Lane(titled(name), tuple(_bars(name, phase))) for name, phase in known.items())
    return Plan(
        said="",
        prior=draw.facts(charter.phases.prior if charter.phases else None),
        table=_table(known, names),
        chart=tuple(lane for lane in lanes if lane.bars),
        phases=tuple(_phase(name, phase, names) for name, phase in phases.items()),
    )


def each(phases: Phases | Absent | None) -> Iterator[tuple[str, Phase | Absent]]:
    """The phases that are there, in order."""
    known = given(phases)
    if known is not None:
        found = (("crawl", known.crawl), ("walk", known.walk), ("run", known.run))
        yield from ((name, phase) for name, phase in found if phase is not None)


_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)


def when_made(charter: Charter) -> datetime:
    """When a file of these terms says it was made: when the first phase begins, or the terms do; 2000 at the earliest.

    Taken from the terms, so that the same terms make the same bytes on any day.
    """
    starts = [given(phase.start) for _, phase in each(charter.phases) if not isinstance(phase, Absent)]
    known = next((start for start in (*starts, given(charter.effective)) if start is not None), None)
    if known is None:
        return _BEFORE
    return max(datetime(known.first.year, known.first.month, known.first.day, tzinfo=UTC), _BEFORE)


def gates(charter: Charter, names: Names, *, brief: bool) -> tuple[GateView, ...]:
    """Every gate of a charter for the cover: what it takes to go on and where it stops, without the details.

    Args:
        brief: Leave out baselines and denominators, too.
    """
    return tuple(
        gate_in_short(name, phase.gate, names, brief)
        for name, phase in each(charter.phases)
        if isinstance(phase, Phase) and isinstance(phase.gate, Gate)
    )


def last_day(phase: Phase) -> date | None:
    """The last day of a phase: its end, or of run what its term leads to."""
    end = given(phase.end)
    if end is not None:
        return end.last
    start, term = given(phase.start), given(phase.term) if isinstance(phase, Run) else None
    try:
        after = term.after(start.first) if start is not None and term is not None else None
    except (OverflowError, ValueError):
        return None  # beyond the year 9999
    return after - timedelta(days=1) if after is not None else None


def _table(known: dict[str, Phase], names: Names) -> Table:
    rows = tuple(
        (
            titled(name),
            _span(phase, names),
            _customers(phase, names),
            words(phase.integration, names, "i"),
            _due(phase, names),
        )
        for name, phase in known.items()
    )
    return Table(("Phase", "When", "Customers", "Integration", "Decision by"), rows)


def _due(phase: Phase, names: Names) -> str:
    if not isinstance(phase.gate, Gate):
        return words(phase.gate, names)
    return words(phase.gate.decide_by, names)


def _span(phase: Phase, names: Names) -> str:
    term = told(phase.term, names, lambda span: f"for {span}", "term") if isinstance(phase, Run) else ""
    if isinstance(phase.start, Day) and isinstance(phase.end, Day):
        pieces = [f"{day(phase.start)} to {day(phase.end)}", term]
    else:
        start = told(phase.start, names, lambda start: f"from {day(start)}", "start")
        pieces = [start, told(phase.end, names, lambda end: f"until {day(end)}", "end"), term]
    return ", ".join(piece for piece in pieces if piece)


def _customers(phase: Phase, names: Names) -> str:
    cohort = phase.cohort
    named = words(cohort, names)
    if isinstance(cohort, Cohort):
        named = f"{words(cohort.size, names)} {words(cohort.unit, names)}"
    invited = told(phase.invited, names, lambda count: f"{words(count, names)} invited", "invited")
    return "; ".join(piece for piece in (named, invited) if piece)


_TOLD = {"deliverables", "guardrails", "gate", "start", "end", "term", "cohort", "invited"}


def _phase(name: str, phase: Phase | Absent, names: Names) -> PhaseView:
    if isinstance(phase, Absent):
        return PhaseView(titled(name), absence(phase, names), (), Table(), Table(), None, "")
    draw = Drawing(names)
    first = (Fact("When", _span(phase, names)), Fact("Customers", _customers(phase, names)))
    gate = phase.gate
    return PhaseView(
        name=titled(name),
        said="",
        facts=(*(fact for fact in first if fact.text), *draw.facts(phase, _TOLD).facts),
        deliverables=draw.table(
            phase.deliverables,
            [
                draw.column("Deliverable", "what"),
                draw.column("Owner", "owner"),
                draw.column("Due", "due"),
                draw.column("Done when", "done_when"),
            ],
        ),
        guardrails=draw.table(phase.guardrails, _guardrail_columns(names)) if isinstance(phase, Run) else Table(),
        gate=gate_in_words(name, gate, names) if isinstance(gate, Gate) else None,
        no_gate=absence(gate, names) if isinstance(gate, Absent) else "",
    )


def _guardrail_columns(names: Names) -> list[Column[Any]]:
    return [
        Drawing(names).column("Watched all the time", "metric"),
        Column(
            "Limit", ("stays",), lambda rail: told(rail.stays, names, lambda at: stays(at, unit_of(rail.metric, names)))
        ),
        Drawing(names).column("Owner", "owner"),
    ]


def _bars(name: str, phase: Phase) -> Iterator[Bar]:
    start, end = given(phase.start), last_day(phase)
    section = titled(name)
    if start is not None and end is not None and end >= start.first:
        yield Bar(section, start.first.isoformat(), end.isoformat())
    for deliverable in given(phase.deliverables) or ():
        due = given(deliverable.due)
        if due is not None:
            yield Bar(given(deliverable.what) or label(str(deliverable.id)), due.last.isoformat(), "")
    gate = given(phase.gate)
    decide_by = given(gate.decide_by) if gate is not None else None
    if decide_by is not None:
        yield Bar(f"{section} gate", decide_by.last.isoformat(), "")
