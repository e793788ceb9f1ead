"""A file as an outline: its sections, and in them the parties, goals, commitments, metrics, phases and gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from charter.cursor.tokens import Token
from charter.finding import Path

_DEEPEST: Final = 4
"""How many levels an outline has: `phases.walk.gate.criteria` and its items are the deepest that people look for."""


class Entry(NamedTuple):
    """One line of an outline.

    Attributes:
        title: A key, or the id or name of a list's item.
        about: What it says, where it is one text.
        start: Offsets of all that belongs to it.
        name: Offsets of the title.
    """

    title: str
    about: str
    start: int
    end: int
    name: tuple[int, int]
    inside: tuple[Entry, ...]


def outline(tokens: Sequence[Token]) -> tuple[Entry, ...]:
    """The outline of a file, from its tokens."""
    return _below([token for token in tokens if token.sort != "comment"], ())


def _below(tokens: Sequence[Token], path: Path) -> tuple[Entry, ...]:
    """What stands at the paths one longer than this one; the tokens are all below it."""
    groups: dict[str | int, list[Token]] = {}
    for token in tokens:
        if len(token.path) > len(path):
            groups.setdefault(token.path[len(path)], []).append(token)
    found = (_entry(group, (*path, step)) for step, group in groups.items())
    return tuple(entry for entry in found if entry is not None)


def _entry(group: Sequence[Token], path: Path) -> Entry | None:
    key = next((token for token in group if token.sort == "key" and token.path == path), None)
    own = next((token for token in group if token.sort != "key" and token.path == path), None)
    title = key or _title(group, path)
    if title is None or not title.written.strip():
        return None
    inside = _below(group, path) if len(path) < _DEEPEST else ()
    about = " ".join(own.written.split())[:80] if own is not None and own is not title else ""
    start, end = group[0].start, max(token.end for token in group)
    return Entry(title.written.strip()[:80], about, start, end, (title.start, title.end), inside)


def _title(group: Sequence[Token], path: Path) -> Token | None:
    """What an item of a list is called: its id, else its name, else its first text."""
    for key in ("id", "name"):
        for token in group:
            if token.path == (*path, key) and token.sort != "key":
                return token
    return next((token for token in group if token.sort != "key"), None)
