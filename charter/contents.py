"""Every value of a document with its path, as a reader of the file would name it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from charter.finding import Path
from charter.values import Absent

EVERY = "*"
"""A step of a route that stands for every item of a list or every entry of an open mapping."""

KEYS = "{}"
"""The last step of a route that stands for the keys of an open mapping themselves."""


def contents(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every scalar and every decided absence below `value`, depth first, in the format's order."""
    inner = entries(value)
    if inner is None:
        if value is not None:
            yield path, value
        return
    for key, child in inner:
        yield from contents(child, (*path, key))


def entries(value: object) -> list[tuple[str | int, object]] | None:
    """The keys or indexes of a container with what stands there; None for a scalar, a decided absence or nothing."""
    if isinstance(value, dict):
        return list(value.items())
    if type(value) is tuple:  # not the value types, which are named tuples
        return list(enumerate(value))
    kind: type[Any] = type(value)
    names = _keys(kind)  # type: ignore[arg-type]  # mypy takes a class for something without a hash
    return [(key, getattr(value, name)) for name, key in names] if names else None


def along(value: object, route: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, object]]:
    """What a route leads to; a list at its end is yielded item by item.

    Args:
        route: Keys of the format, `EVERY`, and at the end possibly `KEYS`.

    Yields:
        The path and the value there. A decided absence met on the way is yielded with its own path.
    """
    inner = entries(value)
    if inner is None:
        if value is not None and (not route or isinstance(value, Absent)):
            yield path, value
        return
    if not route:
        if type(value) is tuple:
            yield from (((*path, index), item) for index, item in inner)
        return
    step, *rest = route
    if step == KEYS:
        yield from (((*path, key), key) for key, _ in inner)
        return
    for key, child in inner:
        if step in (EVERY, key):
            yield from along(child, tuple(rest), (*path, key))


@cache
def _keys(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """The attributes of a part of a document with their keys in the file; empty for everything else."""
    fields = getattr(kind, "model_fields", {})
    return tuple((name, field.alias or name) for name, field in fields.items())
