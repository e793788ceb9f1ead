"""What a decision that takes effect makes of where a charter stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from charter.lifecycle.calendar import amended, entered, lengthened
from charter.lifecycle.leaving import left
from charter.lifecycle.standing import Standing, Waived
from charter.terms.days import after
from charter.terms.timeline import PHASES
from charter.values import given

if TYPE_CHECKING:
    from charter.lifecycle.sitting import Sitting


def taken(sitting: Sitting, since: date) -> Standing:
    """The standing after a decision, from the day it takes effect."""
    decision, row = sitting.decision.part, sitting.row
    standing = replace(
        sitting.standing,
        state=row.target,
        since=since if row.target != row.source or row.step == "restart" else sitting.standing.since,
        seq=given(decision.seq) or 0,
        conditions=sitting.standing.conditions
        | (set(given(decision.conditions) or ()) if _is_shared(sitting) else set()),
    )
    match row.step:
        case "start" | "go" | "waive" | "restart":
            return _entered(sitting, standing, since)
        case "extend":
            return _extended(sitting, standing, since)
        case "pause":
            return replace(standing, paused_from=sitting.phase)
        case "resume":
            return _resumed(sitting, standing, since)
        case "amend":
            return _amended(sitting, standing)
    leaves = row.step in ("no-go", "exit")
    return replace(standing, leaving=left(sitting.decision, sitting.terms, since)) if leaves else standing


def _is_shared(sitting: Sitting) -> bool:
    """Whether every party consents to the step: no side says alone that a condition is fulfilled."""
    return sitting.row.consent == "all" or (sitting.row.consent == "gate" and not sitting.alone)


def _entered(sitting: Sitting, standing: Standing, since: date) -> Standing:
    decision, row = sitting.decision.part, sitting.row
    phase = next(phase for phase in PHASES if phase == row.target)
    passed = (*standing.decided, sitting.phase) if row.step in ("go", "waive") and sitting.phase else ()
    waived = standing.waived
    if row.step == "waive" and sitting.phase and (waiver := given(decision.waiver)) is not None:
        waived = (*waived, Waived(sitting.phase, given(decision.seq) or 0, waiver))
    named = tuple(given(decision.invited) or ())
    customers = {**standing.customers, phase: named} if named or row.step != "restart" else standing.customers
    return replace(
        standing,
        calendar=entered(standing.calendar, phase, since),
        began=since,
        attempt=standing.attempt + (phase == "crawl"),
        extended={},
        waived=waived,
        customers=customers,
        decided=passed,
    )


def _extended(sitting: Sitting, standing: Standing, since: date) -> Standing:
    phase, gate = sitting.phase, sitting.gate
    extension = given(gate.extension) if gate else None
    if phase is None or extension is None:
        return standing
    due = standing.calendar[phase].decide_by or since
    days = (after(due, given(extension.for_)) - due).days
    return replace(
        standing,
        calendar=lengthened(standing.calendar, phase, days),
        extended={**standing.extended, phase: standing.extended.get(phase, 0) + 1},
    )


def _resumed(sitting: Sitting, standing: Standing, since: date) -> Standing:
    phase = sitting.standing.paused_from
    if phase is None:
        return standing
    days = (since - (sitting.standing.since or since)).days
    return replace(standing, calendar=lengthened(standing.calendar, phase, days), paused_from=None)


def _amended(sitting: Sitting, standing: Standing) -> Standing:
    number = standing.revision + 1
    terms = sitting.facts.signed[number]
    return replace(
        standing,
        revision=number,
        terms=terms,
        calendar=amended(standing.calendar, sitting.terms, terms.part),
    )
