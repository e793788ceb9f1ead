"""Where charters stand for other programs: the JSON that `charter status --format json` promises.

The document is `{version, as_of, charters}`; every charter has the keys below, with or without an id asked for. Every
value is an exact text, a whole number, true, false or null; there is no float. Keys are only ever added; a change of
meaning raises `version`, which is 1.

    charter         the id; title: the title
    agreement       draft, proposed, signed, withdrawn or ended
    phase           none, crawl, walk, run, paused or winding-down; paused_from: the phase a pause interrupts
    since           the day it came to this
    attempt         how many crawls there have been
    revision        the revision in force; 0 before all have signed
    proven          whether the record holds; if not, nothing else here may be built on
    unproven_after  the last decision that holds, where the record does not, else null
    unreadable      whether its terms cannot be understood
    lacks           of a draft: how many findings stand before its signature, else null
    drifted         in how many places the files say otherwise than what is in force; 0 for a past day
    next, late      {sort, day, what, who}; sort is one of consent, gate, exit-review, trigger, signature, start,
                    wind-down, condition, waiver, term, evidence, deliverable
    waived          {phase, decision, until, over, risk_of_granting, risk_of_refusing}
    timeline        {day, decision, step, from, to, by, in_force, consents: [{party, person, role, day}], declined,
                    waits_for, gate, criteria: {id: verdict}, evidence, reason}; decision is null for a signature
    days            {phase, attempt, planned, actual, over}; attempt is 0 for a phase that has not begun
    customers       the frozen names by phase
    extended        how often each phase was extended
    late_evidence   {evidence, digest, collected, decision}
    limits          of run, as in `charter gate --format json`
    retrospective   {worked, failed, again}, or {} before the end
    commands        {command, why}; command is empty where it can be typed only from a day on, which why names
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from charter.outlook.account import Account, Event
from charter.outlook.agenda import Item
from charter.report.gate_json import box, day, limit

VERSION = 1


def document(accounts: Sequence[Account], as_of: date) -> dict[str, Any]:
    """All accounts as plain data."""
    return {"version": VERSION, "as_of": day(as_of), "charters": [_account(one) for one in accounts]}


def _account(one: Account) -> dict[str, Any]:
    return {
        "charter": one.charter,
        "title": one.title,
        "agreement": one.agreement,
        "phase": one.phase,
        "paused_from": one.paused_from or None,
        "since": day(one.since),
        "attempt": one.attempt,
        "revision": one.revision,
        "proven": one.proven,
        "unproven_after": one.unproven,
        "unreadable": one.unreadable,
        "lacks": one.lacks,
        "drifted": one.drifted,
        "next": [_item(item) for item in one.ahead],
        "late": [_item(item) for item in one.late],
        **_past(one),
        "limits": [limit(guard) for guard in one.limits],
        "retrospective": dict(one.retrospective),
        "commands": [{"command": prompt.command, "why": prompt.why} for prompt in one.prompts],
    }


def _past(one: Account) -> dict[str, Any]:
    return {
        "waived": [
            {
                "phase": debt.phase,
                "decision": debt.seq,
                "until": day(debt.until),
                "over": debt.over,
                "risk_of_granting": debt.risk_of_granting,
                "risk_of_refusing": debt.risk_of_refusing,
            }
            for debt in one.waived
        ],
        "timeline": [_event(event) for event in one.events],
        "days": [
            {
                "phase": ran.phase,
                "attempt": ran.attempt,
                "planned": box(ran.planned),
                "actual": box(ran.actual),
                "over": ran.over,
            }
            for ran in one.days
        ],
        "customers": {phase: list(names) for phase, names in one.customers},
        "extended": dict(one.extended),
        "late_evidence": [
            {"evidence": file.local, "digest": file.digest, "collected": day(file.collected), "decision": file.seq}
            for file in one.late_files
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    return {"sort": item.sort, "day": day(item.day), "what": item.what, "who": item.who or None}


def _event(event: Event) -> dict[str, Any]:
    return {
        "day": day(event.day),
        "decision": event.seq or None,
        "step": event.step,
        "from": event.source or None,
        "to": event.target or None,
        "by": event.by or None,
        "in_force": day(event.since) if not event.declined else None,
        "consents": [
            {"party": word.party, "person": word.person, "role": word.role, "day": day(word.day)}
            for word in event.words
        ],
        "declined": list(event.declined),
        "waits_for": list(event.waits_for),
        "gate": event.gate or None,
        "criteria": dict(event.criteria),
        "evidence": event.judged,
        "reason": event.reason or None,
    }
