"""One charter's account: where it stands, what is next and late, and its whole story, in plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.facts import Facts, decision_id
from charter.lifecycle.calendar import Box, planned
from charter.lifecycle.replay import History, Taken
from charter.lifecycle.standing import Standing
from charter.outlook.agenda import Item, Scene, agenda
from charter.outlook.guarding import Guard, guards
from charter.outlook.lateness import late
from charter.outlook.prompts import Prompt, prompts
from charter.terms.timeline import PHASES
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Consent
    from charter.model.decision import Retrospective


class Word(NamedTuple):
    """One party's consent: who gave it, in which role, when."""

    party: str
    person: str
    role: str
    day: date | None


class Event(NamedTuple):
    """One thing that happened.

    Attributes:
        day: Of a decision the day it was written, of a signature the last one's.
        seq: Of a decision; 0 for a revision that all have signed.
        step: ``go``; for a revision ``signed``.
        since: The day it took effect, or was declined; None while it waits.
        words: Who consented; `declined` is who said no, `waits_for` whose word is lacking.
        gate: The verdict of the gate it answers, and each criterion's; empty for none.
        judged: How many evidence files it judged.
    """

    day: date | None
    seq: int
    step: str
    source: str
    target: str
    by: str
    since: date | None
    words: tuple[Word, ...]
    declined: tuple[str, ...]
    waits_for: tuple[str, ...]
    gate: str
    criteria: tuple[tuple[str, str], ...]
    judged: int
    reason: str


class Ran(NamedTuple):
    """One phase in time: as planned, and as it is or was; `attempt` is 0 for one that has not begun."""

    phase: str
    attempt: int
    planned: Box
    actual: Box
    over: bool


class Debt(NamedTuple):
    """A gate that was passed without being open."""

    phase: str
    seq: int
    until: date | None
    over: bool
    risk_of_granting: str
    risk_of_refusing: str


class LateFile(NamedTuple):
    """Evidence that arrived after the decision on its phase."""

    local: str
    digest: str
    collected: date
    seq: int


@dataclass(frozen=True)
class Account:
    """Plain values only, so that it travels between processes.

    Attributes:
        charter: Its id, or the name of its folder.
        unproven: The number of the last decision that holds, where the record does not; else None.
        unreadable: Whether its terms cannot be understood.
        lacks: For a draft, what the rules still ask for before it can be signed; None where nobody asked.
        drifted: In how many places the files say otherwise than what is in force or was approved; 0 for a past day.
    """

    charter: str
    today: date
    title: str = ""
    agreement: str = "draft"
    phase: str = "none"
    attempt: int = 0
    revision: int = 0
    since: date | None = None
    paused_from: str = ""
    items: tuple[Item, ...] = ()
    waived: tuple[Debt, ...] = ()
    events: tuple[Event, ...] = ()
    days: tuple[Ran, ...] = ()
    customers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    extended: tuple[tuple[str, int], ...] = ()
    late_files: tuple[LateFile, ...] = ()
    limits: tuple[Guard, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    retrospective: tuple[tuple[str, str], ...] = ()
    unproven: int | None = None
    unreadable: bool = False
    lacks: int | None = None
    drifted: int = 0

    @property
    def late(self) -> tuple[Item, ...]:
        """What is late, the most pressing first."""
        return tuple(item for item in self.items if item.late)

    @property
    def ahead(self) -> tuple[Item, ...]:
        """What is to come, day by day."""
        return tuple(item for item in self.items if not item.late)

    @property
    def proven(self) -> bool:
        """Whether what it says may be built on."""
        return self.unproven is None and not self.unreadable


def account(scene: Scene) -> Account:
    """The account of one charter on a day."""
    facts, history, today = scene.facts, scene.history, scene.today
    standing = history.standing
    if standing.terms is None:
        return Account(facts.id, today, unreadable=True, prompts=_repair(facts))
    return Account(
        charter=facts.id,
        today=today,
        title=given(standing.terms.part.title) or "",
        agreement=standing.agreement,
        phase=standing.phase,
        attempt=standing.attempt,
        revision=standing.revision,
        since=standing.since,
        paused_from=standing.paused_from or "",
        items=agenda(scene),
        waived=tuple(_debts(standing, today)),
        events=tuple(_events(facts, history)),
        days=tuple(_days(history)),
        customers=tuple((phase, names) for phase, names in standing.customers.items() if names),
        extended=tuple(_extensions(history)),
        late_files=tuple(
            LateFile(one.fact.local, one.fact.digest, one.collected, one.seq) for one in late(facts, history)
        ),
        limits=guards(facts, history, today) if not history.objections else (),
        prompts=prompts(facts, history, scene.review, today),
        retrospective=tuple(_retrospective(history)),
        unproven=standing.seq if history.objections else None,
    )


def _repair(facts: Facts) -> tuple[Prompt, ...]:
    return (Prompt("says why its terms cannot be understood", f"charter lint {facts.id}"),)


def _debts(standing: Standing, today: date) -> Iterator[Debt]:
    for one in standing.waived:
        until = given(one.waiver.until)
        granting, refusing = given(one.waiver.risk_of_granting), given(one.waiver.risk_of_refusing)
        over = until is not None and until < today
        yield Debt(one.phase, one.seq, until, over, granting or "", refusing or "")


def _events(facts: Facts, history: History) -> Iterator[Event]:
    """Decisions in their order, and between them the day on which all had signed a revision."""
    found = [_event(facts, taken) for taken in history.steps]
    if history.standing.pending is not None:
        found.append(_pending(facts, history))
    for number in history.signed_on:
        found.append(_signing(facts, history, number))
    yield from sorted(found, key=lambda event: (event.day or date.min, event.seq == 0, event.seq))


def _event(facts: Facts, taken: Taken) -> Event:
    part, review = taken.decision.part, taken.review
    return Event(
        day=given(part.date),
        seq=given(part.seq) or 0,
        step=str(part.step),
        source=taken.row.source,
        target=taken.row.target,
        by=str(given(part.by) or ""),
        since=taken.since,
        words=tuple(_words(facts, decision_id(given(part.seq) or 0), taken.decision.digest, "approve")),
        declined=taken.declined,
        waits_for=(),
        gate=review.verdict if review is not None and review.criteria else "",
        criteria=tuple((judged.id, judged.verdict) for judged in review.criteria) if review is not None else (),
        judged=len(given(part.evidence) or ()),
        reason=given(part.reason) or "",
    )


def _pending(facts: Facts, history: History) -> Event:
    pending = history.standing.pending
    assert pending is not None
    part, move = pending.decision.part, given(pending.decision.part.phase)
    seq = given(part.seq) or 0
    return Event(
        day=given(part.date),
        seq=seq,
        step=str(part.step),
        source=history.standing.state,
        target=str(given(move.to) if move is not None else ""),
        by=str(given(part.by) or ""),
        since=None,
        words=tuple(_words(facts, decision_id(seq), pending.decision.digest, "approve")),
        declined=(),
        waits_for=pending.waits_for,
        gate="",
        criteria=tuple(
            (name, str(row.verdict)) for name, one in (given(part.gate) or {}).items() if (row := given(one))
        ),
        judged=len(given(part.evidence) or ()),
        reason=given(part.reason) or "",
    )


def _signing(facts: Facts, history: History, number: int) -> Event:
    day = history.signed_on[number]
    revision = facts.signed.get(number) or facts.draft
    digest = revision.digest if revision is not None else ""
    words = tuple(_words(facts, f"r{number}", digest, "sign"))
    return Event(day, 0, f"revision {number} signed", "", "", "", day, words, (), (), "", (), 0, "")


def _words(facts: Facts, subject: str, digest: str, says: str) -> Iterator[Word]:
    for fact in sorted(facts.consents, key=lambda one: one.local):
        part: Consent = fact.part
        if part.subject == subject and part.digest == digest and part.says == says:
            yield Word(str(part.party), str(part.person), str(part.role), given(part.date))


def _days(history: History) -> Iterator[Ran]:
    """Every phase that began, attempt by attempt, then those that are to come."""
    standing = history.standing
    assert standing.terms is not None
    plan, attempt = planned(standing.terms.part), 0
    entries = [taken for taken in history.steps if taken.row.step in _ENTERING and not taken.declined]
    for place, taken in enumerate(entries):
        phase = next(phase for phase in PHASES if phase == taken.row.target)
        attempt += phase == "crawl"
        ended = entries[place + 1].since if place + 1 < len(entries) else _left(history)
        now = standing.calendar.get(phase, Box())
        actual = Box(taken.since, ended, None) if ended is not None else now
        yield Ran(phase, max(attempt, 1), plan.get(phase, Box()), actual, ended is not None)
    if standing.state in ("withdrawn", "winding-down", "ended"):
        return
    here = PHASES.index(standing.working_in) if standing.working_in is not None else -1
    for phase in PHASES[here + 1 :]:
        if phase in plan:
            yield Ran(phase, 0, plan[phase], standing.calendar.get(phase, Box()), over=False)


_ENTERING = ("start", "go", "waive", "restart")


def _left(history: History) -> date | None:
    """The day the last phase ended, where the charter left it for good."""
    leaving = history.standing.leaving
    return leaving.decided if leaving is not None else None


def _extensions(history: History) -> Iterator[tuple[str, int]]:
    found: dict[str, int] = {}
    for taken in history.steps:
        if taken.row.step == "extend" and not taken.declined:
            found[taken.row.source] = found.get(taken.row.source, 0) + 1
    yield from found.items()


def _retrospective(history: History) -> Iterator[tuple[str, str]]:
    closing = next((taken for taken in history.steps if taken.row.step == "close" and not taken.declined), None)
    told: Retrospective | None = given(closing.decision.part.retrospective) if closing is not None else None
    if told is not None:
        yield from (("worked", str(told.worked)), ("failed", str(told.failed)), ("again", str(told.again)))
