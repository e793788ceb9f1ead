"""Evidence that came too late for the decision on its phase: shown wherever it matters, counted nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.lifecycle.steps import GATED
from charter.values import given

if TYPE_CHECKING:
    from charter.facts import Fact, Facts
    from charter.lifecycle.replay import History, Taken
    from charter.model.decision import Decision
    from charter.model.evidence import Evidence


class Late(NamedTuple):
    """One evidence file that a decision could not judge.

    Attributes:
        seq: The number of the decision that it came too late for.
        collected: The day it was collected: that of the decision or a later one.
    """

    fact: Fact[Evidence]
    seq: int
    collected: date


def late(facts: Facts, history: History) -> Iterator[Late]:
    """Whatever came too late for the decision that ended its phase; each file once, in the order of their names."""
    found: dict[str, Late] = {}
    for taken in history.steps:
        if taken.row.step in GATED and taken.row.step != "extend" and not taken.declined:
            for one in late_for(taken.decision, facts, history, _began_again(taken, history)):
                found.setdefault(one.fact.local, one)
    yield from (found[local] for local in sorted(found))


def late_for(decision: Fact[Decision], facts: Facts, history: History, until: date | None = None) -> Iterator[Late]:
    """What came too late for one decision, in the order of the files' names; `until` is where its phase began anew."""
    move, day = given(decision.part.phase), given(decision.part.date)
    phase = given(move.from_) if move is not None else None
    judged = _judged(decision, history)
    for fact in sorted(facts.evidence, key=lambda one: one.local):
        how = given(fact.part.collected)
        when = given(how.date) if how is not None else None
        if given(fact.part.phase) != phase or fact.digest in judged or when is None or day is None:
            continue
        if when >= day and (until is None or when < until):
            yield Late(fact, given(decision.part.seq) or 0, when)


def _judged(decision: Fact[Decision], history: History) -> frozenset[str]:
    """What this decision or any that took effect has judged."""
    decisions = (decision.part, *(taken.decision.part for taken in history.steps))
    return frozenset(digest for part in decisions for digest in given(part.evidence) or ())


def _began_again(taken: Taken, history: History) -> date | None:
    """The day on which the phase that a decision left began once more; None if it did not."""
    later = (one.since for one in history.steps if one.since > taken.since and one.row.target == taken.row.source)
    return next(later, None)
