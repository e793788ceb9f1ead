"""What stands where in a document: roles, absences, durations and texts, and whatever a route leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from charter.finding import Path
from charter.values import Absent, Duration, Role

EVERY = "*"
"""A step of a route that stands for every item of a list or every entry of an open mapping."""

KEYS = "{}"
"""The last step of a route that stands for the keys of an open mapping themselves."""


Mark: TypeAlias = Role | Absent | Duration
"""A value that rules look for wherever it stands."""


def marks(value: object) -> list[tuple[Path, Mark]]:
    """Every role, decided absence and duration below `value`, depth first, in the format's order."""
    found: list[tuple[Path, Mark]] = []
    _collect(value, (), found)
    return found


def _collect(value: Any, path: Path, found: list[tuple[Path, Mark]]) -> None:
    # every lint run walks every value this way: what can be no mark is not even called for
    if aliases := _ALIASES[type(value)]:
        for name, item in value.__dict__.items():
            if item is not None and type(item) is not str:
                _collect(item, (*path, aliases[name]), found)
    elif type(value) in _MARKS:
        found.append((path, value))
    elif type(value) in _CONTAINERS:
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            _collect(item, (*path, step), found)


_MARKS = (Role, Absent, Duration)
_CONTAINERS = (dict, tuple)
"""By their exact type: the value types are named tuples, and nothing to look into."""


def texts(value: object, wanted: Callable[[str], object]) -> list[tuple[Path, str]]:
    """Every text below `value` that is wanted, depth first, in the format's order; ids and words of the format too."""
    found: list[tuple[Path, str]] = []
    _collect_texts(value, (), wanted, found)
    return found


def _collect_texts(value: Any, path: Path, wanted: Callable[[str], object], found: list[tuple[Path, str]]) -> None:
    # most texts are not wanted: a path is made only for one that is, or for what may hold one
    aliases = _ALIASES[type(value)]
    for name, item in _entries(value):
        kind = type(item)
        if kind is str:
            if wanted(item):
                found.append(((*path, aliases.get(name, name)), item))
        elif kind in _CONTAINERS or _ALIASES[kind]:
            _collect_texts(item, (*path, aliases.get(name, name)), wanted, found)


def _entries(value: Any) -> Iterable[tuple[Any, Any]]:
    """What a part of a document holds, by attribute, key or index."""
    if type(value) is tuple:
        return enumerate(value)
    return value.items() if type(value) is dict else value.__dict__.items()


class Routes:
    """Many ways into a document, followed together in one walk.

    Args:
        routes: Keys of the format joined by dots, with `EVERY`, and at the end possibly `KEYS`.
    """

    def __init__(self, routes: Iterable[str]) -> None:
        self._start = _Fork()
        for route in routes:
            self._start.grow(route, route.split("."))

    def find(self, value: object) -> Mapping[str, Sequence[tuple[Path, object]]]:
        """What each route leads to, with its path; a list at its end item by item.

        A decided absence met on the way is given with its own path, for every route that would have gone on.
        """
        found: dict[str, list[tuple[Path, object]]] = {route: [] for route in self._start.beyond}
        self._start.follow(value, (), found)
        return found


class _Fork:
    """Where routes part: the steps that go on from here, and the routes that end here."""

    def __init__(self) -> None:
        self.steps: dict[str, _Fork] = {}
        self.ends: list[str] = []
        self.beyond: list[str] = []

    def grow(self, route: str, steps: list[str]) -> None:
        self.beyond.append(route)
        if steps:
            self.steps.setdefault(steps[0], _Fork()).grow(route, steps[1:])
        else:
            self.ends.append(route)

    def follow(self, value: Any, path: Path, found: dict[str, list[tuple[Path, object]]]) -> None:
        kind = type(value)
        if kind is Absent:
            for route in self.beyond:
                found[route].append((path, value))
            return
        for route in self.ends:
            found[route] += _items(value, path)
        if kind is tuple or kind is dict:
            self._follow_all(value, path, found)
        elif self.steps:
            names = _NAMES[type(value)]
            for step, fork in self.steps.items():
                if step in names and (child := value.__dict__[names[step]]) is not None:
                    fork.follow(child, (*path, step), found)

    def _follow_all(
        self, value: dict[str, Any] | tuple[Any, ...], path: Path, found: dict[str, list[tuple[Path, object]]]
    ) -> None:
        entries: list[tuple[str | int, Any]] = list(value.items() if isinstance(value, dict) else enumerate(value))
        if (fork := self.steps.get(KEYS)) is not None:
            for route in fork.ends:
                found[route] += [((*path, key), key) for key, _ in entries]
        if (fork := self.steps.get(EVERY)) is not None:
            for key, child in entries:
                fork.follow(child, (*path, key), found)


def _items(value: Any, path: Path) -> list[tuple[Path, object]]:
    if type(value) is tuple:
        return [((*path, index), item) for index, item in enumerate(value)]
    return [(path, value)]


class _Aliases(dict[type, Mapping[str, str]]):
    """The attributes of a part of a document with their keys in the file, by its class; empty for everything else."""

    def __missing__(self, kind: type) -> Mapping[str, str]:
        fields = getattr(kind, "model_fields", {})
        self[kind] = {name: field.alias or name for name, field in fields.items()}
        return self[kind]


class _Names(dict[type, Mapping[str, str]]):
    """The keys of a part of a document with their attributes, by its class; empty for everything else."""

    def __missing__(self, kind: type) -> Mapping[str, str]:
        self[kind] = {key: name for name, key in _ALIASES[kind].items()}
        return self[kind]


_ALIASES, _NAMES = _Aliases(), _Names()
