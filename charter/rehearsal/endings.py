"""The ways a charter can end: each with its days, who decides it, and the phases in which it can happen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.errors import CharterError
from charter.rehearsal.deciding import ANY, NOBODY, WITHHELD, Who, deciders, invoker, one_decider
from charter.rehearsal.spending import Instance, Spent, empty_handed, spent
from charter.rehearsal.ways_out import endless_silence, ends_all, triggers, uses
from charter.rehearsal.windows import Days, Window
from charter.terms.days import plus
from charter.terms.exchange import party_ids
from charter.values import Absent, Duration, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Renewal, Run

Kind: TypeAlias = Literal["withdrawn", "no-go", "silence", "trigger", "term", "unwritten"]
"""How it ends: before the start, by a no, because nobody decided, by a listed trigger, because its term is over, or
because nothing is written about what follows.
"""


@dataclass(frozen=True)
class Ending:
    """One way to end.

    Attributes:
        number: Its place in the list, from 1.
        phases: Where it can happen; empty before the start.
        trigger: The id of the trigger, for one.
        days: When the partnership stops, its notice and the time to put things right included.
        cure: How long the other side has to put it right, included in `days`.
        notice: How long before it takes effect, included in `days`.
        after_attempts: How many crawls must have failed; 1 for one that no attempt stands before.
        over: When the wind-down is done; None where it is not written how long it takes.
        spent: What each party has given by then.
        empty_handed: The parties that have then given something and got nothing for their goals.
        perhaps_empty_handed: Those of whom that is true on some of the days only.
    """

    number: int
    kind: Kind
    phases: tuple[str, ...]
    days: Days
    who: Who
    trigger: str = ""
    cure: Duration | None = None
    notice: Duration | None = None
    after_attempts: int = 1
    over: Days | None = None
    spent: tuple[Spent, ...] = ()
    empty_handed: tuple[str, ...] = ()
    perhaps_empty_handed: tuple[str, ...] = ()


class TooManyEndingsError(CharterError):
    """A charter with so many endings, parties and commitments that what each has given by each is not counted."""


class _Draft(NamedTuple):
    kind: Kind
    who: Who
    instances: tuple[Instance, ...]
    trigger: str = ""
    cure: Duration | None = None
    notice: Duration | None = None
    attempts: int = 1


LARGEST = 100_000
"""How many times a commitment is looked at: once for each party at each ending."""


def endings(charter: Charter, windows: tuple[Window, ...], *, counted: bool = True) -> tuple[Ending, ...]:
    """Every way to end, the ones of the plan before the triggers.

    Args:
        counted: Whether to say what each party has given by then, and got.

    Raises:
        TooManyEndingsError: Counting would take minutes.
    """
    drafts = [_withdrawn(windows), *_of_phases(charter, windows), *_of_triggers(charter, windows)]
    takes = _takes(charter)
    parties = party_ids(charter) if counted else ()
    rows = len(given(charter.commitments) or ()) if counted else 0
    if len(drafts) * len(parties) * max(rows, 10) > LARGEST:
        raise TooManyEndingsError(
            f"too many to rehearse: {len(drafts)} endings, {len(parties)} parties and {rows} commitments",
            "write one charter per partnership, with parts for what some of the parties agree on",
        )
    return tuple(_finished(charter, number, draft, takes, parties) for number, draft in enumerate(drafts, 1))


def _finished(charter: Charter, number: int, draft: _Draft, takes: Duration | None, parties: tuple[str, ...]) -> Ending:
    days = _hull([instance.days for instance in draft.instances])
    return Ending(
        number,
        draft.kind,
        tuple(instance.phase for instance in draft.instances if instance.phase),
        days,
        draft.who,
        draft.trigger,
        draft.cure,
        draft.notice,
        draft.attempts,
        days.later(takes) if takes is not None and draft.kind != "withdrawn" else None,
        tuple(spent(charter, party, draft.instances) for party in parties),
        *(empty_handed(charter, draft.instances) if parties else ()),
    )


def _hull(found: list[Days]) -> Days:
    first = [days.earliest for days in found if days.earliest is not None]
    last = [days.latest for days in found if days.latest is not None]
    known = len(last) == len(found)
    why = next((days.open for days in found if days.open), "")
    return Days(min(first, default=None), max(last) if known and last else None, why)


def _takes(charter: Charter) -> Duration | None:
    ending = given(charter.exit)
    plan = given(ending.wind_down) if ending is not None else None
    return given(plan.takes) if plan is not None else None


def _withdrawn(windows: tuple[Window, ...]) -> _Draft:
    start = windows[0].begins.earliest if windows else None
    days = Days(None, plus(start, -1) if start else None)
    return _Draft("withdrawn", ANY, (Instance(None, days, frozenset(), frozenset()),))


def _at(window: Window, days: Days) -> tuple[Instance, ...]:
    return (Instance(window.name, days, window.passed, window.perhaps),)


def _of_phases(charter: Charter, windows: tuple[Window, ...]) -> Iterator[_Draft]:
    for window, follows in zip(windows, (*windows[1:], None), strict=False):
        if window.name == "run":
            yield from _of_run(window)
        elif window.gate is not None:
            no_days = window.exhausted if window.again else window.decided
            yield _Draft("no-go", one_decider(charter, window), _at(window, no_days), attempts=window.crawls)
            yield _silence(window)
        if follows is None and window.name != "run" and not isinstance(window.phase.gate, Absent):
            yield _Draft("unwritten", _entrance(charter, window), _at(window, window.decided))


def _entrance(charter: Charter, window: Window) -> Who:
    return deciders(charter, window) if window.gate is not None else Who("time")


def _silence(window: Window) -> _Draft:
    assert window.gate is not None
    means = window.gate.if_silent
    days = window.silent
    if means is None or (isinstance(means, Absent) and means.kind != "undisclosed"):
        return _Draft("silence", NOBODY, _at(window, Days(days.earliest, None, endless_silence(window))))
    return _Draft("silence", WITHHELD if isinstance(means, Absent) else ANY, _at(window, days))


def _of_run(window: Window) -> Iterator[_Draft]:
    run: Run = window.phase  # type: ignore[assignment]  # the one window of that name
    if window.decided.latest is None and given(run.term) is None and not _withheld(run):
        return
    renewal = given(run.renewal)
    days, who = _end_of_term(run, window.decided, renewal)
    yield _Draft("term", who, _at(window, days), notice=given(renewal.notice) if renewal is not None else None)


def _withheld(run: Run) -> bool:
    return any(isinstance(part, Absent) and part.kind != "none" for part in (run.term, run.end))


def _end_of_term(run: Run, days: Days, renewal: Renewal | None) -> tuple[Days, Who]:
    if days.latest is None and given(run.term) is not None and given(run.start) is not None:
        days = Days(date.max, date.max)
    if renewal is not None and renewal.mode == "automatic":
        return Days(days.earliest, None, "it renews by itself"), ANY
    return days, Who("time")


def _of_triggers(charter: Charter, windows: tuple[Window, ...]) -> Iterator[_Draft]:
    for trigger in triggers(charter):
        found = tuple(uses(trigger, windows))
        if not windows:
            found = (Instance(None, Days(), frozenset(), frozenset()),)
        if found and ends_all(trigger):
            cure, notice = given(trigger.cure), given(trigger.notice)
            yield _Draft("trigger", invoker(charter, trigger), found, str(trigger.id), cure, notice)
