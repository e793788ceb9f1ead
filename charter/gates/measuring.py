"""A measured criterion judged: the evidence that counts, whether it may be used, and what its numbers come to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charter.gates.attestation import attesters, collected, dispute_of, parties_of, words
from charter.gates.bench import Bench
from charter.gates.cases import cases_of, few
from charter.gates.days import final_on, fresh_until
from charter.gates.earliness import final_later
from charter.gates.figures import PERCENT, amount, kind
from charter.gates.scrutiny import faults
from charter.gates.selection import Choice, Passed, choose, day_after, due, last_day, period_of
from charter.gates.shares import impossible, least
from charter.gates.verdict import Awaited, Judged
from charter.gates.weighing import weigh
from charter.gates.yardstick import Weighed, Yardstick, yardstick
from charter.values import given

if TYPE_CHECKING:
    from charter.facts import Fact
    from charter.model import Evidence
    from charter.model.phases import Criterion


def measured(criterion: Criterion, name: str, bench: Bench) -> Judged:
    """The verdict on a criterion that hangs on the metric `name`."""
    id = str(criterion.id)
    stick = yardstick(criterion, name, bench)
    if isinstance(stick, str):
        return Judged(id, "error", problem=stick)
    choice = choose(name, bench)
    if choice.fact is None:
        return _nothing(id, stick, choice.passed, bench)
    fact = choice.fact
    problem = unusable(fact, bench) or _uncounted(stick, fact)
    weighed = Weighed("error", problem=problem) if problem else weigh(stick, cases_of(fact.part))
    told = _told(id, replace(weighed, needed=weighed.needed or stick.needed), (fact,))
    if weighed.verdict == "error":
        return replace(told, problem=_at(fact, weighed.problem), awaits=_again(stick, fact))
    if choice.rival is not None:
        return _contradicted(told, stick, fact, choice.rival)
    return _disputed(told, stick, fact, bench) or _waiting(told, stick, weighed, choice, bench)


def unusable(fact: Fact[Evidence], bench: Bench) -> str:
    """Why an evidence file cannot be judged at all, and what to do; empty where it can."""
    found = next(faults(fact, bench), None)
    return f"{found.message}: {found.help}" if found is not None else ""


def _uncounted(stick: Yardstick, fact: Fact[Evidence]) -> str:
    """Why a percentage cannot be one of the customers that were invited."""
    for case in cases_of(fact.part):
        if case.value is None or case.of is not None or kind(case.value) != PERCENT:
            continue
        if stick.of_invited and stick.size and (amount(case.value) * stick.size) % 100:
            return f"{case.text} of {stick.size} invited customers is no whole number of them: record the count"
    return ""


def _at(fact: Fact[Evidence], problem: str) -> str:
    return f"{fact.local}: {problem}"


def _told(id: str, weighed: Weighed, facts: tuple[Fact[Evidence], ...]) -> Judged:
    return Judged(
        id,
        weighed.verdict,
        values=weighed.values,
        needed=weighed.needed,
        have=weighed.have,
        cases=weighed.cases,
        evidence=tuple(fact.digest for fact in facts),
        sample=weighed.sample,
        problem=weighed.problem,
    )


def _nothing(id: str, stick: Yardstick, passed: tuple[Passed, ...], bench: Bench) -> Judged:
    problems = [str(one) for one in passed[:3]] or [f"nobody has measured {stick.name} in this {bench.phase} yet"]
    if stick.of_invited and stick.size is not None:
        problems.append(impossible(stick, stick.size))
    end = last_day(bench)
    final = final_on(stick.metric, end) if end is not None else None
    return Judged(
        id,
        "missing",
        needed=least(stick, stick.size) if stick.of_invited and stick.size else stick.needed,
        problem="; ".join(filter(None, problems)),
        awaits=(Awaited(f"{stick.name} in {bench.phase}", _owner(stick), due(final, bench)),),
    )


def _owner(stick: Yardstick) -> str:
    return str(given(stick.metric.owner) or "")


def _again(stick: Yardstick, fact: Fact[Evidence]) -> tuple[Awaited, ...]:
    found = collected(fact.part)
    return (Awaited(f"{stick.name} in a form that can be judged", str(found.by).strip("."), found.day),)


def _contradicted(told: Judged, stick: Yardstick, fact: Fact[Evidence], rival: Fact[Evidence]) -> Judged:
    pair = sorted((fact, rival), key=lambda one: one.local)
    numbers = " and ".join(f"{collected(one.part).by} recorded {_shown(one)}" for one in pair)
    parties = list(dict.fromkeys(collected(one.part).by.party for one in pair))
    remedy = "then one side attests the other's" if len(parties) > 1 else "and record it again on a later day"
    since = max(collected(one.part).day for one in pair)
    return replace(
        told,
        verdict="disputed",
        evidence=(fact.digest, rival.digest),
        problem=f"{numbers} for the same days: find out which is right, {remedy}",
        awaits=(Awaited(f"one number of both sides for {stick.name}", " and ".join(parties), since),),
    )


def _shown(fact: Fact[Evidence]) -> str:
    return few([f"{case.name} {case.text}".strip() for case in cases_of(fact.part)])


def _disputed(told: Judged, stick: Yardstick, fact: Fact[Evidence], bench: Bench) -> Judged | None:
    disputes = words(fact, bench).disputes
    if not disputes:
        return None
    said = "; ".join(dispute_of(consent, _shown(fact)) for consent in disputes)
    return replace(
        told,
        verdict="disputed",
        problem=f"{_at(fact, said)}: find out which is right, and record it as new evidence",
        awaits=tuple(
            Awaited(f"one number of both sides for {stick.name}", str(consent.party), given(consent.date))
            for consent in disputes
        ),
    )


def _waiting(told: Judged, stick: Yardstick, weighed: Weighed, choice: Choice, bench: Bench) -> Judged:
    """What else must be there before the numbers count."""
    assert choice.fact is not None
    waits = _days(stick, choice.fact, bench) or _attestation(stick, choice.fact, bench)
    waits = [*waits, *_lacking(stick, weighed, choice, bench)]
    if waits:
        problem = "; ".join(filter(None, (weighed.problem, *(why for why, _ in waits))))
        return replace(told, verdict="missing", problem=problem, awaits=tuple(awaited for _, awaited in waits))
    if told.verdict == "missing":
        end = last_day(bench)
        awaited = Awaited(f"more cases of {stick.name}", _owner(stick), due(end, bench))
        return replace(told, awaits=(awaited,))
    return told


def _days(stick: Yardstick, fact: Fact[Evidence], bench: Bench) -> list[tuple[str, Awaited]]:
    period = period_of(fact.part)
    assert period is not None  # evidence without a period is passed over
    final, fresh = final_later(fact.part, stick.metric), fresh_until(stick.metric, period[1])
    what, day = f"{stick.name} in {bench.phase}", collected(fact.part).day
    if final is not None:
        why = f"was collected on {day}, and its numbers are final on {final}: collect it again from then on"
        return [(f"{fact.local} {why}", Awaited(what, _owner(stick), due(final, bench)))]
    if bench.today > fresh:
        why = f"covers days up to {period[1]} and was fresh until {fresh}: measure again"
        return [(f"{fact.local} {why}", Awaited(what, _owner(stick), day_after(fresh)))]
    return []


def _attestation(stick: Yardstick, fact: Fact[Evidence], bench: Bench) -> list[tuple[str, Awaited]]:
    found = collected(fact.part)
    wanted = attesters(stick.metric, found.by.party, parties_of(bench))
    if not wanted or words(fact, bench).attested & set(wanted):
        return []
    whom = " or ".join(wanted)
    why = f"{fact.local} was collected by {found.by} and waits for the attestation of {whom}"
    return [(why, Awaited(f"the attestation of {whom}", whom, found.day))]


def _lacking(stick: Yardstick, weighed: Weighed, choice: Choice, bench: Bench) -> list[tuple[str, Awaited]]:
    if weighed.verdict != "missing" or not weighed.lacking:
        return []
    since = due(last_day(bench), bench)
    why = "; ".join(filter(None, (f"{stick.name} of {few(weighed.lacking)} is not there", choice.beside)))
    rest = [("", Awaited(f"{stick.name} of {name}", _owner(stick), since)) for name in weighed.lacking]
    return [(why, rest[0][1]), *rest[1:]]
