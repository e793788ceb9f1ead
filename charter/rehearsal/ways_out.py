"""The exit triggers: which of them end it all, in which phases, and on which days they then take effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rehearsal.spending import Instance
from charter.rehearsal.windows import Days, Window
from charter.terms.days import after
from charter.terms.timeline import PHASES
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.ending import Trigger
    from charter.model.phases import Run


def triggers(charter: Charter) -> tuple[Trigger, ...]:
    """The triggers there are."""
    ending = given(charter.exit)
    return given(ending.triggers) or () if ending is not None else ()


def ends_all(trigger: Trigger) -> bool:
    """Whether a trigger ends the partnership, not only a part of it or the way it works."""
    return trigger.then != "change" and not given(trigger.applies_to)


def usable_in(trigger: Trigger) -> frozenset[str]:
    """The phases in which a trigger may be used, whether they are described or not."""
    when = given(trigger.when)
    named = given(trigger.in_) or (given(when.in_) if when is not None else None)
    return frozenset(PHASES).intersection(named or PHASES)


def uses(trigger: Trigger, windows: tuple[Window, ...]) -> Iterator[Instance]:
    """Where a trigger can be used, with the days on which it then takes effect."""
    when = given(trigger.when)
    start, span = (given(when.from_), given(when.for_)) if when is not None else (None, None)
    for window in windows:
        if window.name not in usable_in(trigger):
            continue
        first, last, why = window.begins.earliest, window.decided.latest, for_ever(window)
        if first is not None and start is not None:
            first = max(first, start.first)
        if first is not None and span is not None:
            first = after(first, span)
        last = None if why else last
        if first is not None and last is not None and first > last:
            continue
        days = Days(first, last, why).later(given(trigger.cure), given(trigger.notice))
        yield Instance(window.name, days, window.passed, window.perhaps)


def for_ever(window: Window) -> str:
    """Why a phase can last for ever; empty where it cannot, or where that is withheld."""
    if window.name == "run":
        run: Run = window.phase  # type: ignore[assignment]  # the one window of that name
        renewal = given(run.renewal)
        if renewal is not None and renewal.mode == "automatic":
            return "it renews by itself"
        endless = window.decided.latest is None and run.end is None and run.term is None
        return "run has no end" if endless else ""
    if window.gate is not None and window.gate.if_silent is None:
        return endless_silence(window)
    return ""


def endless_silence(window: Window) -> str:
    """Why a gate without a word about silence stays open for ever."""
    return f"nothing ends a silence at {window.name}"
