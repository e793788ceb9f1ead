"""Two dates contradict each other.

## What it checks

What must come first does come first: a phase starts before it ends and ends before its gate is decided; a deliverable
is due within its phase, at the latest on the day of its gate; a lasting commitment begins before it ends, and what it
makes possible is due after it; a target lies after the start; an agreement, a holder of a role, a review, a baseline
likewise. Where only a month, quarter or year is known, it counts as its first day if it begins something and as its
last if it ends something: a phase that ends in `2027-03` ends on 31 March. For all else, such as a due date, every day
of it must contradict. What concerns two phases says `phases-overlap`, what concerns payments says `money-before-gate`.

## Why it matters

One of the two dates is wrong, and each side will remember the one that suits it. Most often a date was moved in one
place and forgotten in another; found now it costs a minute, found at the gate it costs the trust that somebody moved
it on purpose.

## Bad

```yaml
phases:
  crawl:
    start: 2027-01-11
    end: 2027-03-05
    deliverables:
      - {id: runbook, what: Joint installation runbook, due: 2027-12-05}
    gate: {decide_by: 2027-03-19}
```

## Good

```yaml
phases:
  crawl:
    start: 2027-01-11
    end: 2027-03-05
    deliverables:
      - {id: runbook, what: Joint installation runbook, due: 2027-02-05}
    gate: {decide_by: 2027-03-19}
```

## How to settle it with the partner

Show both places and ask which date the other side has in its calendar. Then correct the other one, and look for
further dates that were moved on the same day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria
from charter.terms.payments import PAYING, counts, dates
from charter.terms.timeline import Moment, Stretch, continues, gate_day, later, moment, phases, stretches
from charter.values import Day, given

if TYPE_CHECKING:
    from charter.finding import Path, Severity
    from charter.model import Charter, People
    from charter.model.exchange import Commitment
    from charter.model.phases import Phase


class _Order(NamedTuple):
    """Two moments of which the first must not be after the second; the finding stands at the second or the first."""

    first: Moment | None
    second: Moment | None
    at_first: bool = False
    at_most: Severity = "error"


@rule(
    "DOC009",
    since={"draft": "error"},
    help="correct whichever of the two dates is wrong",
)
def check(case: Case) -> Iterator[Remark]:
    for order in _orders(case.charter):
        if order.first is not None and order.second is not None and later(order.first, order.second):
            yield _clash(order.first, order.second, order)
    for party, people in case.people.items():
        yield from _holders(party, people)


def _clash(first: Moment, second: Moment, order: _Order) -> Remark:
    place, other, word = (first, second, "after") if order.at_first else (second, first, "before")
    message = f"{place}, {word} {_briefly(other, place)}"
    return Remark(place.path, message, also=(Also(other.path, str(other)),), at_most=order.at_most)


def _briefly(other: Moment, place: Moment) -> str:
    """The other moment in words, without naming the same thing twice in one sentence."""
    subject, _, rest = str(other).partition(" ")
    return f"it {rest}" if place.words.startswith(f"{subject} ") and subject not in ("the", "this") else str(other)


def _orders(charter: Charter) -> Iterator[_Order]:
    plan: dict[str, Stretch] = {stretch.name: stretch for stretch in stretches(charter)}
    for name, phase in phases(charter):
        yield _Order(plan[name].start, plan[name].end)
        yield _Order(plan[name].end or plan[name].start, plan[name].decide_by)
        if plan[name].coherent:
            yield from _deliverables(plan[name], phase)
    dues = _dues(charter)
    for index, commitment in enumerate(given(charter.commitments) or ()):
        yield from _commitment(("commitments", index), commitment, charter, dues)
    yield from _targets(charter, tuple(plan.values()))
    yield from _baselines(charter, plan)
    yield from _papers(charter)
    yield from _around_the_plan(charter, tuple(plan.values()))


def _deliverables(stretch: Stretch, phase: Phase) -> Iterator[_Order]:
    for index, deliverable in enumerate(given(phase.deliverables) or ()):
        path = ("phases", stretch.name, "deliverables", index, "due")
        due = moment(path, given(deliverable.due), f"{_name(deliverable.id)} is due")
        yield _Order(stretch.start, due)
        if stretch.name != "run":  # a run may be renewed
            yield _Order(due, stretch.decide_by or stretch.end, at_first=True)


def _commitment(path: Path, commitment: Commitment, charter: Charter, dues: Mapping[str, Moment]) -> Iterator[_Order]:
    name = _name(commitment.id)
    begins = moment((*path, "from_date"), given(commitment.from_date), f"{name} begins", counts="first")
    yield _Order(begins, _until((*path, "until"), given(commitment.until), name))
    due = moment((*path, "due"), given(commitment.due), f"{name} is due")
    if (enabled := given(commitment.enables)) is not None:
        yield _Order(due, dues.get(enabled), at_first=True)
    gate = given(commitment.after)
    if gate is not None and given(commitment.kind) not in PAYING:
        for below, day in dates(commitment):
            starts = Moment((*path, *below), day, f"{name} begins", counts=counts(below))
            yield _Order(gate_day(charter, gate), starts)


def _until(path: Path, until: object, name: str) -> Moment | None:
    if isinstance(until, Day):
        return Moment(path, until, f"{name} ends", counts="last")
    day = given(getattr(until, "date", None))
    return Moment((*path, "date"), day, f"{name} ends", counts="last") if isinstance(day, Day) else None


def _dues(charter: Charter) -> Mapping[str, Moment]:
    """When each deliverable is due, as far as it is said."""
    found: dict[str, Moment] = {}
    for name, phase in phases(charter):
        for index, deliverable in enumerate(given(phase.deliverables) or ()):
            id, path = _name(deliverable.id), ("phases", name, "deliverables", index, "due")
            if (due := moment(path, given(deliverable.due), f"{id}, which needs it, is due")) is not None:
                found.setdefault(id, due)
    return found


def _targets(charter: Charter, plan: tuple[Stretch, ...]) -> Iterator[_Order]:
    start = None if continues(charter) or not plan else plan[0].start
    for index, goal in enumerate(given(charter.goals) or ()):
        for place, target in enumerate(given(goal.targets) or ()):
            path = ("goals", index, "targets", place, "by")
            by = moment(path, given(target.by), f"{_name(goal.id)} is to be reached", by=True)
            yield _Order(start, by)
            yield _Order(by, _end_for_good(charter, plan), at_first=True, at_most="warning")


def _end_for_good(charter: Charter, plan: tuple[Stretch, ...]) -> Moment | None:
    """The end of run, where the charter says that it is not renewed."""
    phases = given(charter.phases)
    run = given(phases.run) if phases is not None else None
    renewal = given(run.renewal) if run is not None else None
    return plan[-1].end if renewal is not None and renewal.mode == "none" else None


def _baselines(charter: Charter, plan: Mapping[str, Stretch]) -> Iterator[_Order]:
    seen = set()
    for placed in criteria(charter):
        baseline = given(placed.metric.baseline) if placed.metric is not None else None
        if baseline is None or placed.name in seen or given(placed.criterion.improves) is None:
            continue
        seen.add(placed.name)
        path = ("metrics", placed.name, "baseline", "date")
        taken = moment(path, given(baseline.date), f"the baseline of {placed.name} was taken")
        yield _Order(taken, plan[placed.phase].end, at_first=True)


def _papers(charter: Charter) -> Iterator[_Order]:
    for index, agreement in enumerate(given(charter.agreements) or ()):
        name, path = _name(agreement.id), ("agreements", index)
        dated = moment((*path, "dated"), given(agreement.dated), f"{name} is dated")
        yield _Order(dated, moment((*path, "expires"), given(agreement.expires), f"{name} expires", counts="last"))
    effective = moment(("effective",), given(charter.effective), "this revision counts", counts="first")
    yield _Order(effective, moment(("review_by",), given(charter.review_by), "the charter is reviewed", by=True))


def _around_the_plan(charter: Charter, plan: tuple[Stretch, ...]) -> Iterator[_Order]:
    described = given(charter.phases)
    if described is None or not plan:
        return
    prior, run = given(described.prior), given(described.run)
    if prior is not None:
        words = "the history before this charter begins"
        since = moment(("phases", "prior", "since"), given(prior.since), words, counts="first")
        yield _Order(since, plan[0].start, at_first=True)
    renewal = given(run.renewal) if run is not None else None
    if renewal is not None:
        path = ("phases", "run", "renewal", "review_by")
        review = moment(path, given(renewal.review_by), "renewal is reviewed", by=True)
        yield _Order(review, plan[-1].end, at_first=True)
        yield _Order(plan[-1].start, review)


def _holders(party: str, people: People) -> Iterator[Remark]:
    for role, holders in (given(people.roles) or {}).items():
        for index, holder in enumerate(given(holders) or ()):
            first, last = given(holder.from_), given(holder.to)
            if first is not None and last is not None and first > last:
                path = ("roles", role, index)
                name = given(holder.name) or role
                message = f"{name} leaves the role on {last}, before taking it on {first}"
                also = Also((*path, "from"), f"{name} takes the role on {first}", party)
                yield Remark((*path, "to"), message, also=(also,), party=party)


def _name(id: object) -> str:
    return id if isinstance(id, str) else "this"
