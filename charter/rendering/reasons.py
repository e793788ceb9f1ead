"""Why there is a partnership and between whom: purpose, parties, scope, leverage, goals, and what each side risks."""

from collections.abc import Mapping
from dataclasses import dataclass

from charter.model import Charter
from charter.model.charter import Entity, Party
from charter.model.measure import Goal, Metric, Target
from charter.model.purpose import Alternative, Loss
from charter.rendering.names import Names, label
from charter.rendering.shapes import Cell, Column, Drawing, Fact, Facts, Table
from charter.rendering.words import absence, bound, day, told, unit_of, words
from charter.values import Absent, given


@dataclass(frozen=True)
class Purpose:
    """Why it exists.

    Attributes:
        said: What is said in place of the whole purpose.
        why: The blunt paragraph.
        facts: The rest of it, but for the alternatives.
    """

    said: str
    why: str
    facts: tuple[Fact, ...]
    alternatives: Table


@dataclass(frozen=True)
class Sides:
    """Between whom, and about what."""

    parties: Table
    outsiders: Table
    scope: Facts
    leverage: Table
    at_risk: Table
    if_other_stops: Table
    strategic_change: Table


_PURPOSE_TOLD = frozenset(
    ["why", "alternatives", "friction", "value_path", "diligence", "opportunity", "build_or_partner"]
)


def purpose(charter: Charter, names: Names) -> Purpose:
    """The purpose in words."""
    part = charter.purpose
    if isinstance(part, Absent):
        return Purpose(absence(part, names), "", (), Table())
    if part is None:
        return Purpose("", "", (), Table())
    draw = Drawing(names)
    found = [*_flat(draw, part.friction, "The customers' trouble"), *_flat(draw, part.value_path, "What buyers gain")]
    found += draw.facts(part, _PURPOSE_TOLD).facts
    for name in ("opportunity", "diligence", "build_or_partner"):
        found += _flat(draw, getattr(part, name), label(name).capitalize())
    alternatives = draw.table(
        part.alternatives,
        [
            Column("In place of it", ("option", "what"), lambda other: _alternative(other, names)),
            draw.column("Verdict", "verdict"),
            draw.column("Because", "because"),
        ],
    )
    return Purpose("", words(part.why, names), tuple(found), alternatives)


def _alternative(alternative: Alternative, names: Names) -> str:
    option = words(alternative.option, names, "option")
    what = words(alternative.what, names)
    return what if what and option == "other" else ": ".join(piece for piece in (option, what) if piece)


def _flat(draw: Drawing, part: object, title: str) -> list[Fact]:
    """A part's own facts; its absence under its title."""
    facts = draw.facts(part)  # type: ignore[arg-type]  # a part, an absence or nothing
    return [Fact(title, facts.said)] if facts.said else list(facts.facts)


def sides(charter: Charter, names: Names) -> Sides:
    """The parties and what ties them."""
    draw = Drawing(names)
    return Sides(
        parties=_parties(charter, draw),
        outsiders=draw.mapping(
            "Outside the parties",
            charter.outsiders,
            [draw.column("Kind", "kind"), draw.column("Name", "name"), draw.column("Chosen by", "chosen_by")],
            label,
        ),
        scope=draw.facts(charter.scope),
        leverage=draw.table(
            charter.leverage,
            [
                draw.column("Felt by", "over"),
                draw.column("Kind", "kind"),
                draw.column("Because", "because"),
                draw.column("Without it", "if_absent"),
                draw.column("Source", "source"),
            ],
        ),
        at_risk=_losses(charter, draw),
        if_other_stops=draw.mapping(
            "Party",
            charter.if_other_stops,
            [draw.column("Would go on", "continues"), draw.column("Because", "because")],
            names.short,
        ),
        strategic_change=draw.table(
            charter.strategic_change,
            [
                draw.column("Party", "party"),
                draw.column("Change", "what"),
                draw.column("Owner", "owner"),
                draw.column("From", "date"),
            ],
        ),
    )


def _parties(charter: Charter, draw: Drawing) -> Table:
    return draw.mapping(
        "Party",
        charter.parties,
        [
            draw.column("Name", "name"),
            draw.column("Country", "country"),
            draw.column("What it is", "class_"),
            draw.column("Business", "sector"),
            Column("Legal entities", ("entities",), lambda party: _entities(party, draw)),
        ],
        draw.names.short,
    )


def _entities(party: Party, draw: Drawing) -> Cell:
    if not isinstance(party.entities, tuple):
        return words(party.entities, draw.names)
    return tuple(_entity(entity, draw.names) for entity in party.entities)


def _entity(entity: Entity, names: Names) -> str:
    signs = told(entity.signs, names, lambda yes: "signs" if yes else "does not sign", "signs")
    about = ", ".join(piece for piece in (words(entity.country, names), signs) if piece)
    return f"{words(entity.name, names)}{f' ({about})' if about else ''}"


def _losses(charter: Charter, draw: Drawing) -> Table:
    """One row a loss, so that a party with several stands in several rows."""
    if isinstance(charter.at_risk, Absent):
        return Table(said=absence(charter.at_risk, draw.names))
    rows = []
    for party, losses in (charter.at_risk or {}).items():
        short = draw.names.short(party)
        if isinstance(losses, Absent):
            rows.append((short, absence(losses, draw.names), "", ""))
        else:
            rows += [(short, *_loss(loss, draw)) for loss in losses]
    return Table(("If this fails", "It loses", "Kind", "Amount"), tuple(rows))


def _loss(loss: Loss, draw: Drawing) -> tuple[str, str, str]:
    return draw.field(loss, "loses"), draw.field(loss, "kind"), draw.field(loss, "amount")


def goals(charter: Charter, names: Names) -> Table:
    """The outcomes and how they are seen."""
    draw = Drawing(names)
    columns: list[Column[Goal]] = [
        Column("Goal", ("id",), lambda goal: words(goal.id, names, "id")),
        Column("For", ("for_", "joint"), lambda goal: _whose(goal, names)),
        draw.column("Outcome", "outcome"),
        draw.column("Seen in", "metric"),
        Column("Targets", ("targets",), lambda goal: _targets(goal, names)),
        draw.column("Done when", "done_when"),
    ]
    return draw.table(charter.goals, columns)


def _whose(goal: Goal, names: Names) -> str:
    joint = told(goal.joint, names, lambda yes: "shared by all" if yes else "", "shared")
    return ", ".join(piece for piece in (words(goal.for_, names, "for"), joint) if piece)


def _targets(goal: Goal, names: Names) -> str | tuple[str, ...]:
    if not isinstance(goal.targets, tuple):
        return words(goal.targets, names)
    unit = unit_of(goal.metric, names) if isinstance(goal.metric, str) else ""
    return tuple(_target(target, unit, names) for target in goal.targets)


def _target(target: Target, unit: str, names: Names) -> str:
    reaches = told(target.reaches, names, lambda threshold: bound(threshold, unit))
    return f"{reaches} by {told(target.by, names, day)}"


def metrics(charter: Charter, names: Names) -> Table:
    """The numbers, each defined once."""
    items = charter.metrics
    if isinstance(items, Absent):
        return Table(said=absence(items, names))
    known: Mapping[str, Metric | Absent] = items or {}
    rows = tuple(_metric(name, metric, names) for name, metric in known.items())
    return Table(("Metric", "Counted in", "Baseline", "Source", "Owner", "Reviewed", "More"), rows)


_METRIC_TOLD = frozenset(["name", "unit", "of", "better", "baseline", "source", "owner", "review"])


def _metric(name: str, metric: Metric | Absent, names: Names) -> tuple[Cell, ...]:
    if isinstance(metric, Absent):
        return label(name), absence(metric, names), "", "", "", "", ""
    draw = Drawing(names)
    return (
        words(metric.name, names) if given(metric.name) else f"{label(name)}: {words(metric.name, names)}",
        _unit(metric, names),
        _baseline(metric, names),
        _source(metric, names),
        draw.field(metric, "owner"),
        draw.field(metric, "review"),
        tuple(f"{fact.label}: {fact.text}" for fact in draw.facts(metric, _METRIC_TOLD).facts),
    )


def _unit(metric: Metric, names: Names) -> str:
    of = told(metric.of, names, lambda of: f"of {of}", "of")
    unit = " ".join(piece for piece in (told(metric.unit, names, str, "unit"), of) if piece)
    better = told(metric.better, names, lambda better: f"{better} is better", "better")
    return ", ".join(piece for piece in (unit, better) if piece)


def _baseline(metric: Metric, names: Names) -> str:
    if isinstance(metric.baseline, Absent) or metric.baseline is None:
        return words(metric.baseline, names)
    baseline = metric.baseline
    on = told(baseline.date, names, day, "measured")
    cases = told(baseline.cases, names, lambda count: f"{count} case{'' if count == 1 else 's'}", "cases")
    behind = ", ".join(piece for piece in (on, cases) if piece)
    return f"{words(baseline.value, names)}{f' ({behind})' if behind else ''}"


def _source(metric: Metric, names: Names) -> str:
    if isinstance(metric.source, Absent) or metric.source is None:
        return words(metric.source, names)
    source = metric.source
    pieces = (
        words(source.system, names),
        told(source.party, names, lambda party: f"supplied by {names.short(party)}", "supplied by"),
        told(source.attested_by, names, lambda party: f"confirmed by {names.short(party)}", "confirmed by"),
        told(source.lag, names, lambda lag: f"final after {lag}", "final after"),
        told(source.independent, names, lambda yes: "independent" if yes else "not independent", "independent"),
    )
    return ", ".join(piece for piece in pieces if piece)
