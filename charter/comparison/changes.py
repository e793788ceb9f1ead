"""Where two versions of the terms differ, place by place; order, layout and comments are no difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

from charter.comparison.matching import paired, sign
from charter.comparison.version import Data, Version
from charter.finding import Path
from charter.values import Absent

Kind: TypeAlias = Literal["added", "removed", "changed", "renamed"]


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        old_path: Where it stood; for something added, where it would have stood.
        new_path: Where it stands; for something removed, where it would stand.
        route: The same with ``*`` for every item of a list, entry of an open mapping, and phase.
        old: The typed value before; None where there was none.
        new: The typed value now; None where there is none.
        keys: Where single keys of one mapping are told together: those that differ; else empty.
        leaves: Every text that differs, by its path: the old ones and the new ones.
    """

    kind: Kind
    old_path: Path
    new_path: Path
    route: str
    old: Any
    new: Any
    keys: tuple[str, ...] = ()
    leaves: tuple[frozenset[Path], frozenset[Path]] = field(default=(frozenset(), frozenset()), repr=False)

    @property
    def path(self) -> Path:
        """Where it stands now, or stood."""
        return self.old_path if self.kind == "removed" else self.new_path


_TOGETHER = frozenset(
    [
        "Value", "Quantity", "RevenueShare", "Until", "Condition", "Observation", "Extension", "Price", "Clause",
        "Cohort", "MoneyRange", "Band", "Control", "Installment", "Severity", "Continuation",
    ]
)  # fmt: skip
"""Parts that are told as one value in words."""

_OPENED = frozenset(["Phases", "Governance", "Operations", "Ending"])
"""Parts that only hold others: where one is added, each of these is."""

_THRESHOLDS = ("improves", "reaches", "stays", "fails")
"""The keys of a criterion that say together what is a go and what a no."""


def changes(old: Version, new: Version) -> tuple[Change, ...]:
    """Every difference in meaning, in the order of the new version, what was removed where its list stands."""
    return tuple(_Walk(old, new).of(old.data, new.data, _Spot((), (), "")))


class _Spot(NamedTuple):
    """One place on both sides, and its route."""

    was: Path
    now: Path
    route: str

    def down(self, key: str, step: str = "") -> _Spot:
        return _Spot((*self.was, key), (*self.now, key), f"{self.route}.{step or key}".lstrip("."))

    def item(self, old: str | int | None, new: str | int | None) -> _Spot:
        """An item or entry; where it is missing on one side, what holds it there."""
        was = self.was if old is None else (*self.was, old)
        return _Spot(was, self.now if new is None else (*self.now, new), f"{self.route}.*")


class _Walk:
    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new

    def of(self, old: Data | None, new: Data | None, spot: _Spot) -> Iterator[Change]:
        if old is not None and new is not None and sign({_last(spot.now): old}) == sign({_last(spot.now): new}):
            return
        change = self._change(spot, old, new)
        one = change.old if change.new is None else change.new
        if _is_single(change) or {type(old), type(new)} == {str}:
            yield change
        elif isinstance(one, tuple) and isinstance(old, list | None) and isinstance(new, list | None):
            yield from self._list(old or [], new or [], spot, change)
        elif not _is_entered(old, new, one):
            yield change
        elif isinstance(one, dict):
            yield from self._map(_mapping(old), _mapping(new), spot)
        else:
            yield from self._part(_mapping(old), _mapping(new), spot)

    def _part(self, old: dict[str, Data], new: dict[str, Data], spot: _Spot) -> Iterator[Change]:
        keys = dict.fromkeys((*new, *old))
        moved = [key for key in keys if key in _THRESHOLDS and old.get(key) != new.get(key)]
        moved = moved if spot.route.endswith("gate.criteria.*") else []
        for key in keys:
            if key not in moved:
                step = "*" if spot.route == "phases" and key in ("crawl", "walk", "run") else ""
                yield from self.of(old.get(key), new.get(key), spot.down(key, step))
            elif key == moved[0]:
                yield self._thresholds(tuple(moved), spot)

    def _thresholds(self, keys: tuple[str, ...], spot: _Spot) -> Change:
        old, new = _told(self.old.raw(spot.was), spot.was, keys), _told(self.new.raw(spot.now), spot.now, keys)
        first = spot.down(next((key for key in keys if self.new.raw((*spot.now, key)) is not None), keys[0]))
        parts = self.old.at(spot.was), self.new.at(spot.now)
        return Change("changed", first.was, first.now, f"{spot.route}.threshold", *parts, keys, (old, new))

    def _map(self, old: dict[str, Data], new: dict[str, Data], spot: _Spot) -> Iterator[Change]:
        gone = {sign(value): key for key, value in old.items() if key not in new and isinstance(value, dict)}
        renamed = set()
        for key, value in new.items():
            if key not in old and (earlier := gone.pop(sign(value), None)) is not None:
                renamed.add(earlier)
                yield self._renamed(spot.item(earlier, key), earlier, key)
            else:
                yield from self.of(old.get(key), value, spot.down(key, "*"))
        for key, value in old.items():
            if key not in new and key not in renamed:
                yield from self.of(value, None, spot.down(key, "*"))

    def _list(self, old: list[Data], new: list[Data], spot: _Spot, whole: Change) -> Iterator[Change]:
        items = [*old, *new]
        if not items or not all(isinstance(item, dict) for item in items) or _is_together(whole.old, whole.new):
            yield whole
            return
        for pair in paired(old, new, _named(spot.now)):
            here = spot.item(pair.old, pair.new)
            one = old[pair.old] if pair.old is not None else None
            other = new[pair.new] if pair.new is not None else None
            if pair.renamed and isinstance(one, dict) and isinstance(other, dict) and "id" in one:
                yield self._renamed(here.down("id"), str(one["id"]), str(other["id"]))
            elif one is None or other is None:
                yield self._change(here, one, other)
            else:
                yield from self.of(one, other, here)

    def _renamed(self, spot: _Spot, old: str, new: str) -> Change:
        raw = self.old.raw(spot.was), self.new.raw(spot.now)
        leaves = ({(): old}, {(): new}) if raw == (old, new) else (dict(_leaves(raw[0], ())), dict(_leaves(raw[1], ())))
        sides = frozenset((*spot.was, *path) for path in leaves[0]), frozenset((*spot.now, *path) for path in leaves[1])
        return Change("renamed", *spot, old, new, (), sides)

    def _change(self, spot: _Spot, old: Data | None, new: Data | None) -> Change:
        kind: Kind = "added" if old is None else "removed" if new is None else "changed"
        parts = self.old.at(spot.was) if old is not None else None, self.new.at(spot.now) if new is not None else None
        return Change(kind, *spot, *parts, (), _differing(old, new, spot))


def _differing(old: Data | None, new: Data | None, spot: _Spot) -> tuple[frozenset[Path], frozenset[Path]]:
    """The texts below two places that the other side does not have there."""
    before, after = dict(_leaves(old, ())), dict(_leaves(new, ()))
    gone = frozenset((*spot.was, *path) for path, text in before.items() if after.get(path) != text)
    come = frozenset((*spot.now, *path) for path, text in after.items() if before.get(path) != text)
    return gone, come


def _told(part: Data | None, path: Path, keys: tuple[str, ...]) -> frozenset[Path]:
    """The texts below some keys of a mapping."""
    return frozenset((*path, *leaf) for leaf, _ in _leaves(_mapping(part), ()) if leaf and leaf[0] in keys)


def _leaves(data: Data | None, path: Path) -> Iterator[tuple[Path, str | None]]:
    if isinstance(data, str):
        yield path, data
    elif data is not None:
        if not data:
            yield path, None
        for step, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(item, (*path, step))


def _last(path: Path) -> str:
    return str(path[-1]) if path else ""


def _named(path: Path) -> str:
    """The key that says what a list holds: of the lists of one loss each, that of their mapping."""
    return "at_risk" if path[:1] == ("at_risk",) else _last(path)


def _is_single(change: Change) -> bool:
    both = (change.old, change.new)
    return any(isinstance(one, Absent) or type(one).__name__ in _TOGETHER for one in both)


def _mapping(data: Data | None) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


def _is_entered(old: Data | None, new: Data | None, one: Any) -> bool:
    """Whether what is below is told, one by one: of mappings on both sides, or of one that only holds others."""
    if not isinstance(old, dict | None) or not isinstance(new, dict | None) or not (old or new):
        return False
    return (old is not None and new is not None) or _is_opened(one)


def _is_opened(value: Any) -> bool:
    return isinstance(value, dict | tuple) or type(value).__name__ in _OPENED


def _is_together(*lists: Any) -> bool:
    return any(type(item).__name__ in _TOGETHER for items in lists for item in items or ())
