"""In which direction a change goes, in a few words: ``easier to pass``, ``2 weeks later``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from charter.comparison.changes import Change
from charter.comparison.effect import Effect, Verdict
from charter.values import Day

_WORDS: Final[Mapping[Verdict, str]] = {
    "same": "means the same",
    "none": "",
    "different": "",
    "unclear": "unclear for whom",
}
_COUNTED: Final = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def direction(change: Change, effect: Effect) -> str:
    """The words that stand behind a change; empty where there is nothing to add."""
    if change.route in ("phases.*", "phases.*.gate", "conditions.*", "phases.*.enter_if"):
        return _WORDS.get(effect.verdict, "")
    if effect.verdict in ("easier", "harder"):
        return f"{effect.verdict} to {'reach' if change.route.startswith('goals') else 'pass'}"
    if effect.verdict in ("earlier", "later"):
        return " ".join(filter(None, (_far(change), effect.verdict)))
    if change.kind in ("added", "removed") and effect.verdict in ("larger", "smaller", "wider", "narrower"):
        return ""
    return _WORDS.get(effect.verdict, effect.verdict)


def _far(change: Change) -> str:
    """How far two days lie apart."""
    if (
        not isinstance(change.old, Day)
        or not isinstance(change.new, Day)
        or not (change.old.exact and change.new.exact)
    ):
        return ""
    days = abs((change.new.first - change.old.first).days)
    count, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    said = _COUNTED[count] if count < len(_COUNTED) else str(count)
    return f"{said} {unit}{'' if count == 1 else 's'}"
