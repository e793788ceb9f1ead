"""What is watched after a gate: limits that are broken, and exit triggers that fire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from charter.gates.attestation import collected
from charter.gates.cases import cases_of, kind_of
from charter.gates.days import final_on, interval
from charter.gates.selection import period_of
from charter.gates.weighing import weigh
from charter.gates.yardstick import Weighed, Yardstick
from charter.terms.days import after
from charter.values import Absent, Comparison, Day, Duration, given

if TYPE_CHECKING:
    from charter.facts import Fact
    from charter.model import Charter, Consent, Evidence
    from charter.model.ending import Observation, Trigger


@dataclass(frozen=True)
class Breach:
    """A limit of run that a measurement breaks.

    Attributes:
        guardrail: Its place in ``phases.run.guardrails``.
        since: The day the measurement was collected.
        evidence: Its digest.
        values: What was measured, one text a case; `limit` is what was to hold, ``<= 8%``.
        opens: The first breach of a limit opens a review, every later one an exit review.
    """

    guardrail: int
    metric: str
    since: date
    evidence: str
    values: tuple[str, ...]
    limit: str
    opens: Literal["review", "exit-review"]


@dataclass(frozen=True)
class Firing:
    """A trigger on a metric that fires.

    Attributes:
        since: The day it began to: when the last measurement it needed was collected.
        evidence: The digests of the measurements it rests on, the earliest first.
        values: What was measured, one text a case, in the same order.
    """

    metric: str
    since: date
    evidence: tuple[str, ...]
    values: tuple[str, ...]


def breaches(
    terms: Charter,
    evidence: Sequence[Fact[Evidence]],
    started: date,
    today: date,
    consents: Sequence[Fact[Consent]] = (),
) -> tuple[Breach, ...]:
    """Every breach of a limit of run by a final, undisputed measurement, in the order of the limits and of time.

    Args:
        started: The day run began.
        today: Nothing collected later counts.
    """
    plan = given(terms.phases)
    run = given(plan.run) if plan is not None else None
    found: list[Breach] = []
    for index, guardrail in enumerate((given(run.guardrails) or ()) if run is not None else ()):
        name, limit = given(guardrail.metric), given(guardrail.stays)
        if name is None or limit is None:
            continue
        stick = _stick(terms, name, limit)
        facts = _standing(evidence, name, terms, today, consents)
        in_run = [fact for fact in facts if fact.part.phase == "run" and _days(fact)[0] >= started]
        broken = [(fact, weighed) for fact, weighed in _weighed(stick, in_run) if weighed.verdict == "failed"]
        for count, (fact, weighed) in enumerate(broken):
            opens: Literal["review", "exit-review"] = "exit-review" if count else "review"
            day = collected(fact.part).day
            found.append(Breach(index, name, day, fact.digest, weighed.values, str(limit), opens))
    return tuple(found)


def fires(
    trigger: Trigger,
    evidence: Sequence[Fact[Evidence]],
    terms: Charter,
    today: date,
    consents: Sequence[Fact[Consent]] = (),
) -> Firing | None:
    """Whether an exit trigger on a metric fires today; None where it does not, or is about an event."""
    when = given(trigger.when)
    return shows(when, evidence, terms, today, consents, given(trigger.in_)) if when is not None else None


def shows(  # noqa: PLR0913, PLR0917 - a trigger may say its phases, an observation too
    when: Observation,
    evidence: Sequence[Fact[Evidence]],
    terms: Charter,
    today: date,
    consents: Sequence[Fact[Consent]] = (),
    phases: Sequence[str] | None = None,
) -> Firing | None:
    """Whether what a trigger or a step-down watches is seen today, for as many reviews or as long as it says."""
    name, limit = given(when.metric), given(when.is_)
    if name is None or limit is None:
        return None
    stick = _stick(terms, name, limit)
    counting = [fact for fact in _standing(evidence, name, terms, today, consents) if _in_force(fact, when, phases)]
    streak: list[tuple[Fact[Evidence], Weighed]] = []
    for fact, weighed in _reviews(stick, _weighed(stick, counting)):
        streak = [*streak, (fact, weighed)] if weighed.verdict == "met" else []
    return _firing(name, streak, given(when.for_))


def _stick(terms: Charter, name: str, limit: Comparison) -> Yardstick | None:
    metric = given((given(terms.metrics) or {}).get(name))
    return None if metric is None else Yardstick(name, metric, kind_of(name, terms), "stays", limit)


def _days(fact: Fact[Evidence]) -> tuple[date, date]:
    period = period_of(fact.part)
    day = collected(fact.part).day
    return period if period is not None else (day, day)


def _standing(
    evidence: Sequence[Fact[Evidence]], name: str, terms: Charter, today: date, consents: Sequence[Fact[Consent]]
) -> list[Fact[Evidence]]:
    """The final and undisputed measurements of a metric, the latest for each last day, in the order of these days."""
    metric = given((given(terms.metrics) or {}).get(name))
    disputed = {
        consent.part.digest
        for consent in consents
        if consent.part.says == "dispute" and (given(consent.part.date) or date.max) <= today
    }
    found: dict[tuple[object, date], Fact[Evidence]] = {}
    for fact in sorted(evidence, key=lambda fact: (_days(fact)[1], collected(fact.part).day, fact.digest)):
        day, last = collected(fact.part).day, _days(fact)[1]
        if fact.part.metric != name or metric is None or fact.digest in disputed:
            continue
        if final_on(metric, last) <= day <= today:
            found[fact.part.phase, last] = fact
    return list(found.values())


def _weighed(stick: Yardstick | None, facts: Sequence[Fact[Evidence]]) -> Iterator[tuple[Fact[Evidence], Weighed]]:
    for fact in facts:
        cases = cases_of(fact.part)
        if stick is not None and cases:
            weighed = weigh(stick, cases)
            if weighed.verdict in ("met", "failed"):
                yield fact, weighed


def _in_force(fact: Fact[Evidence], when: Observation, phases: Sequence[str] | None) -> bool:
    begins = None if when.from_ is None or isinstance(when.from_, Absent) else when.from_
    only = [among for among in (phases, given(when.in_)) if among]
    in_phase = all(fact.part.phase in among for among in only)
    return in_phase and (not isinstance(begins, Day) or _days(fact)[1] >= begins.first)


def _reviews(
    stick: Yardstick | None, weighed: Iterator[tuple[Fact[Evidence], Weighed]]
) -> Iterator[tuple[Fact[Evidence], Weighed]]:
    """One measurement a review: of several closer together than half an interval, the latest."""
    step = interval(stick.metric) if stick is not None else None
    apart = timedelta(days=int(step.at_least_days) // 2 if step is not None else 1)
    found = list(weighed)
    for place, (fact, one) in enumerate(found):
        if place + 1 == len(found) or _days(found[place + 1][0])[1] - _days(fact)[1] >= apart:
            yield fact, one


def _firing(name: str, streak: list[tuple[Fact[Evidence], Weighed]], span: Duration | None) -> Firing | None:
    for length in range(1, len(streak) + 1):
        if _lasts([fact for fact, _ in streak[:length]], span):
            needed = streak[:length]
            return Firing(
                metric=name,
                since=max(collected(fact.part).day for fact, _ in needed),
                evidence=tuple(fact.digest for fact, _ in streak),
                values=tuple(value for _, weighed in streak for value in weighed.values),
            )
    return None


def _lasts(facts: list[Fact[Evidence]], span: Duration | None) -> bool:
    if span is None:
        return True
    if span.unit == "review":
        return len(facts) >= span.count
    return _days(facts[-1])[1] + timedelta(days=1) >= after(_days(facts[0])[0], span)
