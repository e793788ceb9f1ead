"""Forged records against the replay: it never crashes, and without the keys nobody signs, decides or opens a gate.

Every word in these lives is signed, so of a forged record only what somebody really signed may ever count.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from choices import Choices
from lives import LIVES, facts_of, forged, history_of, life

from charter.check.checking import record_objections
from charter.check.recording import Recorded
from charter.errors import UsageError
from charter.facts import Facts, Objection
from charter.lifecycle.docket import judged_now
from charter.lifecycle.replay import History, known, replay
from charter.outlook.hearing import Asked, hear

_FREE = ("none", "signed")
"""Steps that need no word of their own; anybody may write them down."""


def seeds() -> Iterator[bytes]:
    """One for each life, left as it is and with some changes."""
    for number in range(len(LIVES)):
        yield bytes([number])
        yield bytes([number, *range(1, 60, 2)])
        yield bytes([number, *range(250, 150, -3)])


def one(raw: bytes) -> None:
    """Judge one forged record.

    Raises:
        AssertionError: The replay breaks a promise.
    """
    choices = Choices(raw)
    told = forged(life(choices.one(LIVES)), choices)
    facts = told.facts()
    history = replay(facts, told.today)
    against = objections(facts, history, told.today)
    chained(history)
    signed(history)
    _heard(facts, history, told.today)
    if not against:
        _grown(facts, history, told.today - timedelta(choices.below(500)))
    if choices.below(8) == 0:
        assert replay(facts, told.today) == history, "two replays differ"


def objections(facts: Facts, history: History, today: date) -> list[Objection]:
    """Everything that stands against a record, without the lint run."""
    return list(record_objections(Recorded(Path(), "", facts, {}), history, today))


def chained(history: History) -> None:
    """What is settled is a chain of decisions, each of which its gate allowed."""
    steps = history.steps
    assert [step.decision.part.seq for step in steps] == list(range(1, len(steps) + 1)), "a gap in what is settled"
    assert history.standing.seq == len(steps), "the standing counts other steps than are settled"
    for before, after in itertools.pairwise(steps):
        assert after.decision.part.previous == before.decision.digest, "a step hangs on another one"
        assert after.since >= before.since, "a step took effect before the one that it follows"
    for step in steps:
        if step.row.step == "go" and not step.declined:
            assert step.review is not None and step.review.verdict == "go", "a gate was passed that is not open"


def signed(history: History) -> None:
    """Whatever counts was signed by the people whose word it is."""
    honest = _honest()
    for number in history.signed_on:
        assert (number, _digest_of(history, number)) in honest.terms, f"r{number} is signed by nobody"
    for step in history.steps:
        if step.row.consent not in _FREE:
            assert step.decision.digest in honest.decisions, f"{step.row.step} was approved by nobody"
    for digest in history.attested:
        assert digest in honest.consents, "somebody is said to attest who never did"


def _digest_of(history: History, number: int) -> str:
    return history.standing.terms.digest if history.standing.terms and history.standing.revision == number else ""


class _Honest:
    """Everything that was really signed, in all lives together."""

    def __init__(self) -> None:
        lives = [(facts_of(point), history_of(point)) for point in LIVES]
        self.decisions = {step.decision.digest for _, history in lives for step in history.steps}
        self.decisions |= {fact.digest for facts, _ in lives for fact in facts.decisions}
        self.consents = {fact.digest for facts, _ in lives for fact in facts.consents}
        self.terms = {(number, fact.digest) for facts, _ in lives for number, fact in facts.signed.items()}
        self.terms |= {(number, "") for number, _ in self.terms}


@lru_cache
def _honest() -> _Honest:
    return _Honest()


def _heard(facts: Facts, history: History, today: date) -> None:
    """The gate of the phase that runs, as people are told of it."""
    phase: Any = history.standing.working_in
    if phase is None or history.standing.terms is None:
        return
    try:
        hear(facts, history, today, judged_now(facts, history, today), Asked(phase, {}))
    except UsageError:
        return


def _grown(facts: Facts, history: History, day: date) -> None:
    """What was settled by an earlier day is the beginning of what is settled now."""
    before = [step.decision.digest for step in replay(known(facts, day), day).steps]
    after = [step.decision.digest for step in history.steps]
    assert before == after[: len(before)], f"what was settled by {day} is settled otherwise now"
