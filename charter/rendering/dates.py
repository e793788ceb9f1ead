"""Every dated step of a charter, and which comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from charter.model import Charter
from charter.model.phases import Phase, Run
from charter.notation import read_day
from charter.rendering.names import Names, label
from charter.rendering.plan import each, last_day
from charter.rendering.shapes import titled
from charter.rendering.undecided import undecided
from charter.rendering.words import day, words
from charter.values import Absent, Day, given


class Step(NamedTuple):
    """Something that happens or falls due on a day."""

    day: date
    what: str


@dataclass(frozen=True)
class Next:
    """The next day on which something is due, and all that is due on it; empty where nothing lies ahead."""

    day: str = ""
    what: tuple[str, ...] = ()


def upcoming(charter: Charter, names: Names, today: date) -> Next:
    """What comes next, `today` included."""
    ahead = [step for step in steps(charter, names) if step.day >= today]
    if not ahead:
        return Next()
    first = min(step.day for step in ahead)
    return Next(day(first), tuple(dict.fromkeys(step.what for step in ahead if step.day == first)))


def steps(charter: Charter, names: Names) -> Iterator[Step]:
    """Every dated step, in the order of the file."""
    yield from _on(charter.effective, "The terms count from this day")
    yield from _on(charter.review_by, "This charter is looked at again")
    for precondition in given(charter.conditions) or ():
        yield from _on(precondition.by, f"Last day for: {words(precondition.what, names)}")
    for name, phase in each(charter.phases):
        if isinstance(phase, Phase):
            yield from _phase(name, phase, names)
    yield from _exchange(charter, names)
    for goal in given(charter.goals) or ():
        for target in given(goal.targets) or ():
            yield from _on(target.by, f"Target of the goal: {words(goal.outcome, names)}")
    for change in given(charter.strategic_change) or ():
        yield from _on(change.date, f"{words(change.party, names, 'party')} changes: {words(change.what, names)}")
    for agreement in given(charter.agreements) or ():
        yield from _on(agreement.expires, f"{label(str(agreement.id))} expires")
    yield from _open(charter, names)


def _on(when: Day | Absent | str | None, what: str, *, first: bool = False) -> Iterator[Step]:
    if isinstance(when, Day):
        yield Step(when.first if first else when.last, what)


def _phase(name: str, phase: Phase, names: Names) -> Iterator[Step]:
    yield from _on(phase.start, f"{titled(name)} starts", first=True)
    end = last_day(phase)
    if end is not None:
        yield Step(end, f"{titled(name)} ends")
    gate = given(phase.gate)
    if gate is not None:
        yield from _on(gate.decide_by, f"Last day to decide the {name} gate")
    for deliverable in given(phase.deliverables) or ():
        owner = f" ({words(deliverable.owner, names)})" if deliverable.owner else ""
        yield from _on(deliverable.due, f"{words(deliverable.what, names)} due{owner}")
    renewal = given(phase.renewal) if isinstance(phase, Run) else None
    if renewal is not None:
        yield from _on(renewal.review_by, "Renewal is reviewed")


def _exchange(charter: Charter, names: Names) -> Iterator[Step]:
    for promise in given(charter.commitments) or ():
        what = f"{words(promise.from_, names, 'from')}: {words(promise.what, names)}"
        yield from _on(promise.due, what)
        yield from _on(promise.from_date, what, first=True)
        value = given(promise.value)
        for payment in (given(value.schedule) if value is not None else None) or ():
            yield from _on(payment.date, f"{what} ({words(payment.amount, names)})")
    operations = given(charter.operations)
    for dependency in (given(operations.dependencies) if operations is not None else None) or ():
        yield from _on(dependency.due, f"Against dependence: {words(dependency.mitigation, names)}")


def _open(charter: Charter, names: Names) -> Iterator[Step]:
    """The points that are still to be decided, wherever they stand."""
    for title, absent in undecided(charter, names):
        yield from _on(read_day(absent.by), f"Last day to decide: {titled(title)}")
