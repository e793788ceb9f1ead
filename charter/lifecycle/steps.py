"""The step table: from where to where each step leads, what it needs, and whose consent.

It is data. It drives the state machine, the replay, the refusals of `charter advance`, `charter rehearse` and the
diagram of `charter graph`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias, get_args

from charter.values import State, Step

Consent: TypeAlias = Literal["none", "one", "all", "signed", "gate"]
"""Whose consent a step needs before it takes effect: nobody's, the party's that takes it, every party's, the signatures
under the terms themselves, or `gate`: every party's, and one party's where the gate says no or nobody decided in time.
"""

STATES: tuple[State, ...] = get_args(State)
STEPS: tuple[Step, ...] = get_args(Step)


class Row(NamedTuple):
    """One row of the table.

    Attributes:
        needs: What must be true besides, in words; each is a check of the replay.
    """

    step: Step
    source: State
    target: State
    consent: Consent
    needs: tuple[str, ...] = ()


_GATE = ("the gate is go",)
_ENTRY = ("the gate is go", "crawl and walk were decided", "every party's return is shown or accepted")
_CLOSED = ("the gate is closed", "its no means the end, or no more attempt is left")
_AGAIN = ("the gate is closed", "its no does not mean the end", "what changes is listed", "an attempt is left")
_LONGER = ("the gate is undecided", "an extension is left")
_RISK = ("the gate is closed", "both risks and an end are named", "never waived before")
_BEGIN = ("all have signed these terms", "conditions are fulfilled", "the customers are named")
_OUT = ("a trigger of the terms is named", "this party may use it here", "its evidence shows it")

TABLE: tuple[Row, ...] = (
    Row("propose", "draft", "proposed", "none"),
    Row("withdraw", "draft", "withdrawn", "one"),
    Row("withdraw", "proposed", "withdrawn", "one"),
    Row("withdraw", "signed", "withdrawn", "one"),
    Row("start", "signed", "crawl", "all", _BEGIN),
    Row("start", "signed", "walk", "all", (*_BEGIN, "crawl was proved before")),
    Row("start", "signed", "run", "all", (*_BEGIN, "crawl and walk were proved before")),
    Row("go", "crawl", "walk", "all", _GATE),
    Row("go", "crawl", "run", "all", (*_ENTRY[:1], "walk was proved before")),
    Row("go", "walk", "run", "all", _ENTRY),
    Row("waive", "crawl", "walk", "all", _RISK),
    Row("waive", "crawl", "run", "all", (*_RISK, "walk was proved before")),
    Row("waive", "walk", "run", "all", _RISK),
    Row("no-go", "crawl", "winding-down", "gate", _CLOSED),
    Row("no-go", "walk", "winding-down", "gate", _CLOSED),
    Row("restart", "crawl", "crawl", "all", _AGAIN),
    Row("restart", "walk", "crawl", "all", _AGAIN),
    Row("extend", "crawl", "crawl", "gate", _LONGER),
    Row("extend", "walk", "walk", "gate", _LONGER),
    *(Row("pause", phase, "paused", "all") for phase in ("crawl", "walk", "run")),
    *(Row("resume", "paused", phase, "all", ("it was paused there",)) for phase in ("crawl", "walk", "run")),
    # what is only proposed is changed and signed, with no step: nothing is in force yet that a revision could replace
    *(Row("amend", here, here, "signed", ("a new revision",)) for here in ("signed", "crawl", "walk", "run")),
    *(Row("continue", phase, phase, "all", ("a reason",)) for phase in ("crawl", "walk", "run")),
    *(Row("exit", here, "winding-down", "one", _OUT) for here in ("crawl", "walk", "run", "paused")),
    Row("close", "winding-down", "ended", "all", ("the wind-down is done", "a retrospective")),
)
"""Every step there is. Signing is none: a proposed charter is signed when the last party's consent is there."""

SIGNING = Row("propose", "proposed", "signed", "signed", ("every party's consent to one revision",))
"""How the diagram shows what follows from consents alone."""


def rows(step: str, source: str) -> Iterator[Row]:
    """The rows of a step from a state; none where there is no such step from there."""
    return (row for row in TABLE if row.step == step and row.source == source)


def steps_from(source: str) -> tuple[Step, ...]:
    """The steps that the table knows from a state, in its order."""
    return tuple(dict.fromkeys(row.step for row in TABLE if row.source == source))


GATED: frozenset[str] = frozenset(("go", "no-go", "restart", "extend", "waive"))
"""Steps that answer a gate; their decision holds its snapshot."""
