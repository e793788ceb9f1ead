"""The sections after the cover, in the order of the document that is signed, and under its headings."""

from __future__ import annotations

from collections.abc import Iterator

from charter.rendering.manuscript.blocks import Block
from charter.rendering.manuscript.plan import phases
from charter.rendering.manuscript.setting import facts, passage, rows, titled
from charter.rendering.shapes import Facts
from charter.rendering.view import View


def sections(view: View) -> Iterator[Block]:
    """Every section but the last, the signatures."""
    for name, title, blocks in (
        ("purpose", "Why this partnership", _purpose(view)),
        ("sides", "Who we are", _sides(view)),
        ("goals", "What we want to reach", _goals(view)),
        ("giving", "What each side gives", _giving(view)),
        ("plan", "The plan", _plan(view)),
        ("governing", "Who answers, who decides", _governing(view)),
        ("people-want", "Why our people want it", _incentives(view)),
        ("operating", "How we work, and what we depend on", _operating(view)),
        ("agreements", "The contracts beside this charter", rows("agreements", view.agreements)),
        ("parting", "How we part", _parting(view)),
        ("endings", "Every way this can end", _endings(view)),
        ("open", "What is still open", _open(view)),
        ("people", "People", _people(view)),
    ):
        yield from titled(name, title, blocks, "heading 1")


def _purpose(view: View) -> Iterator[Block]:
    purpose = view.purpose
    yield from passage("purpose.why", "quote", purpose.why)
    yield from facts("purpose.facts", Facts(purpose.facts, purpose.said))
    yield from titled("purpose.else", "What we could do without each other", rows("purpose.else", purpose.alternatives))


def _sides(view: View) -> Iterator[Block]:
    sides = view.sides
    yield from rows("sides.parties", sides.parties)
    yield from titled("sides.others", "Others with a say", rows("sides.others", sides.outsiders))
    yield from titled("sides.scope", "Scope", facts("sides.scope", sides.scope))
    yield from titled("about", "About this charter", facts("about", view.about))
    yield from titled("leverage", "Why no side can shrug this off", rows("leverage", sides.leverage))


def _goals(view: View) -> Iterator[Block]:
    yield from rows("goals.rows", view.goals)
    yield from titled("metrics", "How we measure it", rows("metrics", view.metrics))


def _giving(view: View) -> Iterator[Block]:
    sides = view.sides
    yield from passage("giving.said", "body", view.giving_said)
    for at, side in enumerate(view.giving):
        yield from passage(f"giving.{at}.party", "heading 2", side.party)
        yield from rows(f"giving.{at}", side.gives)
        totals = f"Stated worth in all: {'; '.join(side.totals)}." if side.totals else ""
        yield from passage(f"giving.{at}.totals", "sum", totals)
    for name, title, table in (
        ("splits", "Money that is shared", view.splits),
        ("property", "What belongs to whom", view.property),
        ("change", "What each side changes in its own business", sides.strategic_change),
        ("risk", "What each side loses if this fails", sides.at_risk),
        ("stops", "If the other side stopped giving", sides.if_other_stops),
    ):
        yield from titled(name, title, rows(name, table))


def _plan(view: View) -> Iterator[Block]:
    yield from passage("plan.said", "body", view.plan.said)
    yield from rows("plan.rows", view.plan.table)
    yield from titled("prior", "What came before", facts("prior", view.plan.prior))
    yield from titled("conditions", "Before anything starts", rows("conditions", view.conditions))
    yield from phases(view.plan.phases)


def _governing(view: View) -> Iterator[Block]:
    governing = view.governing
    yield from passage("governing.said", "body", governing.said)
    yield from rows("owners", governing.owners)
    for name, title, table in (
        ("decisions", "Decisions", governing.decisions),
        ("escalation", "When we disagree", governing.escalation),
        ("bodies", "Bodies", governing.bodies),
        ("meetings", "Meetings", governing.touchpoints),
    ):
        yield from titled(name, title, rows(name, table))
    yield from titled("rules", "Rules", facts("rules", governing.rules))
    yield from titled("consulted", "Asked before signing", rows("consulted", governing.consulted))


def _incentives(view: View) -> Iterator[Block]:
    yield from rows("incentives", view.operating.incentives)
    yield from titled("attribution", "Whose deal a deal is", facts("attribution", view.operating.attribution))


def _operating(view: View) -> Iterator[Block]:
    operating = view.operating
    yield from passage("operating.said", "body", operating.said)
    yield from titled("support", "Support", facts("support", operating.support))
    yield from titled("seams", "Where our products and teams meet", rows("seams", operating.seams))
    yield from titled("data", "Data", rows("data", operating.data))
    yield from titled("dependencies", "What we depend on", rows("dependencies", operating.dependencies))
    yield from titled("publicity", "In public", facts("publicity", operating.publicity))
    yield from titled("work", "Further rules of work", facts("work", Facts(operating.facts)))


def _parting(view: View) -> Iterator[Block]:
    parting = view.parting
    yield from passage("parting.said", "body", parting.said)
    yield from rows("triggers", parting.triggers)
    yield from titled("step-down", "Less attention without an end", passage("step-down", "body", parting.deprioritize))
    yield from titled("wind-down", "Winding down", facts("wind-down", parting.wind_down))


def _endings(view: View) -> Iterator[Block]:
    endings = view.endings
    said = f"{endings.said}. Rehearsed from the terms above, before anyone signs."
    yield from passage("endings.said", "body", said)
    yield from rows("endings.rows", endings.table)
    yield from titled("nobody", "Where nobody may decide", passage("nobody", "bullet", *endings.nobody))
    yield from titled("uncounted", "Not counted or not written", passage("uncounted", "bullet", *endings.remarks))


def _open(view: View) -> Iterator[Block]:
    yield from rows("undecided", view.undecided)
    yield from titled("open-items", "Said in place of an item", rows("open-items", view.open_items))


def _people(view: View) -> Iterator[Block]:
    found = tuple(rows("people.rows", view.people))
    if found:
        said = "The terms name roles; these people hold them. A change of people is no change of the terms."
        yield from passage("people.said", "body", said)
        yield from found
