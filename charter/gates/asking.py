"""A question of a gate judged: who was asked, how many said yes, whose answer is still open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from charter.gates.bench import Bench
from charter.gates.cases import few
from charter.gates.replies import Replies, replies
from charter.gates.selection import due, last_day
from charter.gates.verdict import Awaited, CriterionVerdict, Judged
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model.phases import Criterion


class Asked(NamedTuple):
    """Who is asked.

    Attributes:
        names: By name, empty where they are only counted; `size` is how many they are.
    """

    names: tuple[str, ...]
    size: int
    customers: bool = False


def asked(criterion: Criterion, bench: Bench) -> Judged:
    """The verdict on a criterion that people answer."""
    id = str(criterion.id)
    who = asked_of(criterion, bench)
    if isinstance(who, str):
        return Judged(id, "error", problem=who)
    found = replies(id, bench, of_customers=who.customers, proof=criterion.attachment == "required")
    least = needed_of(criterion, who.size)
    answers = {name: reply.case.answer for name, reply in found.counting.items() if name in who.names or not who.names}
    told = tally(id, who, answers, least)
    told = replace(told, evidence=found.evidence, problem=told.problem or never(least, who.size))
    if found.error or len(answers) > who.size:
        many = f"{len(answers)} answered and {who.size} were asked: record only their answers"
        awaits = (Awaited(f"answers to {id} that can be judged", found.collector),)
        return replace(told, verdict="error", problem=found.error or many, awaits=awaits)
    if found.disputed:
        problem = f"{found.disputed}: ask again, and record the answer as new evidence"
        awaits = (Awaited(f"one answer of both sides to {id}", found.collector),)
        return replace(told, verdict="disputed", problem=problem, awaits=awaits)
    if told.verdict != "missing":
        return _sampled(told, criterion, len(answers))
    return _open(told, who, found, bench)


def _sampled(told: Judged, criterion: Criterion, size: int) -> Judged:
    least = given(criterion.min_sample) or 0
    if size >= least:
        return told
    return replace(told, verdict="missing", problem=f"{least} answers needed, {size} {_are(size)} there")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def asked_of(criterion: Criterion, bench: Bench) -> Asked | str:
    """Who is asked, or why nobody can be."""
    of = given(criterion.of)
    parties, outsiders = given(bench.terms.parties) or {}, given(bench.terms.outsiders) or {}
    match of:
        case None:
            return f"nothing says who is asked {criterion.id}: amend the criterion with of"
        case "customers":
            if not bench.size:
                return f"no customers were frozen for {bench.phase}, so nobody can be asked: 0 of 0 is no share"
            return Asked(bench.customers, bench.size, customers=True)
        case "parties":
            return Asked(tuple(parties), len(parties))
        case _ if of in parties or of in outsiders:
            return Asked((of,), 1)
    return f"{of} is neither a party nor an outsider: amend whom {criterion.id} asks"


def needed_of(criterion: Criterion, size: int) -> int:
    """How many of `size` must say yes: all, more than half, or the number given."""
    needs = None if isinstance(criterion.needs, Absent) else criterion.needs
    match needs:
        case None | "all":
            return size
        case "majority":
            return size // 2 + 1
        case count:
            return count


def never(least: int, size: int) -> str:
    """Why a question can never be met, in words; empty where it can."""
    return f"{least} of {size} can never be met: amend the criterion" if least > size else ""


def tally(id: str, who: Asked, answers: dict[str, str], least: int) -> Judged:
    """What answers by name come to: enough yes is met, whoever is open; out of reach is failed."""
    names = [name for name in who.names if name in answers] if who.names else sorted(answers)
    yes = sum(answers[name] == "yes" for name in names)
    verdict: CriterionVerdict = "missing"
    if yes >= least:
        verdict = "met"
    elif yes + who.size - len(names) < least:
        verdict = "failed"
    needed = f"{least} of {who.size}"
    return Judged(
        id,
        verdict,
        values=tuple(answers[name] for name in names),
        needed=needed,
        have=f"{needed} needed, {yes} said yes",
        cases=tuple(names),
    )


def _open(told: Judged, who: Asked, found: Replies, bench: Bench) -> Judged:
    more = who.size - len(told.values)
    names = [name for name in who.names if name not in told.cases]
    open_still = names or [f"{more} more customer{'' if more == 1 else 's'}"]
    waiting = {awaited.whom: awaited for awaited in found.awaits}
    since = due(last_day(bench), bench)
    awaits = tuple(
        waiting.get(name)
        or Awaited(f"the answer of {name} to {told.id}", found.collector if who.customers else name, since)
        for name in open_still
    )
    have = "has" if len(open_still) == 1 and not open_still[0].endswith("customers") else "have"
    problem = f"{few(open_still)} {have} not answered yet"
    return replace(told, problem="; ".join(filter(None, (told.problem, *found.dismissed, problem))), awaits=awaits)
