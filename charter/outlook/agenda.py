"""What falls due in a charter and what is late, with the day, the people, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.facts import Facts
from charter.lifecycle.calendar import Box, planned
from charter.lifecycle.leaving import standing_checklist
from charter.lifecycle.replay import History
from charter.lifecycle.sitting import gate_of, phase_of
from charter.lifecycle.standing import Standing
from charter.outlook.guarding import firing, guards
from charter.outlook.successor import successor
from charter.outlook.telling import deciders_of, overdue
from charter.terms.days import after, plus
from charter.terms.timeline import PHASES, PhaseName
from charter.values import Duration, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.gates.verdict import GateReview
    from charter.model import Charter
    from charter.model.phases import Deliverable, Renewal

Sort: TypeAlias = Literal[
    "consent",
    "signature",
    "start",
    "gate",
    "evidence",
    "exit-review",
    "trigger",
    "wind-down",
    "condition",
    "term",
    "waiver",
    "deliverable",
]
"""What an item is about, the most pressing first."""

SORTS: tuple[Sort, ...] = (
    "consent",
    "gate",
    "exit-review",
    "trigger",
    "signature",
    "start",
    "wind-down",
    "condition",
    "waiver",
    "term",
    "evidence",
    "deliverable",
)

EXIT_REVIEW = Duration(10, "business day")
"""How long after its cause an exit review is due."""


class Item(NamedTuple):
    """Something that falls due, or is awaited.

    Attributes:
        day: When it is due; of what is awaited, since when. None where no day is known.
        what: In words, to stand alone.
        who: Whose turn it is; empty where nobody can be named.
        late: Whether that day has passed.
    """

    sort: Sort
    day: date | None
    what: str
    who: str = ""
    late: bool = False


class Scene(NamedTuple):
    """What the items are taken from.

    Attributes:
        review: The gate of the phase that runs, judged on `today`; None where it has none.
        escalations: The days of escalations that are not put right.
    """

    facts: Facts
    history: History
    review: GateReview | None
    today: date
    escalations: tuple[date, ...] = ()

    @property
    def standing(self) -> Standing:
        """Where the charter stands."""
        return self.history.standing

    @property
    def terms(self) -> Charter:
        """The terms in force."""
        assert self.standing.terms is not None
        return self.standing.terms.part

    def due(self, sort: Sort, day: date | None, what: str, who: str = "") -> Item:
        """An item that is late once its day has passed."""
        return Item(sort, day, what, who, day is not None and day < self.today)


def agenda(scene: Scene) -> tuple[Item, ...]:
    """Every item, the late ones first, the most pressing of them in front; then what is to come, day by day."""
    if scene.standing.terms is None or scene.history.objections:
        return ()
    items = [*_waiting(scene), *_by_state(scene), *_waivers(scene)]
    late = sorted(
        (item for item in items if item.late), key=lambda item: (SORTS.index(item.sort), item.day or date.min)
    )
    ahead = sorted(
        (item for item in items if not item.late), key=lambda item: (item.day or date.max, SORTS.index(item.sort))
    )
    return (*late, *ahead)


def _waiting(scene: Scene) -> Iterator[Item]:
    pending = scene.standing.pending
    if pending is not None:
        part = pending.decision.part
        who = listed(list(pending.waits_for))
        what = f"decision {part.seq} ({part.step}) lacks the consent of {who} since {pending.since}"
        yield Item("consent", pending.since, what, who, pending.since < scene.today)


def _by_state(scene: Scene) -> Iterator[Item]:
    standing = scene.standing
    match standing.state:
        case "draft" | "proposed" | "signed":
            yield from _before(scene)
            yield from _newer(scene)
            yield from _conditions(scene)
        case "crawl" | "walk" | "run":
            yield from _gate(scene)
            yield from _awaited(scene)
            yield from _conditions(scene)
            yield from _deliverables(scene)
            yield from _term(scene)
            yield from _reviews(scene)
            yield from _triggers(scene)
            yield from _newer(scene)
        case "winding-down":
            for item in standing_checklist(standing):
                yield scene.due("wind-down", item.due, item.what)
        case "paused":
            yield from _conditions(scene)
            yield from _newer(scene)


def _before(scene: Scene) -> Iterator[Item]:
    standing = scene.standing
    first = next(iter(standing.calendar), None)
    start = standing.calendar[first].start if first is not None else None
    if standing.state == "proposed":
        yield from _signatures(scene, start)
    if first is not None and start is not None:
        was = start < scene.today
        yield scene.due("start", start, f"{first} {'was' if was else 'is'} to start")


def _signatures(scene: Scene, start: date | None) -> Iterator[Item]:
    draft = scene.facts.draft
    number = (given(draft.part.revision) or 1) if draft is not None else 1
    signed = scene.history.signatures.get(number, {})
    for party in given(scene.terms.parties) or ():
        if party not in signed:
            since = f" since {scene.standing.since}" if scene.standing.since is not None else ""
            yield scene.due("signature", start, f"{party} has not signed revision {number}{since}", party)


def _newer(scene: Scene) -> Iterator[Item]:
    """The revision after the one in force, once somebody has signed it: whose signature it waits for, or the step."""
    newer = successor(scene.facts, scene.history)
    if newer is None:
        return
    first, last = min(newer.signed.values()), max(newer.signed.values())
    for party in newer.lacking:
        yield Item("signature", first, f"{party} has not signed revision {newer.number} since {first}", party)
    if not newer.lacking:
        yield Item("signature", last, f"revision {newer.number} is signed by all since {last}, and not in force yet")


def _conditions(scene: Scene) -> Iterator[Item]:
    standing = scene.standing
    begun = PHASES.index(standing.working_in) if standing.working_in is not None else -1
    for condition in given(scene.terms.conditions) or ():
        blocks, by = given(condition.blocks), given(condition.by)
        if condition.id in standing.conditions or (blocks is not None and PHASES.index(blocks) <= begun):
            continue
        yield scene.due(
            "condition",
            by.last if by is not None else None,
            f"{condition.id} is fulfilled",
            str(given(condition.owner) or ""),
        )


def _gate(scene: Scene) -> Iterator[Item]:
    standing, phase = scene.standing, scene.standing.working_in
    gate = gate_of(scene.terms, phase)
    due = standing.box.decide_by
    if gate is None or due is None:
        return
    who = listed(deciders_of(gate))
    if due < scene.today:
        yield scene.due("gate", due, f"{phase} gate {overdue(due, given(gate.if_silent))}", who)
    elif not _answered(scene):
        yield scene.due("gate", due, f"{phase} gate{_so_far(scene)}", who)


def _so_far(scene: Scene) -> str:
    return f", so far {scene.review.verdict}" if scene.review is not None and scene.review.criteria else ""


def _answered(scene: Scene) -> bool:
    """Whether a decision answers the gate, and only waits for consents."""
    pending = scene.standing.pending
    return pending is not None and pending.decision.part.step in ("go", "no-go", "restart", "extend", "waive")


def _awaited(scene: Scene) -> Iterator[Item]:
    """Evidence and attestations that should be there; what is not due yet is not on the agenda."""
    if scene.review is None or _answered(scene):
        return
    for awaited in dict.fromkeys(scene.review.awaits):
        if awaited.since is not None:
            what = f"{awaited.what} awaited since {awaited.since}"
            yield Item("evidence", awaited.since, what, awaited.whom, awaited.since < scene.today)


def _deliverables(scene: Scene) -> Iterator[Item]:
    """Those of the phase that runs: nothing records that one is there, so they stay until its gate is answered."""
    phase = scene.standing.working_in
    box = phase_of(scene.terms, phase)
    plan = planned(scene.terms)
    if box is None or phase is None:
        return
    for one in given(box.deliverables) or ():
        due = _moved(one, phase, scene.standing, plan.get(phase))
        if due is not None:
            what = f"{given(one.what) or one.id} {'was' if due < scene.today else 'is'} due"
            yield scene.due("deliverable", due, what, str(given(one.owner) or ""))


def _moved(one: Deliverable, phase: PhaseName, standing: Standing, plan: Box | None) -> date | None:
    """The day of a deliverable, moved as its phase was: with its start, or, where it is due at its end, with that."""
    day = given(one.due)
    now = standing.calendar.get(phase)
    if day is None or now is None or plan is None:
        return day.last if day is not None else None
    old, new = (plan.end, now.end) if plan.end is not None and day.last >= plan.end else (plan.start, now.start)
    return plus(day.last, (new - old).days) if old is not None and new is not None else day.last


def _term(scene: Scene) -> Iterator[Item]:
    if scene.standing.working_in != "run":
        return
    end = scene.standing.box.end
    renewal = _renewal(scene.terms)
    owner = str(given(renewal.owner) or "") if renewal is not None else ""
    if end is not None:
        yield scene.due("term", end, "the term is over", owner)
    notice = given(renewal.notice) if renewal is not None else None
    if end is not None and notice is not None:
        yield from _notice(scene, end, notice, owner)


def _notice(scene: Scene, end: date, notice: Duration, owner: str) -> Iterator[Item]:
    """The last day to speak up before a term ends; past it, only the end itself is of interest."""
    span = notice.at_most_days
    last = plus(end, -int(span)) if span is not None else None
    if last is not None and last >= scene.today:
        yield scene.due("term", last, "last day to speak up about renewal", owner)


def _renewal(terms: Charter) -> Renewal | None:
    plan = given(terms.phases)
    run = given(plan.run) if plan is not None else None
    return given(run.renewal) if run is not None else None


def _reviews(scene: Scene) -> Iterator[Item]:
    """Exit reviews that nobody has closed: by `continue`, or by leaving, which is another state."""
    closed = [taken.since for taken in scene.history.steps if taken.row.step == "continue" and not taken.declined]
    who = listed([str(role) for role in _sponsors(scene.terms)])
    for cause, why in _causes(scene):
        if not any(day >= cause for day in closed):
            yield scene.due("exit-review", after(cause, EXIT_REVIEW), f"exit review, {why} on {cause}", who)


def _causes(scene: Scene) -> Iterator[tuple[date, str]]:
    for guard in guards(scene.facts, scene.history, scene.today):
        for breach in guard.breaches:
            if breach.opens == "exit-review":
                yield breach.since, f"{guard.metric} broke {guard.limit} again"
    for day in scene.escalations:
        over = _ladder(scene.terms, day)
        if over is not None and over <= scene.today:
            yield over, f"the escalation of {day} came to no end"


def _ladder(terms: Charter, day: date) -> date | None:
    """The day an escalation has gone through all levels; None where its end is no exit review."""
    governance = given(terms.governance)
    levels = (given(governance.escalation) or ()) if governance is not None else ()
    if not levels or given(levels[-1].then) != "exit-review":
        return None
    for level in levels:
        day = after(day, given(level.within))
    return day


def _sponsors(terms: Charter) -> Iterable[object]:
    governance = given(terms.governance)
    found = (given(governance.sponsors) or {}) if governance is not None else {}
    return [role for role in map(given, found.values()) if role is not None]


def _triggers(scene: Scene) -> Iterator[Item]:
    for name, found in firing(scene.facts, scene.history, scene.today):
        what = f"exit trigger {name} fires since {found.since} ({found.metric} {', '.join(found.values)})"
        yield Item("trigger", found.since, what, "", late=True)


def _waivers(scene: Scene) -> Iterator[Item]:
    if scene.standing.state in ("ended", "withdrawn"):
        return
    for one in scene.standing.waived:
        until = given(one.waiver.until)
        if until is not None:
            over = "is over" if until < scene.today else "ends"
            yield scene.due("waiver", until, f"the waiver of the {one.phase} gate (decision {one.seq}) {over}")
