"""A gate in words: who decides by when, what it takes to go on, where it stops, and what a no means."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from charter.model.phases import Criterion, Gate
from charter.rendering.names import Names, label, listed
from charter.rendering.shapes import Column, Drawing, Table, titled
from charter.rendering.words import absence, bound, day, missed, stays, told, unit_of, words
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


def gate_in_short(phase: str, gate: Gate, names: Names, brief: bool) -> GateView:
    """A gate as the cover shows it; brief means as a list, without baselines and denominators."""
    whole = gate_in_words(phase, gate, names, brief=brief)
    rows = tuple(row[1:-1] for row in whole.criteria.rows)
    if not brief:
        return replace(whole, criteria=Table(whole.criteria.head[1:-1], rows, whole.criteria.said))
    lines = tuple(
        (str(go) if criterion.metric is None else f"{go} (stop: {stop})",)
        for criterion, (go, stop) in zip(given(gate.criteria) or (), rows, strict=False)
    )
    return replace(whole, criteria=Table(("We go on if",), lines, whole.criteria.said))


def _unit(metric: str | Absent | None, names: Names, brief: bool = False) -> str:
    unit = unit_of(metric, names)
    return "" if brief and unit.startswith("of ") else unit


def gate_in_words(phase: str, gate: Gate, names: Names, *, brief: bool = False) -> GateView:
    """A gate with everything it says."""
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
        asked = told(criterion.ask, names, _in_quotes, "question")
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


def _in_quotes(question: str) -> str:
    """A question in quotation marks, unless its author has put it into some."""
    worn = question[:1] in tuple("\"'“„«‘") and question[-1:] in tuple("\"'”“»’")
    return question if worn else f"“{question}”"
