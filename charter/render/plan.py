"""The plan: phases and their dates, the gates in words, and the bars and milestones of the chart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from charter.model import Charter
from charter.model.phases import Cohort, Criterion, Gate, Phase, Phases, Run
from charter.render.names import Names, label, listed
from charter.render.shapes import Column, Drawing, Fact, Facts, Table, titled
from charter.render.words import absence, bound, day, missed, stays, told, unit_of, words
from charter.values import Absent, Comparison, Day, Percent, Role, given

_NEXT = {"crawl": "walk", "walk": "run"}
_NO_GO = {"end": "A no ends the partnership.", "restart-crawl": "A no leads back to a new crawl."}
_SILENCE = {
    "end": "If nobody decides in time, the partnership ends.",
    "extend": "If nobody decides in time, any party may have the phase extended.",
}


@dataclass(frozen=True)
class GateView:
    """A gate in words.

    Attributes:
        leads_to: What a go opens, or empty.
        rules: Sentences: who decides by when, and what a no, silence and the grey zone mean.
        criteria: What it takes to go on, and where it stops.
    """

    phase: str
    leads_to: str
    rules: tuple[str, ...]
    criteria: Table


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


def gates(charter: Charter, names: Names, *, brief: bool) -> tuple[GateView, ...]:
    """Every gate of a charter for the cover: what it takes to go on and where it stops, without the details.

    Args:
        brief: Leave out baselines and denominators, too.
    """
    return tuple(
        _in_short(name, phase.gate, names, brief)
        for name, phase in each(charter.phases)
        if isinstance(phase, Phase) and isinstance(phase.gate, Gate)
    )


def _in_short(phase: str, gate: Gate, names: Names, brief: bool) -> GateView:
    whole = _gate(phase, gate, names, brief=brief)
    rows = tuple(row[1:-1] for row in whole.criteria.rows)
    if not brief:
        return replace(whole, criteria=Table(whole.criteria.head[1:-1], rows, whole.criteria.said))
    lines = tuple(
        (str(go) if criterion.metric is None else f"{go} (stop: {stop})",)
        for criterion, (go, stop) in zip(given(gate.criteria) or (), rows, strict=False)
    )
    return replace(whole, criteria=Table(("We go on if",), lines, whole.criteria.said))


def last_day(phase: Phase) -> date | None:
    """The last day of a phase: its end, or of run what its term leads to."""
    end = given(phase.end)
    if end is not None:
        return end.last
    start, term = given(phase.start), given(phase.term) if isinstance(phase, Run) else None
    after = term.after(start.first) if start is not None and term is not None else None
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
        gate=_gate(name, gate, names) if isinstance(gate, Gate) else None,
        no_gate=absence(gate, names) if isinstance(gate, Absent) else "",
    )


def _guardrail_columns(names: Names) -> list[Column[Any]]:
    return [
        Drawing(names).column("Watched all the time", "metric"),
        Column(
            "Limit", ("stays",), lambda rail: told(rail.stays, names, lambda at: stays(at, _unit(rail.metric, names)))
        ),
        Drawing(names).column("Owner", "owner"),
    ]


def _unit(metric: str | Absent | None, names: Names, brief: bool = False) -> str:
    unit = unit_of(metric, names) if isinstance(metric, str) else ""
    return "" if brief and unit.startswith("of ") else unit


def _gate(phase: str, gate: Gate, names: Names, *, brief: bool = False) -> GateView:
    columns: list[Column[Criterion]] = [
        Column("Criterion", ("id",), lambda criterion: words(criterion.id, names, "id")),
        Column("We go on if", _GO_FIELDS, lambda criterion: "; ".join(_go(criterion, names, brief))),
        Column("We stop if", ("fails",), lambda criterion: _stop(criterion, names, brief)),
    ]
    criteria = Drawing(names).table(gate.criteria, columns)
    return GateView(titled(phase), _NEXT.get(phase, ""), tuple(_rules(gate, names, brief)), criteria)


def _rules(gate: Gate, names: Names, brief: bool) -> Iterator[str]:
    who = told(gate.decided_by, names, lambda roles: listed(map(names.role, roles)))
    by = told(gate.decide_by, names, day)
    if isinstance(gate.decided_by, tuple) and isinstance(gate.decide_by, Day):
        who = _together(gate.decided_by, names) or who
        yield f"{who} {'decides' if len(gate.decided_by) == 1 else 'decide'} by {by}."
    else:
        yield from (f"{about}: {text}." for about, text in (("Decided by", who), ("Decision by", by)) if text)
    silence = told(gate.if_silent, names, lambda what: _SILENCE[what], "If nobody decides in time")
    no_go = told(gate.no_go, names, lambda what: _NO_GO[what], "What a no means")
    if gate.no_go == gate.if_silent == "end":
        no_go, silence = "A no, or no decision in time, ends the partnership.", ""
    details = (
        told(gate.extension, names, lambda more: _extension(more, names), "Extension"),
        told(gate.attempts, names, _attempts, "Attempts"),
    )
    said = (no_go, silence, *(() if brief else details))
    yield from (text if text.endswith(".") else f"{text}." for text in said if text)


def _attempts(count: int) -> str:
    return "There is one crawl only." if count == 1 else f"There are at most {count} crawls."


def _together(roles: tuple[Role | str, ...], names: Names) -> str:
    """ "the sponsors" where every party's sponsor is meant and nobody else."""
    known = [role for role in roles if isinstance(role, Role)]
    kinds = {role.role for role in known}
    everybody = [role.party for role in known] == list(names.parties) and len(known) == len(roles)
    return f"The {label(kinds.pop())}s of all parties" if everybody and kinds == {"sponsor"} else ""


def _extension(extension: Any, names: Names) -> str:
    times, length = extension.times, words(extension.for_, names)
    if times == 1:
        return f"Between go and stop, the phase may be extended once, by {length}."
    return f"Between go and stop, the phase may be extended up to {words(times, names)} times, by {length} each."


_GO_FIELDS = ("metric", "improves", "reaches", "stays", "each", "ask", "of", "needs")


def _go(criterion: Criterion, names: Names, brief: bool) -> Iterator[str]:
    if criterion.ask is not None:
        asked = told(criterion.ask, names, lambda question: f"“{question}”", "question")
        yield f"{titled(_needed(criterion, names))} {asked}"
    unit = _unit(criterion.metric, names, brief)
    baseline = "" if brief else _baseline(criterion, names)
    pieces = (
        told(
            criterion.improves,
            names,
            lambda least: f"improves by {bound(least)}{baseline}",
            "improves",
        ),
        told(criterion.reaches, names, lambda at: f"reaches {bound(at, unit)}", "reaches"),
        told(criterion.stays, names, lambda at: stays(at, unit), "stays"),
        told(criterion.each, names, lambda each: "for each customer" if each == "customer" else "on average", "each"),
    )
    measured = ", ".join(piece for piece in pieces if piece)
    metric = told(criterion.metric, names, names.metric, "metric")
    if metric or measured:
        yield ": ".join(piece for piece in (metric, measured) if piece)


def _baseline(criterion: Criterion, names: Names) -> str:
    metric = given(names.metrics.get(criterion.metric)) if isinstance(criterion.metric, str) else None
    baseline = given(metric.baseline) if metric is not None else None
    value = given(baseline.value) if baseline is not None else None
    if value is None:
        return ""
    unit = "" if isinstance(value, Percent) else _unit(criterion.metric, names)
    return f" on the baseline of {words(value, names)} {unit}".rstrip()


def _needed(criterion: Criterion, names: Names) -> str:
    of = (
        told(criterion.of, names, lambda who: {"parties": "parties"}.get(who, names.short(who)), "asked")
        or "who are asked"
    )
    match criterion.needs:
        case None:
            return f"{of} answer"
        case Absent() as missing:
            return f"of {of}, needed: {absence(missing, names)}, to"
        case "all":
            return f"yes from all {of} to" if criterion.of in ("customers", "parties") else f"a full yes from {of} to"
        case "majority":
            return f"yes from a majority of {of} to"
        case count:
            return f"yes from {count} of {of} to"


def _stop(criterion: Criterion, names: Names, brief: bool) -> str:
    if criterion.fails is not None:
        return told(criterion.fails, names, lambda line: _short_of(criterion, line, names, brief))
    if criterion.ask is not None:
        return {"all": "one says no", "majority": "no majority says yes"}.get(str(criterion.needs), "fewer say yes")
    go = next(filter(None, (given(criterion.improves), given(criterion.reaches), given(criterion.stays))), None)
    return _short_of(criterion, missed(go), names, brief) if go is not None else ""


def _short_of(criterion: Criterion, line: Comparison, names: Names, brief: bool) -> str:
    if criterion.improves is not None:
        return bound(line) if brief else f"it improves by {bound(line)}"
    return bound(line, _unit(criterion.metric, names, brief))


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
