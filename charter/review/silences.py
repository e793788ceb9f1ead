"""What a change does to the comments that silence checks, in words: they are no terms, so no signature covers them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from charter.wording import listed

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


TITLE: Final = "comments that silence checks, which no signature covers"
"""The heading above their sentences."""


def silenced(one: Silencing) -> str:
    """What became of one: ``added: no-wind-down-plan at exit, until 2026-12-31: “we talk about it”``."""
    new, old = one.silence, one.before
    match one.how:
        case "removed":
            return f"taken away: {_rules(new)} at {new.place}"
        case "moved" if old is not None:
            was = f"{old.place} in {old.local}" if old.local != new.local else old.place
            return f"moved: {_rules(new)} at {new.place}, before at {was}; {_until(new)}: {_reason(new)}"
        case "changed" if old is not None:
            return f"changed: {_rules(new)} at {new.place}, {_until(new)}: {_reason(new)}; before: {_was(new, old)}"
    return f"added: {_rules(new)} at {new.place}, {_until(new)}: {_reason(new)}"


def _was(new: Silence, old: Silence) -> str:
    parts = [
        *([_rules(old)] if set(old.rules) != set(new.rules) else []),
        *([_until(old)] if old.until != new.until else []),
        *([_reason(old)] if old.reason != new.reason else []),
    ]
    return ", ".join(parts)


def _rules(one: Silence) -> str:
    return listed(one.rules) or "no rule"


def _until(one: Silence) -> str:
    return f"until {one.until}" if one.until else "for ever"


def _reason(one: Silence) -> str:
    return f"“{one.reason}”" if one.reason else "no reason is given, so it silences nothing"


def whose(one: Silencing) -> str:
    """Where it stands and whose file that is: ``people/contoso.yaml:4, a file of contoso``."""
    local = one.silence.local
    found = re.fullmatch(r"people/([a-z0-9-]+)\.yaml", local)
    owner = f"a file of {found[1]}" if found else "a file of all parties"
    return f"{local}:{one.silence.line}, {owner}"
