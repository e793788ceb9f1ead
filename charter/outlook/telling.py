"""A gate in sentences: its verdict, its days, what it waits for; the same words on a terminal, in JSON and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from charter.lifecycle.calendar import Box
from charter.outlook.hearing import Hearing
from charter.outlook.lateness import Late
from charter.values import given
from charter.wording import counted, listed

if TYPE_CHECKING:
    from charter.gates.verdict import Awaited, GateReview, Judged
    from charter.model.phases import Gate


def verdict(hearing: Hearing) -> str:
    """The whole verdict in one sentence."""
    if hearing.unproven:
        return "unproven: the record does not hold, and nothing may be built on it"
    if hearing.kind == "ahead":
        return f"not begun: the {hearing.phase} gate will ask {counted(len(hearing.questions), 'question')}"
    if hearing.review is None or not hearing.review.criteria:
        return _without_gate(hearing)
    said = _verdict(hearing.review)
    return f"tried, not recorded: it would be {said}" if hearing.tried else f"{said}{_decided(hearing)}"


def _decided(hearing: Hearing) -> str:
    """What has become of it: the decision that says so, and since when it is in force or what it lacks."""
    decision, pending = hearing.decision, hearing.pending
    if decision is None:
        return ""
    seq, step, day = decision.part.seq, decision.part.step, given(decision.part.date)
    if hearing.kind == "pending" and pending is not None:
        whom = listed(list(pending.waits_for))
        return f"; decision {seq} ({step}) waits for the consent of {whom} since {pending.since}"
    return f"; decided {step} by decision {seq} of {day}, in force since {hearing.decided_on}"


def _without_gate(hearing: Hearing) -> str:
    broken = [guard.metric for guard in hearing.guards if guard.breaches]
    if broken:
        return f"{hearing.phase} has no gate; {listed(broken)} {'is' if len(broken) == 1 else 'are'} out of bounds"
    if hearing.guards:
        return f"{hearing.phase} has no gate; no limit is broken"
    return f"{hearing.phase} has no gate, and no limits are watched"


def _verdict(review: GateReview) -> str:
    met = sum(judged.verdict == "met" for judged in review.criteria)
    of = len(review.criteria)
    if review.verdict == "go":
        counts = "its one criterion is met" if of == 1 else f"all {of} criteria are met"
        accepts = f"; {listed(list(review.accepts))} must give a reason with the consent" if review.accepts else ""
        return f"go: {counts}{accepts}"
    by_verdict: dict[str, list[str]] = {}
    for judged in sorted(review.criteria, key=lambda one: one.verdict != "failed"):
        if judged.verdict != "met":
            by_verdict.setdefault(judged.verdict, []).append(judged.id)
    rest = [f"{listed(names)} {_are(found, len(names))}" for found, names in by_verdict.items()]
    return f"{review.verdict}: {met} of {of} criteria {'is' if met == 1 else 'are'} met; {'; '.join(rest)}"


def _are(found: str, count: int) -> str:
    if found in ("failed", "error"):
        return "failed" if found == "failed" else "cannot be judged"
    return f"{'is' if count == 1 else 'are'} {found}"


def days(box: Box) -> str:
    """``2027-01-11 to 2027-03-05, decided by 2027-03-19``."""
    if box.start is None and box.end is None and box.decide_by is None:
        return "no days are named"
    span = f"{box.start or '…'} to {box.end or '…'}"
    return f"{span}, decided by {box.decide_by}" if box.decide_by and box.decide_by != box.end else span


def actually(hearing: Hearing) -> str:
    """The days as they really are, where they are not the planned ones; of a decided gate, how long the phase ran."""
    if hearing.ran is not None:
        return f"{hearing.ran[0]} to {hearing.ran[1]}, when it was decided"
    return days(hearing.actual) if hearing.actual != hearing.planned else ""


def clock(hearing: Hearing) -> str:
    """How long is left, or since when it is overdue and what silence means; empty where no clock runs."""
    due = hearing.actual.decide_by
    if hearing.kind not in ("open", "pending") or due is None or hearing.gate is None:
        return ""
    if not hearing.running:
        return f"paused since {hearing.standing.since}, the clock stands still"
    left = (due - hearing.today).days
    if left < 0:
        return overdue(due, given(hearing.gate.if_silent))
    return "today is the last day" if left == 0 else f"{counted(left, 'day')} left"


def overdue(due: date, if_silent: str | None) -> str:
    """``overdue since 2027-03-20, if silent: end``; the first day on which nobody had decided."""
    from charter.terms.days import plus

    return f"overdue since {plus(due, 1)}" + (f", if silent: {if_silent}" if if_silent else "")


def deciders(hearing: Hearing) -> str:
    """Who decides."""
    return listed(deciders_of(hearing.gate)) or "nobody is named"


def deciders_of(gate: Gate | None) -> list[str]:
    """The roles and outsiders that decide a gate."""
    return [str(decider) for decider in (given(gate.decided_by) or ())] if gate is not None else []


def shown(judged: Judged) -> Iterator[str]:
    """What there is of one criterion, a line each: what is needed and there, the raw cases, what a sample bears."""
    yield judged.have or (f"{judged.needed} needed, nothing is there" if judged.needed else "nothing is there")
    cases = list(zip(judged.cases, judged.values, strict=False))
    named = [f"{case} {value}".strip() for case, value in cases if case != "mean"]
    if named and len(named) == len(judged.values) and ", ".join(named) != ", ".join(judged.values):
        yield from _folded(named)
    if judged.sample:
        yield judged.sample


def _folded(named: list[str], most: int = 12) -> Iterator[str]:
    rest = len(named) - most
    yield ", ".join(named[:most]) + (f" and {rest} more" if rest > 0 else "")


def waiting(awaited: Awaited, today: date) -> str:
    """``the attestation of contoso, from contoso, since 2027-03-12 (5 days)``."""
    whom = f", from {awaited.whom}" if awaited.whom else ""
    if awaited.since is None:
        return f"{awaited.what}{whom}, not due yet"
    ago = (today - awaited.since).days
    return f"{awaited.what}{whom}, since {awaited.since} ({counted(ago, 'day') if ago else 'today'})"


def arrived(late: Late) -> str:
    """``evidence/adoption-9f2c41aa.yaml, collected 2027-04-02: arrived after decision 3, not counted``."""
    return f"{late.fact.local}, collected {late.collected}: arrived after decision {late.seq}, not counted"


def waivers(hearing: Hearing) -> Iterator[str]:
    """Every gate that was passed without being open: a debt for ever."""
    for one in hearing.waived:
        until = given(one.waiver.until)
        over = ", which is over" if until is not None and until < hearing.today else ""
        yield f"the {one.phase} gate was waived by decision {one.seq} until {until}{over}"


def guarded(hearing: Hearing) -> Iterator[tuple[str, bool]]:
    """Each limit of run in one line, and whether it holds."""
    for guard in hearing.guards:
        limit = f"{guard.metric} {guard.limit}"
        if guard.breaches:
            last = guard.breaches[-1]
            times = f", {len(guard.breaches)} times" if len(guard.breaches) > 1 else ""
            opens = "an exit review" if last.opens == "exit-review" else "a review"
            yield f"{limit}: broken on {last.since} ({', '.join(last.values)}){times}, which opens {opens}", False
        elif guard.seen is not None:
            yield f"{limit}: holds, {guard.measured} on {guard.seen}", True
        else:
            whom = f", {guard.owner} measures it" if guard.owner else ""
            yield f"{limit}: not measured yet{whom}", True
