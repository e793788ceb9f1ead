"""Where two pieces of plain data differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from charter.finding import Path


def differences(old: Any, new: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Each place with what was there and what is there now, the deepest ones; None is nothing.

    The items of lists go by their number; of lists that are not equally long the whole list differs.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from differences(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, (*path, index))
    elif old != new:
        yield path, old, new
