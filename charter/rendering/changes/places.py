"""What a place in the terms is called in a sentence: ``notice of convenience``, ``walk gate, adopted``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from charter.comparison.changes import Change
from charter.comparison.version import Version
from charter.finding import Path
from charter.model.part import Part
from charter.rendering.names import Names, label
from charter.rendering.titles import TITLES
from charter.rendering.words import words
from charter.values import given


class Scene(NamedTuple):
    """Both versions with the names in each."""

    old: Version
    new: Version
    before: Names
    after: Names

    def party(self, name: str) -> str:
        """A party's name, also of one that is no longer there."""
        names = self.before if name in self.before.parties and name not in self.after.parties else self.after
        return " ".join(names.short(name).split())

    def side(self, change: Change) -> tuple[Version, Names]:
        """The version that a change is told in: the new one, but of what was removed."""
        return (self.old, self.before) if change.kind == "removed" else (self.new, self.after)


def place(change: Change, scene: Scene) -> str:
    """What a change is about."""
    version, names = scene.side(change)
    path = change.path if not change.keys else change.path[:-1]
    if change.kind == "renamed" and path[-1:] == ("id",):
        path = path[:-1]
    item, depth = _item(path, version, names)
    fields = _fields(path, depth, version, names)
    item = item.removeprefix("way out ") if fields else item
    if change.kind == "renamed":
        return f"id of {item}"
    if not fields:
        return item
    if path[0] == "phases" and len(fields) == 1 and fields[0] in ("starts", "ends"):
        return f"{item} {fields[0]}"
    if not item:
        return ", ".join(fields)
    if "…" in fields[-1]:
        return fields[-1].replace("…", item)
    return (
        f"{item}, {', '.join(fields)}"
        if item.endswith(_LED) or " gate, " in item or path[0] == "parties"
        else f"{_joined(fields)} of {item}"
    )


_LED: Final = ("gate", "wind-down", "governance", "operations")


def _joined(fields: list[str]) -> str:
    *outer, last = fields
    return f"{last} ({', '.join(outer)})" if outer else last


def _item(path: Path, version: Version, names: Names) -> tuple[str, int]:
    """The innermost thing with a name of its own on a path, and how many steps lead to it."""
    for depth in range(len(path), 0, -1):
        for shape, say in _ITEMS.items():
            if _fits(shape, path[:depth]):
                return say(path[:depth], version, names), depth
    return "", 0


def _fits(shape: tuple[object, ...], path: Path) -> bool:
    return len(shape) == len(path) and all(
        want in ("*", step) or (want == "#" and isinstance(step, int)) for want, step in zip(shape, path, strict=True)
    )


_Say = Callable[[Path, Version, Names], str]


def _part(path: Path, version: Version) -> Any:
    return given(version.at(path))


def _called(part: Any, key: str, names: Names) -> str:
    value = getattr(part, key, None)
    return words(value, names, key.strip("_")) if value is not None else ""


def _id(path: Path, version: Version, names: Names) -> str:
    part = _part(path, version)
    found = getattr(part, "id", None)
    return found if isinstance(found, str) else _called(part, "id", names)


def _promise(path: Path, version: Version, names: Names) -> str:
    return f"{_called(_part(path, version), 'from_', names) or 'somebody'}'s promise {_id(path, version, names)}"


def _of_phase(words: str) -> _Say:
    return lambda path, version, names: words.format(path[1], _id(path, version, names))


def _by(title: str, *keys: str) -> _Say:
    def say(path: Path, version: Version, names: Names) -> str:
        if keys == ("id",):
            return title.replace("{}", _id(path, version, names))
        part = _part(path, version)
        return title.replace("{}", ", ".join(text for key in keys if (text := _called(part, key, names))))

    return say


def _limit(path: Path, version: Version, names: Names) -> str:
    metric = getattr(_part(path, version), "metric", None)
    return f"the limit of {label(metric) if isinstance(metric, str) else 'a metric'} in {path[1]}"


_ITEMS: Final[Mapping[tuple[object, ...], _Say]] = {
    ("phases", "*"): lambda path, *_: str(path[1]),
    ("phases", "*", "gate"): lambda path, *_: f"{path[1]} gate",
    ("phases", "*", "gate", "criteria", "#"): _of_phase("{} gate, {}"),
    ("phases", "*", "deliverables", "#"): _of_phase("{0} deliverable {1}"),
    ("phases", "*", "guardrails", "#"): _limit,
    ("commitments", "#"): _promise,
    ("exit", "triggers", "#"): _by("way out {}", "id"),
    ("exit", "wind_down"): lambda *_: "wind-down",
    ("metrics", "*"): lambda path, *_: label(str(path[1])),
    ("goals", "#"): _by("goal {}", "id"),
    ("goals", "#", "targets", "#"): lambda path, version, names: (
        f"target of goal {_id(path[:2], version, names)} by {_called(_part(path, version), 'by', names)}"
    ),
    ("parties", "*"): lambda path, _version, names: names.short(str(path[1])),
    ("outsiders", "*"): lambda path, *_: f"outsider {label(str(path[1]))}",
    ("conditions", "#"): _by("condition {}", "id"),
    ("agreements", "#"): _by("agreement {}", "id"),
    ("splits", "#"): _by("split {}", "id"),
    ("leverage", "#"): _by("leverage over {}", "over", "kind"),
    ("ip", "#"): _by("joint work “{}”", "what"),
    ("strategic_change", "#"): _by("change in its business by {}", "party"),
    ("incentives", "#"): _by("incentive of {}", "party", "team"),
    ("governance", "decisions", "#"): _by("decisions on {}", "topic"),
    ("governance", "escalation", "#"): _by("escalation level {}", "level"),
    ("governance", "touchpoints", "#"): _by("{}", "what"),
    ("governance", "bodies", "#"): _by("{}", "name"),
    ("operations", "data", "#"): _by("data “{}”", "dataset"),
    ("operations", "dependencies", "#"): _by("dependence on {}", "party"),
    ("operations", "seams", "*"): lambda path, *_: f"seam {label(str(path[2]))}",
    ("purpose", "alternatives", "#"): _by("alternative {}", "option"),
}


def _fields(path: Path, depth: int, version: Version, names: Names) -> list[str]:
    """What the steps below an item are called."""
    found = []
    for place in range(depth, len(path)):
        parent, step = version.at(path[:place]), path[place]
        if isinstance(parent, Part):
            found.append(_title(type(parent), str(step)))
        elif isinstance(step, str):
            found.append(names.short(step))
    return [text for text in found if text]


_OWN: Final[Mapping[tuple[str, str], str]] = {
    ("Phase", "start"): "starts",
    ("Phase", "end"): "ends",
    ("Run", "start"): "starts",
    ("Run", "end"): "ends",
    ("Run", "term"): "first term",
    ("Baseline", "value"): "",
    ("Baseline", "date"): "day",
    ("Guardrail", "stays"): "",
    ("Target", "reaches"): "",
    ("Metric", "better"): "good direction",
    ("DecisionRight", "decided_by"): "who takes …",
    ("Trigger", "in"): "phases",
    ("Trigger", "when"): "what must be seen for …",
    ("Commitment", "value"): "worth",
    ("Commitment", "if"): "condition",
    ("Source", "party"): "who supplies the numbers",
    ("Source", "attested_by"): "who confirms the numbers",
    ("Criterion", "ask"): "question",
    ("Criterion", "of"): "who is asked",
    ("Criterion", "needs"): "how many must say yes",
    ("Gate", "decide_by"): "last day to decide",
    ("Gate", "decided_by"): "who decides",
    ("Gate", "no_go"): "what a no means",
    ("Gate", "if_silent"): "if nobody decides",
    ("Gate", "attempts"): "crawls allowed",
    ("Trigger", "invoked_by"): "who may use …",
    ("Signing", "least"): "weakest method that counts",
}


def _title(part: type[Part], key: str) -> str:
    if (part.__name__, key) in _OWN:
        return _OWN[part.__name__, key]
    for name, info in part.model_fields.items():
        if (info.alias or name) == key:
            title = "words" if key == "what" else TITLES.get((part.__name__, name)) or info.title or label(key)
            return title if title[:2].isalpha() and title[:2].isupper() else title[:1].lower() + title[1:]
    return label(key)
