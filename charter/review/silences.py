"""What a change does to the comments that silence checks: they are no terms, so no signature covers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeAlias

How: TypeAlias = Literal["added", "changed", "moved", "removed"]


class Silence(NamedTuple):
    """One comment ``# charter: ignore[…]``.

    Attributes:
        local: Its file, inside the charter's folder.
        place: What it stands at, such as ``exit, triggers, notice``: keys and ids, or ``the whole file``.
        until: The last day it holds, as it is written; empty for ever.
        line: Where it stands, from 1.
    """

    local: str
    place: str
    rules: tuple[str, ...]
    until: str
    reason: str
    line: int


class Silencing(NamedTuple):
    """One such comment that a change adds, changes, puts elsewhere or takes away.

    Attributes:
        silence: As it is after the change; as it was, where it is gone.
        before: As it was, where it was.
    """

    how: How
    silence: Silence
    before: Silence | None = None


def silencing(before: Sequence[Silence], after: Sequence[Silence]) -> tuple[Silencing, ...]:
    """What became of them, by file and line; one that only stands on another line or further in is not told."""
    gone, come = list(before), list(after)
    _paired(gone, come, lambda one: (one.local, one.place, frozenset(one.rules), one.until, one.reason))
    changed = _paired(gone, come, lambda one: (one.local, one.place))
    moved = _paired(gone, come, lambda one: (frozenset(one.rules), one.until, one.reason))
    found = (
        *(Silencing("added", new) for new in come),
        *(Silencing("changed", new, old) for old, new in changed),
        *(Silencing("moved", new, old) for old, new in moved),
        *(Silencing("removed", old, old) for old in gone),
    )
    return tuple(sorted(found, key=lambda one: (one.silence.local, one.silence.line, one.how)))


def _paired(
    gone: list[Silence], come: list[Silence], key: Callable[[Silence], object]
) -> tuple[tuple[Silence, Silence], ...]:
    """Take those out of both lists that a key says are the same, one for one."""
    waiting: dict[object, list[Silence]] = {}
    for old in gone:
        waiting.setdefault(key(old), []).append(old)
    pairs = []
    for new in tuple(come):
        if same := waiting.get(key(new)):
            pairs.append((same.pop(0), new))
    for old, new in pairs:
        gone.remove(old)
        come.remove(new)
    return tuple(pairs)
