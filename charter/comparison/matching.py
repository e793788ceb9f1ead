"""Which item of a list is which item of another: by id, by what names it, or by being the same but for its name."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from charter.comparison.version import Data

_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "leverage": ("over", "kind"),
    "alternatives": ("option", "what"),
    "decisions": ("topic",),
    "escalation": ("level",),
    "touchpoints": ("what",),
    "bodies": ("name",),
    "consulted": ("party", "function"),
    "data": ("dataset", "from", "to"),
    "dependencies": ("party", "control"),
    "incentives": ("party", "team"),
    "ip": ("what",),
    "strategic_change": ("party", "what"),
    "guardrails": ("metric",),
    "schedule": ("date",),
    "targets": ("by",),
    "entities": ("name",),
    "holds": ("of",),
    "at_risk": ("loses",),
}
"""What names an item of a list without ids, by the key that leads to the list."""


class Pair(NamedTuple):
    """An item on both sides; None on the side where it is not.

    Attributes:
        renamed: Whether only what names it differs.
    """

    old: int | None
    new: int | None
    renamed: bool = False


def paired(old: Sequence[Data], new: Sequence[Data], key: str) -> list[Pair]:
    """Every item of both lists exactly once, in the order of the new list, what was removed last.

    Args:
        key: The key that leads to the lists.
    """
    found: dict[int, tuple[int, bool]] = {}
    left = dict(enumerate(old))
    for shown, renamed in ((_whole, False), (_Name(key), False), (_Rest(key), True)):
        places: dict[Hashable, list[int]] = {}
        for index, item in left.items():
            places.setdefault(shown(item), []).append(index)
        for index, item in enumerate(new):
            sign = shown(item)
            if index not in found and sign is not None and places.get(sign):
                found[index] = places[sign].pop(0), renamed
                del left[found[index][0]]
    pairs = [Pair(*_placed(found.get(index), index)) for index in range(len(new))]
    return [*pairs, *(Pair(index, None) for index in left)]


def _placed(match: tuple[int, bool] | None, index: int) -> tuple[int | None, int, bool]:
    return (None, index, False) if match is None else (match[0], index, match[1])


def _whole(item: Data) -> Hashable:
    return sign(item)


class _Name:
    """What names an item, as a sign."""

    def __init__(self, key: str) -> None:
        self._keys = _NAMED_BY.get(key, ())

    def __call__(self, item: Data) -> Hashable:
        if not isinstance(item, dict):
            return None
        if "id" in item:
            return sign(item["id"])
        return tuple(sign(item.get(key, "")) for key in self._keys) or None


class _Rest(_Name):
    """All but what names an item."""

    def __call__(self, item: Data) -> Hashable:
        if not isinstance(item, dict):
            return None
        names = ("id",) if "id" in item else self._keys
        rest = {key: value for key, value in item.items() if key not in names}
        return sign(rest) if rest and names else None


def sign(data: Data) -> str:
    """The same for the same content: keys in any order, and lists of parts in any order below them too."""
    return json.dumps(_ordered(data), sort_keys=True, ensure_ascii=False)


def _ordered(data: Data, key: str = "") -> Data:
    if isinstance(data, dict):
        return {name: _ordered(value, name) for name, value in data.items()}
    if isinstance(data, list) and key not in IN_ORDER:
        return sorted((_ordered(item) for item in data), key=lambda item: json.dumps(item, sort_keys=True))
    return [_ordered(item) for item in data] if isinstance(data, list) else data


IN_ORDER = frozenset(["first"])
"""The keys of lists whose order says something: the costs that a split takes before, one after the other."""
