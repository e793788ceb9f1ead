"""What a rehearsal says besides: what the terms withhold, what is not counted, how long the wind-down takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from charter.rehearsal import Rehearsal, Window
from charter.rendering.names import listed
from charter.rendering.rehearsal import words
from charter.terms.timeline import PHASES
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Renewal


def unsaid(charter: Charter) -> Iterator[str]:
    """What is missing here because the terms do not show it, or say nothing about it."""
    plan, ending = charter.phases, given(charter.exit)
    if words.is_withheld(plan):
        yield "the phases are withheld"
    hidden = [name for name in PHASES if words.is_withheld(getattr(given(plan), name, None))]
    if hidden:
        yield f"{listed(hidden)} {'is' if len(hidden) == 1 else 'are'} withheld"
    triggers = ending.triggers if ending is not None else charter.exit
    if words.is_withheld(triggers):
        yield "the ways out are withheld"
    elif not given(triggers):
        yield "no exit trigger is written"


def wind_down(charter: Charter) -> str:
    """How long the wind-down takes, to follow "the wind-down"."""
    ending = charter.exit
    plan = ending if ending is None or isinstance(ending, Absent) else ending.wind_down
    takes = plan if plan is None or isinstance(plan, Absent) else plan.takes
    if takes is None:
        return "is not written"
    return _ABSENT[takes.kind] if isinstance(takes, Absent) else f"takes {takes}"


_ABSENT = {
    "undisclosed": "is withheld", "tbd": "is not decided yet", "none": "is left out", "unreadable": "cannot be read",
}  # fmt: skip


def left_out(rehearsal: Rehearsal) -> Iterator[str]:
    """What may happen besides and is not counted."""
    yield from ("pauses", "waivers")
    if any(_renewal(window) for window in rehearsal.windows):
        yield "terms after a renewal by choice"
    if any(date.max in (ending.days.earliest, ending.days.latest) for ending in rehearsal.endings):
        yield "days after the year 9999"


def _renewal(window: Window) -> bool:
    renewal: Renewal | Absent | None = getattr(window.phase, "renewal", None)
    known = given(renewal)
    return known is not None and known.mode == "by-choice"
