"""The limits of run on one day: what was measured last, what is broken, and which exit triggers fire."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.facts import Fact, Facts
from charter.lifecycle.leaving import triggers
from charter.lifecycle.replay import History
from charter.values import given

if TYPE_CHECKING:
    from charter.gates.watching import Breach, Firing
    from charter.model import Evidence


class Guard(NamedTuple):
    """One limit of run.

    Attributes:
        measured: The last measurement of it in run, as text; empty before the first, with the day it was `seen`.
    """

    metric: str
    limit: str
    owner: str
    measured: str
    seen: date | None
    breaches: tuple[Breach, ...]


def guards(facts: Facts, history: History, today: date) -> tuple[Guard, ...]:
    """The limits of run in their order; empty before run began."""
    standing = history.standing
    if standing.terms is None or standing.working_in != "run" or standing.began is None:
        return ()
    from charter.gates.watching import breaches

    plan = given(standing.terms.part.phases)
    run = given(plan.run) if plan is not None else None
    said = tuple(history.attested.values())
    found = breaches(standing.terms.part, facts.evidence, standing.began, today, said)
    rails = (given(run.guardrails) or ()) if run is not None else ()
    return tuple(
        Guard(
            str(given(rail.metric) or ""),
            str(given(rail.stays) or ""),
            str(given(rail.owner) or ""),
            *_last(facts, str(given(rail.metric) or ""), standing.began, today),
            tuple(breach for breach in found if breach.guardrail == index),
        )
        for index, rail in enumerate(rails)
    )


def _last(facts: Facts, metric: str, began: date, today: date) -> tuple[str, date | None]:
    seen = [
        (day, fact)
        for fact in facts.evidence
        if fact.part.metric == metric and fact.part.phase == "run" and (day := _day(fact)) and began <= day <= today
    ]
    if not seen:
        return "", None
    from charter.gates.cases import cases_of

    day, fact = max(seen, key=lambda one: (one[0], one[1].digest))
    return ", ".join(f"{case.name} {case.text}".strip() for case in cases_of(fact.part)), day


def _day(fact: Fact[Evidence]) -> date | None:
    how = given(fact.part.collected)
    return given(how.date) if how is not None else None


def firing(facts: Facts, history: History, today: date) -> tuple[tuple[str, Firing], ...]:
    """The exit triggers on a metric that fire today, by their id."""
    standing = history.standing
    if standing.terms is None or standing.working_in is None:
        return ()
    from charter.gates.watching import fires

    terms, said = standing.terms.part, tuple(history.attested.values())
    asked = ((name, fires(trigger, facts.evidence, terms, today, said)) for name, trigger in triggers(terms).items())
    return tuple((name, found) for name, found in asked if found is not None)
