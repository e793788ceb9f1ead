"""What a change does to time: when phases begin and end, when one decides, how long terms last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from charter.comparison.effect import UNCLEAR, Case, Effect
from charter.comparison.endings import day, span
from charter.comparison.sizes import Order, order
from charter.values import Day, given


def extension(case: Case) -> Effect:
    """How often and how long a phase may be extended; nothing written is never."""
    old, new = case.old, case.new
    if old is None or new is None:
        sign: Order = 1 if old is None else -1
    else:
        times, length = order(old.times, new.times), order(old.for_, new.for_)
        moved = {one for one in (times, length) if one != 0}
        sign = 0 if not moved else moved.pop() if len(moved) == 1 else None
    if not sign:
        return Effect("same") if sign == 0 else UNCLEAR
    why = "a decision can be put off {}"
    return Effect("longer", why=why.format("further")) if sign > 0 else Effect("shorter", why=why.format("less far"))


def time_box(case: Case) -> Effect:
    """The first or last day of a phase, and what becomes of its length."""
    spans = [_days(one, "start", one, "end") for one in case.around(1)]
    return _lasting(case, spans, ("the phase is longer", "the phase is as long as before", "the phase is shorter"))


def decision_day(case: Case) -> Effect:
    """The last day to decide, and how long after the phase that is."""
    pairs = zip(case.around(2), case.around(1), strict=True)
    spans = [_days(phase, "end", gate, "decide_by") for phase, gate in pairs]
    return _lasting(case, spans, ("more time to decide", "as much time to decide as before", "less time to decide"))


def _days(first: Any, key: str, last: Any, other: str) -> int | None:
    """How many days lie between two days that are known exactly."""
    start, end = given(getattr(first, key, None)), given(getattr(last, other, None))
    if not isinstance(start, Day) or not isinstance(end, Day) or not (start.exact and end.exact):
        return None
    return (end.first - start.first).days


def _lasting(case: Case, spans: Sequence[int | None], words: tuple[str, str, str]) -> Effect:
    effect = day()(case)
    was, now = spans
    if effect.verdict not in ("earlier", "later") or was is None or now is None:
        return effect
    return effect._replace(why=words[0] if now > was else words[2] if now < was else words[1])


_G: Final = "phases.*.gate"
EFFECTS: Final[Mapping[str, Callable[[Case], Effect]]] = {
    "phases.*.start": time_box,
    "phases.*.end": time_box,
    "phases.*.term": span("the term is longer", "the term is shorter"),
    "phases.*.renewal.notice": span(
        "one must speak up earlier before the end", "one may speak up later before the end"
    ),
    "phases.*.renewal.period": span("a renewal binds for longer", "a renewal binds for less long"),
    "phases.*.renewal.review_by": day(),
    f"{_G}.decide_by": decision_day,
    f"{_G}.extension": extension,
    "goals.*.targets.*.by": day("an aim; no gate hangs on it", "an aim; no gate hangs on it"),
    "conditions.*.by": day("less time for it", "more time for it"),
    "effective": day(),
    "review_by": day("it is looked at earlier", "it is looked at later"),
    "agreements.*.expires": day("it ends earlier", "it ends later"),
}
