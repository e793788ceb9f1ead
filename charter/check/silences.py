"""The comments of a charter's files that silence checks, each with what it stands at, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from charter.document import Document, comments
from charter.review.silences import Silence
from charter.suppression import Suppression, may_suppress, suppressions

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.folder import File

WHOLE: Final = "the whole file"
NOTHING: Final = "nothing"
"""What a comment stands at that covers no line with anything on it."""


def silences(reads: Iterable[File]) -> tuple[Silence, ...]:
    """Every such comment in the files, in their order and the order of their lines."""
    return tuple(one for item in reads if may_suppress(item.document.text) for one in _of(item))


def _of(item: File) -> Iterator[Silence]:
    named = _named(item.document)
    for one in suppressions(item.document.text, comments(item.document)):
        until = str(one.until) if one.until is not None else ""
        yield Silence(item.local, _place(one, named), one.rules, until, one.reason, one.span.start.line)


def _place(one: Suppression, named: dict[int, str]) -> str:
    if one.lines is None:
        return WHOLE
    known = [named[line] for line in sorted(one.lines) if line in named]
    return known[0] if known else NOTHING


def _named(document: Document) -> dict[int, str]:
    """What begins on each line."""
    found: dict[int, str] = {}
    root = document.places.root
    for scalar in root.scalars() if root is not None else ():
        line = document.places.between(scalar.start, scalar.end).start.line
        if line not in found and scalar.path is not None:
            found[line] = ", ".join(_steps(document.data, scalar.path))
    return found


def _steps(data: Any, path: Path) -> Iterator[str]:
    """The keys, and the ids of items; a key that only opens an item is left out, as the item is meant."""
    steps = path[:-1] if len(path) > 1 and isinstance(path[-2], int) and _opens(data, path) else path
    for step in steps:
        data = data[step]
        yield step if isinstance(step, str) else _called(data, step)


def _opens(data: Any, path: Path) -> bool:
    for step in path[:-1]:
        data = data[step]
    return isinstance(data, dict) and next(iter(data), None) == path[-1]


def _called(item: Any, index: int) -> str:
    """An item by its id or name, else by its number, from 1."""
    known = item if isinstance(item, dict) else {}
    name = known.get("id") or known.get("name")
    return name if isinstance(name, str) else str(index + 1)
