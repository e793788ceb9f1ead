"""The value on each side of a change, in words; of a whole item what matters most in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from charter.comparison.changes import Change
from charter.finding import Path
from charter.model.ending import Observation, Trigger
from charter.model.exchange import Commitment, Condition, Quantity, RevenueShare, Value
from charter.model.part import Part
from charter.model.phases import Criterion, Extension, Gate, Guardrail, Phase
from charter.rendering.changes.places import Scene
from charter.rendering.exchange import condition
from charter.rendering.names import Names, listed
from charter.rendering.parting import seen
from charter.rendering.words import absence, bound, day, is_prose, stays, told, unit_of, words
from charter.rendering.worth import quantity_in_words, share_in_words, worth
from charter.values import Absent, given


def sides(change: Change, scene: Scene) -> tuple[str, str]:
    """The two values in words; empty where there is none."""
    if change.kind == "renamed":
        return str(change.old), str(change.new)
    if change.keys:
        unit = change.keys
        return _thresholds(change.old, scene.before, unit), _thresholds(change.new, scene.after, unit)
    old = _value(change.old, scene.before, scene.old.at(change.old_path[:-1]), change.old_path)
    new = _value(change.new, scene.after, scene.new.at(change.new_path[:-1]), change.new_path)
    return old, new


def _value(value: Any, names: Names, parent: Any, path: Path) -> str:
    if value is None or isinstance(value, Absent | Part):
        return _whole(value, names)
    if isinstance(value, tuple | dict) and not value:
        return "an empty list"
    if _is_parts(value):
        return "; ".join(_whole(item, names) for item in value)
    key = _key(parent, path)
    if isinstance(value, str) and not key:
        return f"“{value}”"
    return f"{words(value, names, key)} {_unit(names, path)}".strip()


def _is_parts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, Part) for item in value)


def _unit(names: Names, path: Path) -> str:
    """The unit of a bare number that stands for a metric's value, where the sentence does not name it."""
    return unit_of(str(path[1]), names) if path[:1] == ("metrics",) and path[-1] == "value" else ""


def _key(parent: Any, path: Path) -> str:
    """The field a value stands in, as `words` wants it: empty for prose."""
    if not isinstance(parent, Part):
        return str(path[-1]) if path and isinstance(path[-1], str) else ""
    for name, info in type(parent).model_fields.items():
        if (info.alias or name) == path[-1]:
            return "" if is_prose(type(parent), name) else name.strip("_")
    return ""


def _whole(part: Any, names: Names) -> str:
    """A part in words, in its own way where it has one."""
    if part is None:
        return ""
    if isinstance(part, Absent):
        return absence(part, names)
    say = next((say for kind, say in _SAYINGS if isinstance(part, kind)), words)
    return say(part, names)


def _promise(promise: Commitment, names: Names) -> str:
    value, quantity, share = given(promise.value), given(promise.quantity), given(promise.share)
    pieces = (
        f"“{words(promise.what, names)}”",
        worth(value, names) if value is not None else "",
        quantity_in_words(quantity, names) if quantity is not None else "",
        share_in_words(share, names) if share is not None else "",
    )
    return ", ".join(piece for piece in pieces if piece)


def _criterion(criterion: Criterion, names: Names) -> str:
    if criterion.ask is not None:
        return told(criterion.ask, names, lambda question: f"“{question}”")
    asked = _thresholds(criterion, names, ("improves", "reaches", "stays", "fails"))
    return ": ".join(piece for piece in (told(criterion.metric, names, names.metric), asked) if piece)


def _phase(phase: Phase, names: Names) -> str:
    ends = [told(one, names, day) for one in (phase.start, phase.end) if one is not None]
    return " to ".join(ends)


def _thresholds(criterion: Criterion, names: Names, keys: tuple[str, ...]) -> str:
    """What is a go and what is a no; only the thresholds that changed, each with its word where there are several."""
    unit = unit_of(criterion.metric, names)
    said = {
        "improves": told(criterion.improves, names, lambda at: f"improves by {bound(at)}"),
        "reaches": told(criterion.reaches, names, lambda at: bound(at, _short(unit))),
        "stays": told(criterion.stays, names, lambda at: stays(at, _short(unit))),
        "fails": told(criterion.fails, names, lambda at: f"a no at {bound(at, _short(unit))}"),
    }
    return listed([said[key] for key in said if key in keys and said[key]])


def _short(unit: str) -> str:
    return "" if unit.startswith("of ") else unit


_SAYINGS: Final[tuple[tuple[type, Callable[[Any, Names], str]], ...]] = (
    (Value, worth),
    (Quantity, quantity_in_words),
    (RevenueShare, share_in_words),
    (Condition, condition),
    (Observation, seen),
    (Extension, lambda part, names: f"{words(part.times, names)} × {words(part.for_, names)}"),
    (Commitment, _promise),
    (Trigger, lambda part, names: seen(part.when, names)),
    (Criterion, _criterion),
    (Guardrail, lambda part, names: told(part.stays, names, lambda at: stays(at, _short(unit_of(part.metric, names))))),
    (Phase, _phase),
    (Gate, lambda part, names: f"{len(given(part.criteria) or ())} criteria, by {words(part.decide_by, names)}"),
)
