"""How the partnership ends: the ways out, the step-down, and the wind-down."""

from dataclasses import dataclass
from typing import Any

from charter.model import Charter
from charter.model.ending import Observation, Settlement, Trigger, WindDown
from charter.rendering.names import Names, label, listed
from charter.rendering.shapes import Column, Drawing, Fact, Facts, Table
from charter.rendering.titles import TITLES
from charter.rendering.words import absence, bound, day, told, unit_of, words
from charter.values import Absent, Duration


@dataclass(frozen=True)
class Parting:
    """How it ends."""

    said: str
    triggers: Table
    deprioritize: str
    wind_down: Facts


def parting(charter: Charter, names: Names) -> Parting:
    """The exit in words."""
    part, draw = charter.exit, Drawing(names)
    if isinstance(part, Absent):
        return Parting(absence(part, names), Table(), "", Facts())
    if part is None:
        return Parting("", Table(), "", Facts())
    columns: list[Column[Trigger]] = [
        Column("Way out", ("id",), lambda trigger: words(trigger.id, names, "id")),
        *_trigger_columns(names),
        draw.column("Ground", "ground"),
    ]
    step_down = told(part.deprioritize, names, lambda down: f"{seen(down.when, names)}: {words(down.then, names)}")
    return Parting("", draw.table(part.triggers, columns), step_down, _wind_down(part.wind_down, draw))


def ways_out(charter: Charter, names: Names, *, brief: bool) -> Table:
    """The cover's table of exits.

    Args:
        brief: One row for all exits that are open to the same parties.
    """
    if isinstance(charter.exit, Absent):
        return Table(said=absence(charter.exit, names))
    triggers = charter.exit.triggers if charter.exit is not None else None
    if brief and isinstance(triggers, tuple):
        return _by_who(triggers, names)
    drawn = Drawing(names).table(triggers, _trigger_columns(names))
    return Table(drawn.head[:-1], tuple(row[:-1] for row in drawn.rows), drawn.said)


def _by_who(triggers: tuple[Trigger, ...], names: Names) -> Table:
    open_to: dict[str, list[str]] = {}
    for trigger in triggers:
        terms = ", ".join(piece for piece in (_notice(trigger, names, " notice"), _does(trigger, names)) if piece)
        line = f"{_when(trigger, names)} ({terms})" if terms else _when(trigger, names)
        open_to.setdefault(words(trigger.invoked_by, names, "invoked_by"), []).append(line)
    return Table(("Who may act", "When"), tuple((who, tuple(lines)) for who, lines in open_to.items()))


def _trigger_columns(names: Names) -> list[Column[Trigger]]:
    return [
        Column("When", ("when", "in_"), lambda trigger: _when(trigger, names)),
        Column("Who may act", ("invoked_by",), lambda trigger: words(trigger.invoked_by, names, "invoked_by")),
        Column("Notice", ("notice", "cure"), lambda trigger: _notice(trigger, names)),
        Column("What it does", ("then",), lambda trigger: _does(trigger, names)),
    ]


def _does(trigger: Trigger, names: Names) -> str:
    return told(
        trigger.then, names, lambda then: {"end": "", "change": "changes the terms", "stop": "work stops"}[then]
    )


def _when(trigger: Trigger, names: Names) -> str:
    phases = told(trigger.in_, names, lambda phases: f"in {listed(phases)} only", "in")
    return ", ".join(piece for piece in (seen(trigger.when, names), phases) if piece)


def _notice(trigger: Trigger, names: Names, after: str = "") -> str:
    notice = told(trigger.notice, names, lambda span: f"{span}{after}" if span.count else "at once")
    cure = told(trigger.cure, names, lambda span: f"{span} to put it right", "time to put it right")
    return ", then ".join(piece for piece in (cure, notice) if piece)


def seen(when: Observation | Absent, names: Names) -> str:
    """What is seen when a way out may be used, in words."""
    if isinstance(when, Absent):
        return absence(when, names)
    metric = when.metric if isinstance(when.metric, str) else ""
    measured = " ".join(
        piece
        for piece in (
            told(when.is_, names, lambda at: bound(at, unit_of(metric, names)), "bound"),
            told(when.for_, names, lambda span: f"for {span}", "for"),
            told(when.in_, names, lambda phases: f"in {listed(phases)}", "in"),
            told(when.from_, names, lambda first: f"from {day(first)} on", "from"),
        )
        if piece
    )
    about = told(when.metric, names, names.metric, "metric")
    under = told(when.under, names, lambda agreement: f"as in the {label(agreement)}", "as in")
    pieces = (told(when.event, names, str, "event"), under, ": ".join(piece for piece in (about, measured) if piece))
    return ", ".join(piece for piece in pieces if piece)


def _wind_down(part: WindDown | Absent | None, draw: Drawing) -> Facts:
    if not isinstance(part, WindDown):
        return draw.facts(part)
    found = []
    for name, info in WindDown.model_fields.items():
        value = getattr(part, name)
        if value is not None:
            title = TITLES.get(("WindDown", name)) or info.title or name
            found.append(Fact(title, _planned(value, draw)))
    return Facts(tuple(found))


def _planned(value: Any, draw: Drawing) -> str:
    """A part of the wind-down; a plan's own words first."""
    if isinstance(value, Absent | Duration):
        return words(value, draw.names)
    if isinstance(value, Settlement):
        return words(value.by, draw.names)
    return "; ".join(
        fact.text if fact.label == "Plan" else f"{fact.label.lower()} {fact.text}" for fact in draw.facts(value).facts
    )
