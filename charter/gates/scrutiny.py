"""What is wrong with one evidence file by itself, whatever it would be judged for; one check, one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from charter.facts import Fact, Facts, Objection
from charter.finding import Path
from charter.gates.bench import Bench
from charter.gates.cases import Case, cases_of, few, kind_of, misfit
from charter.gates.figures import kind
from charter.gates.sources import (
    Check,
    Ground,
    attachment_mismatch,
    digest_mismatch,
    file_missing,
    not_reproduced,
    outside,
    whose,
)
from charter.terms.criteria import criteria
from charter.terms.timeline import phases
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Charter, Evidence, People

ROI = "roi"
"""What the evidence of the return that run asks of each party is called in `criterion`."""


def objections(fact: Fact[Evidence], facts: Facts, terms: Charter, today: date) -> Iterator[Objection]:
    """Everything that is wrong with one evidence file, held against what else is recorded."""
    yield from all_objections((fact,), facts, terms, today)


def all_objections(
    evidence: Iterable[Fact[Evidence]], facts: Facts, terms: Charter, today: date
) -> Iterator[Objection]:
    """The same for several evidence files; what is known of a phase is gathered once."""
    grounds: dict[str | None, Ground] = {}
    for fact in evidence:
        phase = given(fact.part.phase)
        if phase not in grounds:
            customers = _known_customers(phase, facts, terms)
            grounds[phase] = Ground(terms, today, facts.files, facts.people, customers)
        for check in (_misnamed, _about_nothing, _from_the_future, *_JUDGED):
            yield from check(fact, grounds[phase])


def faults(fact: Fact[Evidence], bench: Bench) -> Iterator[Objection]:
    """Why a gate cannot judge an evidence file at all; the same checks, the same words."""
    ground = Ground(
        bench.terms, bench.today, bench.files, bench.people, frozenset(bench.customers) if bench.customers else None
    )
    for check in _JUDGED:
        yield from check(fact, ground)


def _known_customers(phase: str | None, facts: Facts, terms: Charter) -> frozenset[str] | None:
    names: set[str] = set()
    for name, planned in phases(terms):
        cohort = given(planned.cohort)
        if name == phase and isinstance(cohort, tuple):
            names.update(cohort)
    for decision in facts.decisions:
        move = given(decision.part.phase)
        if move is not None and given(move.to) == phase:
            names.update(given(decision.part.invited) or ())
    return frozenset(names) or None


def _misnamed(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    subject = given(fact.part.metric) or given(fact.part.criterion)
    if subject is None:
        return
    expected = f"{subject.replace('_', '-')}-{fact.digest.removeprefix('sha256:')[:8]}.yaml"
    if fact.local != f"evidence/{expected}":
        message = f"by what it says this file is {expected}; it was changed after it was written, or renamed"
        help = f"restore it as it was written, or record the new numbers in a file of their own, evidence/{expected}"
        yield Objection("evidence-misnamed", fact.local, (), message, help)


def _about_nothing(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    metric, question = given(fact.part.metric), given(fact.part.criterion)
    metrics = given(ground.terms.metrics) or {}
    where: Path = ("metric",) if metric is not None else ("criterion",)
    if (metric is None) == (question is None):
        both = "names a metric and a criterion" if metric is not None else "names neither a metric nor a criterion"
        message, help = f"the evidence {both}", "one file says one thing: name one of them"
    elif metric is not None and metric not in metrics:
        message, help = f"{metric} is no metric of the terms", f"the metrics are {listed(sorted(metrics))}"
    elif question is not None and question not in (questions := _questions(ground.terms)):
        message = f"{question} is no question of a gate"
        help = f"the questions are {listed(questions)}; for anything measured name the metric"
    else:
        return
    yield Objection("evidence-of-nothing", fact.local, where, message, help)


def _questions(terms: Charter) -> list[str]:
    asked = [placed.criterion.id for placed in criteria(terms) if given(placed.criterion.ask) is not None]
    return sorted({name for name in asked if isinstance(name, str)} | {ROI})


def _from_the_future(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    collected = given(fact.part.collected)
    day = given(collected.date) if collected is not None else None
    if day is not None and day > ground.today:
        message = f"it was collected on {day}, and today is {ground.today}"
        yield Objection("evidence-from-the-future", fact.local, ("collected", "date"), message, "correct the date")


def _wrong_unit(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    metric = given(fact.part.metric)
    wanted = kind_of(metric, ground.terms) if metric is not None else None
    for index, case in enumerate(cases_of(fact.part)):
        if case.value is None and not case.answer:
            continue
        if message := _misfit(fact.part, case, wanted, ground.terms):
            where: Path = ("cases", index, "value" if case.value is not None else "answer")
            help = "record the value in the metric's own unit, as new evidence"
            yield Objection("evidence-wrong-unit", fact.local, where, message, help)


def _misfit(evidence: Evidence, case: Case, wanted: str | None, terms: Charter) -> str:
    metric, question = given(evidence.metric), given(evidence.criterion)
    if metric is not None:
        return misfit(case, wanted, metric, given((given(terms.metrics) or {}).get(metric)))
    if question == ROI:
        fits = case.value is not None and kind(case.value) != "" and case.of is None
        return "" if fits else f"{case.text} of {case.name} is no return: write an amount of money or a percentage"
    fits = question is None or case.value is None
    return "" if fits else f"{case.text} of {case.name} is no answer: write answer: yes or no"


def _without_cases(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    cases = cases_of(fact.part)
    help = "record every case with its value or answer, as new evidence"
    if not cases:
        yield Objection("evidence-without-cases", fact.local, ("cases",), "it holds no case", help)
    for index, case in enumerate(cases):
        where: Path = ("cases", index)
        if case.value is None and not case.answer:
            message = f"{case.name or 'a case'} has neither a value nor an answer"
            yield Objection("evidence-without-cases", fact.local, where, message, help)
        elif case.of == 0:
            message = f"{case.text}{whose(case.name)} is no share: nothing was counted"
            yield Objection("evidence-without-cases", fact.local, (*where, "of"), message, help)


def _stranger(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    known = {*(given(ground.terms.parties) or {}), *(given(ground.terms.outsiders) or {})}
    for index, case in enumerate(cases_of(fact.part)):
        if case.party and case.party not in known:
            message = f"{case.party} is no party of this charter"
            help = f"the parties are {listed(sorted(given(ground.terms.parties) or {}))}"
            yield Objection("evidence-of-a-stranger", fact.local, ("cases", index, "party"), message, help)
        strange = ground.customers is not None and case.customer not in ground.customers
        if case.customer and not case.control and strange:
            message = f"{case.customer} is not on the list of customers that was frozen"
            help = f"the customers are {few(sorted(ground.customers or ()))}"
            yield Objection("evidence-of-a-stranger", fact.local, ("cases", index, "customer"), message, help)


def _before_period_ends(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    collected, period = given(fact.part.collected), given(fact.part.period)
    day = given(collected.date) if collected is not None else None
    first = given(period.from_) if period is not None else None
    last = given(period.to) if period is not None else None
    if first is not None and last is not None and last < first:
        message, help = f"its period ends on {last}, before it begins on {first}", "record it again with the right days"
    elif day is not None and last is not None and day < last:
        message = f"it was collected on {day}, before its period ended on {last}"
        help = "wait until the period is over and the numbers are final, then record it again"
    else:
        return
    yield Objection("evidence-before-its-period-ends", fact.local, ("period", "to"), message, help)


def _collector_unknown(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    collected = given(fact.part.collected)
    by, day = (given(collected.by), given(collected.date)) if collected is not None else (None, None)
    if by is None or day is None or by.party in (given(ground.terms.outsiders) or {}):
        return
    if by.party not in (given(ground.terms.parties) or {}):
        message, help = f"{by.party} is no party of this charter", "name the role that collected it: party.role"
    elif by.party in ground.people and not _held(ground.people[by.party].part, by.role, day):
        message = f"nobody held {by} on {day}"
        help = f"collect it again by a role that somebody holds, or complete people/{by.party}.yaml"
    else:
        return
    yield Objection("evidence-collector-unknown", fact.local, ("collected", "by"), message, help)


def _held(people: People, role: str, day: date) -> bool:
    holders = given((given(people.roles) or {}).get(role)) or ()
    return any((given(holder.from_) or date.min) <= day <= (given(holder.to) or date.max) for holder in holders)


_JUDGED: tuple[Check, ...] = (
    outside,
    file_missing,
    digest_mismatch,
    attachment_mismatch,
    not_reproduced,
    _without_cases,
    _wrong_unit,
    _stranger,
    _before_period_ends,
    _collector_unknown,
)
