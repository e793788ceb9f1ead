"""Signed terms are kept in canonical JSON, which sorts their names: a newer version says how people order them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def ordered(data: Any, like: Any) -> Any:
    """The same data with the names of every mapping in the order of another version; names of its own come last."""
    if isinstance(data, Mapping):
        other = like if isinstance(like, Mapping) else {}
        names = [*(name for name in other if name in data), *(name for name in data if name not in other)]
        return {name: ordered(data[name], other.get(name)) for name in names}
    if isinstance(data, list):
        return [ordered(item, _counterpart(at, item, like)) for at, item in enumerate(data)]
    return data


def _counterpart(at: int, item: Any, like: Any) -> Any:
    """The item of the other version that has the same id, or stands in the same place."""
    others = like if isinstance(like, list) else []
    own = item.get("id") if isinstance(item, dict) else None
    same = (other for other in others if own is not None and isinstance(other, dict) and other.get("id") == own)
    return next(same, others[at] if at < len(others) else None)
