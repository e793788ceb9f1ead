"""How the sides work together and how they part: governance, operations, incentives, agreements, exit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from charter.model import Charter
from charter.model.charter import Agreement
from charter.model.ending import Observation, Settlement, Trigger, WindDown
from charter.model.governance import Governance, Operations
from charter.render.names import Names, label, listed
from charter.render.shapes import Column, Drawing, Fact, Facts, Table, titled
from charter.render.titles import TITLES
from charter.render.words import absence, bound, day, told, unit_of, words
from charter.values import Absent, Duration, Role, given


@dataclass(frozen=True)
class Governing:
    """Who owns, decides, escalates, meets."""

    said: str
    owners: Table
    decisions: Table
    escalation: Table
    touchpoints: Table
    bodies: Table
    rules: Facts
    consulted: Table


@dataclass(frozen=True)
class Operating:
    """How it works day to day."""

    said: str
    support: Facts
    seams: Table
    data: Table
    dependencies: Table
    publicity: Facts
    facts: tuple[Fact, ...]
    incentives: Table
    attribution: Facts


@dataclass(frozen=True)
class Parting:
    """How it ends."""

    said: str
    triggers: Table
    deprioritize: str
    wind_down: Facts


def governing(charter: Charter, names: Names, people: Callable[[Role], str]) -> Governing:
    """Governance in words."""
    part, draw = charter.governance, Drawing(names)
    said = absence(part, names) if isinstance(part, Absent) else ""
    known = given(part) or Governance()
    return Governing(
        said=said,
        owners=owners(charter, names, people),
        decisions=draw.table(
            known.decisions,
            [
                draw.column("Topic", "topic"),
                draw.column("Decided by", "decided_by"),
                draw.column("How", "mode"),
                draw.column("Within", "deadline"),
                draw.column("If they cannot agree", "deadlock"),
            ],
        ),
        escalation=draw.table(
            known.escalation,
            [
                draw.column("Level", "level"),
                draw.column("Who talks", "roles"),
                draw.column("Within", "within"),
                Column("Then", ("then",), lambda level: told(level.then, names, _then)),
            ],
        ),
        touchpoints=draw.table(
            known.touchpoints,
            [draw.column("Meeting", "what"), _every("Every", "every", names), draw.column("Called by", "owner")],
        ),
        bodies=draw.table(
            known.bodies,
            [
                draw.column("Body", "name"),
                draw.column("Members", "members"),
                draw.column("Decides by", "mode"),
                draw.column("If it cannot agree", "deadlock"),
                _every("Meets every", "meets", names),
            ],
        ),
        rules=draw.texts(known.rules, label),
        consulted=draw.table(
            known.consulted,
            [
                draw.column("Party", "party"),
                draw.column("Function", "function"),
                draw.column("Asked", "by"),
                draw.column("When", "date"),
            ],
        ),
    )


def _then(then: str) -> str:
    return "exit review" if then == "exit-review" else then


def _every(head: str, field: str, names: Names) -> Column[Any]:
    return Column(
        head, (field,), lambda part: told(getattr(part, field), names, lambda span: str(span).removeprefix("1 "))
    )


def owners(charter: Charter, names: Names, people: Callable[[Role], str]) -> Table:
    """Who answers for what: a row a party, the sponsors first.

    Args:
        people: Gives the names of those who hold a role, or an empty text.
    """
    governance = given(charter.governance)
    if governance is None:
        return Table()
    duties: dict[str, Any] = {} if governance.sponsors is None else {"sponsor": governance.sponsors}
    if isinstance(governance.owners, Absent):
        duties["owner"] = governance.owners
    else:
        duties |= governance.owners or {}
    if not duties:
        return Table()
    parties = list(dict.fromkeys([*names.parties, *(party for held in duties.values() for party in given(held) or ())]))
    rows = tuple(
        (names.short(party), *(_held(duties[duty], duty, party, names, people) for duty in duties)) for party in parties
    )
    return Table(("Party", *(titled(label(duty)) for duty in duties)), rows)


def _held(holders: Any, duty: str, party: str, names: Names, people: Callable[[Role], str]) -> str:
    if isinstance(holders, Absent):
        return absence(holders, names)
    role = holders.get(party)
    if not isinstance(role, Role):
        return words(role, names)
    called = label(role.role) if role.party == party else names.role(role)
    person = people(role)
    if not person:
        return called
    return person if role.role == duty and role.party == party else f"{person} ({called})"


_TRUSTED = ("trust", "guide", "engagement", "lifecycle", "obligations", "running_cost", "judgment")


def operating(charter: Charter, names: Names) -> Operating:
    """Operations in words."""
    part, draw = charter.operations, Drawing(names)
    known = given(part) or Operations()
    return Operating(
        said=absence(part, names) if isinstance(part, Absent) else "",
        support=draw.facts(known.support),
        seams=draw.mapping(
            "Where we meet",
            known.seams,
            [
                draw.column("Owner", "owner"),
                draw.column("Paid by", "funded_by"),
                draw.column("Works when", "accepted_when"),
            ],
            label,
        ),
        data=draw.table(
            known.data,
            [
                draw.column("Data", "dataset"),
                draw.column("From", "from_"),
                draw.column("To", "to"),
                draw.column("For", "purpose"),
                draw.column("About people", "personal"),
                draw.column("Under", "under"),
                draw.column("At the exit", "at_exit"),
            ],
        ),
        dependencies=draw.table(
            known.dependencies,
            [
                draw.column("Who holds it", "party"),
                draw.column("What the others depend on", "control"),
                draw.column("Against it", "mitigation"),
                draw.column("Owner", "owner"),
                draw.column("By", "due"),
            ],
        ),
        publicity=draw.facts(known.publicity),
        facts=tuple(_others(known, draw)),
        incentives=draw.table(
            charter.incentives,
            [
                draw.column("Party", "party"),
                draw.column("Team", "team"),
                draw.column("Why it wants this to work", "mechanism"),
            ],
        ),
        attribution=draw.facts(charter.attribution),
    )


def _others(operations: Operations, draw: Drawing) -> list[Fact]:
    found = []
    for field in _TRUSTED:
        value = getattr(operations, field)
        title = type(operations).model_fields[field].title or field
        if isinstance(value, dict):
            found += [Fact(f"{title}, {label(fact.label)}", fact.text) for fact in draw.texts(value, str).facts]
        elif value is not None:
            found.append(Fact(title, draw.field(operations, field)))
    return found


def agreements(charter: Charter, names: Names) -> Table:
    """The contracts beside the charter."""
    draw = Drawing(names)
    return draw.table(
        charter.agreements,
        [
            Column("Agreement", ("id", "kind"), lambda agreement: _agreement(agreement, names)),
            draw.column("About", "topic"),
            draw.column("Reference", "ref"),
            draw.column("Dated", "dated"),
            draw.column("Binding", "binding"),
            draw.column("Ends", "expires"),
            draw.column("Goes before", "prevails_over"),
        ],
    )


def _agreement(agreement: Agreement, names: Names) -> str:
    name, kind = words(agreement.id, names, "id"), words(agreement.kind, names, "kind")
    return name if kind in ("", name) else f"{name} ({kind})"


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
    step_down = told(part.deprioritize, names, lambda down: f"{_seen(down.when, names)}: {words(down.then, names)}")
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
    return ", ".join(piece for piece in (_seen(trigger.when, names), phases) if piece)


def _notice(trigger: Trigger, names: Names, after: str = "") -> str:
    notice = told(trigger.notice, names, lambda span: f"{span}{after}" if span.count else "at once")
    cure = told(trigger.cure, names, lambda span: f"{span} to put it right", "time to put it right")
    return ", then ".join(piece for piece in (cure, notice) if piece)


def _seen(when: Observation | Absent, names: Names) -> str:
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
