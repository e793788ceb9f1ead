"""How the sides work together: governance, operations, incentives, agreements."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from charter.model import Charter
from charter.model.charter import Agreement
from charter.model.governance import Governance, Operations
from charter.rendering.names import Names, label
from charter.rendering.shapes import Column, Drawing, Fact, Facts, Table, titled
from charter.rendering.words import absence, told, words
from charter.values import Absent, Role, given


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
    person, is_plain = people(role), role.role == duty and role.party == party
    if not person:
        return "not named yet" if is_plain else called
    return person if is_plain else f"{person} ({called})"


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
