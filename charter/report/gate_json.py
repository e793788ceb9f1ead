"""A gate for other programs: the JSON that `charter gate --format json` promises.

Every value is an exact text, a whole number, true, false or null; there is no float. Keys are only ever added; a change
of meaning raises `version`.

    version       1
    charter       the id; title: the title
    phase         crawl, walk or run
    kind          open (judged on `today`), pending or decided (as that decision judged it), ahead (not begun)
    today         the day it was asked for
    attempt       how many crawls there have been
    verdict       go, no-go or undecided; null where nothing was judged
    opens         whether the exit code is 0
    sentence      the verdict in words
    unproven      whether the record does not hold, so that nothing may be built on it
    tried         what was tried in place of evidence, by name; {} for what is recorded
    planned, actual   {start, end, decide_by}, days or null
    days_left     until decide_by; negative when overdue, null where no clock runs
    if_silent     end, extend or null
    decided_by    roles
    customers     the names frozen when the phase began, before it those of the terms
    decision      {seq, step, date, in_force, waits_for, since} of the one it was decided by, or waits for consents
    questions     what the gate asks: {id, asks, needed, stops_at}
    criteria      {id, verdict, needed, have, cases: [{case, value}], sample, problem, evidence: [digests], awaits}
    awaits        {what, whom, since}
    late          {evidence, digest, collected, decision}: arrived after that decision, not counted
    changes       {criterion, signed, draft}: charter.yaml asks something else than what was signed
    limits        of run: {metric, limit, owner, measured, seen, breaches: [{since, values, opens, evidence}]}
    waived        {phase, decision, until, risk_of_granting, risk_of_refusing}
    next          {command, why}; command is empty where it can be typed only from a day on, which why names
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from charter.answers import answer
from charter.lifecycle.calendar import Box
from charter.lifecycle.standing import Waived
from charter.outlook.guarding import Guard
from charter.outlook.hearing import Hearing
from charter.outlook.telling import deciders_of, verdict
from charter.values import given

if TYPE_CHECKING:
    from charter.gates.verdict import Awaited, Judged

VERSION = 1


def written(data: Mapping[str, Any]) -> str:
    """One JSON document."""
    return answer(data)


def document(hearing: Hearing) -> dict[str, Any]:
    """The gate as plain data."""
    review = hearing.review
    return {
        "version": VERSION,
        "charter": hearing.charter,
        "title": hearing.title,
        "phase": hearing.phase,
        "kind": hearing.kind,
        "today": day(hearing.today),
        "attempt": hearing.standing.attempt,
        "verdict": review.verdict if review is not None and review.criteria else None,
        "opens": hearing.opens,
        "sentence": verdict(hearing),
        "unproven": hearing.unproven,
        "tried": dict(hearing.tried),
        **_days(hearing),
        "decided_by": deciders_of(hearing.gate),
        "customers": list(hearing.customers),
        "decision": _decision(hearing),
        "questions": [
            {"id": one.id, "asks": one.what, "needed": one.needed, "stops_at": one.fails or None}
            for one in hearing.questions
        ],
        "criteria": [_judged(judged) for judged in review.criteria] if review is not None else [],
        "awaits": [awaited(one) for one in dict.fromkeys(review.awaits)] if review is not None else [],
        "late": [_late(one) for one in hearing.late],
        "changes": [
            {"criterion": one.id, "signed": one.signed or None, "draft": one.draft or None} for one in hearing.changes
        ],
        "limits": [limit(guard) for guard in hearing.guards],
        "waived": [waived(one) for one in hearing.waived],
        "next": [{"command": one.command, "why": one.why} for one in hearing.prompts],
    }


def day(value: date | None) -> str | None:
    """``2027-03-05``."""
    return value.isoformat() if value is not None else None


def box(value: Box) -> dict[str, str | None]:
    """The days of a phase."""
    return {"start": day(value.start), "end": day(value.end), "decide_by": day(value.decide_by)}


def _days(hearing: Hearing) -> dict[str, Any]:
    due = hearing.actual.decide_by
    return {
        "planned": box(hearing.planned),
        "actual": box(hearing.actual),
        "days_left": (due - hearing.today).days if hearing.running and due is not None and hearing.gate else None,
        "if_silent": given(hearing.gate.if_silent) if hearing.gate is not None else None,
    }


def _decision(hearing: Hearing) -> dict[str, Any] | None:
    if hearing.decision is None:
        return None
    part, pending = hearing.decision.part, hearing.pending if hearing.kind == "pending" else None
    return {
        "seq": part.seq,
        "step": part.step,
        "date": day(given(part.date)),
        "in_force": day(hearing.decided_on),
        "waits_for": list(pending.waits_for) if pending is not None else [],
        "since": day(pending.since) if pending is not None else None,
    }


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "id": judged.id,
        "verdict": judged.verdict,
        "needed": judged.needed,
        "have": judged.have,
        "cases": [{"case": case, "value": value} for case, value in zip(_padded(judged), judged.values, strict=True)],
        "sample": judged.sample,
        "problem": judged.problem,
        "evidence": list(judged.evidence),
        "awaits": [awaited(one) for one in judged.awaits],
    }


def _padded(judged: Judged) -> list[str]:
    return [*judged.cases, *[""] * (len(judged.values) - len(judged.cases))][: len(judged.values)]


def awaited(one: Awaited) -> dict[str, str | None]:
    """Something waited for."""
    return {"what": one.what, "whom": one.whom or None, "since": day(one.since)}


def _late(late: Any) -> dict[str, Any]:
    found = {"evidence": late.fact.local, "digest": late.fact.digest}
    return {**found, "collected": day(late.collected), "decision": late.seq}


def limit(guard: Guard) -> dict[str, Any]:
    """A limit of run."""
    return {
        "metric": guard.metric,
        "limit": guard.limit,
        "owner": guard.owner or None,
        "measured": guard.measured or None,
        "seen": day(guard.seen),
        "breaches": [
            {"since": day(one.since), "values": list(one.values), "opens": one.opens, "evidence": one.evidence}
            for one in guard.breaches
        ],
    }


def waived(one: Waived) -> dict[str, Any]:
    """A gate that was passed without being open."""
    return {
        "phase": one.phase,
        "decision": one.seq,
        "until": day(given(one.waiver.until)),
        "risk_of_granting": given(one.waiver.risk_of_granting),
        "risk_of_refusing": given(one.waiver.risk_of_refusing),
    }
