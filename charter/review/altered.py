"""What a change does to what is checked from then on: the paths that say it, and what gets weaker and stricter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from charter.wording import counted, listed

_TALK: Final = re.compile(
    r"\.git(?:hub|lab|ea)/(?:[^/]+\.md|FUNDING\.yml|(?:issue|merge_request|pull_request|discussion)_templates?/.*)",
    re.IGNORECASE | re.DOTALL,
)
_NAMED: Final = 3
_TOLD: Final = 12
ADVICE: Final = "have somebody you trust look at it: from then on it decides what others are asked"
"""What to do about such a change, in one sentence."""


class Altered(NamedTuple):
    """What is checked otherwise once a change is merged.

    Attributes:
        paths: The changed files that say what is checked.
        weaker: What less is asked by the settings, one clause each, and `stricter`, what more is.
    """

    paths: tuple[str, ...] = ()
    weaker: tuple[str, ...] = ()
    stricter: tuple[str, ...] = ()


def deciding(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the governing paths that decide anything; a template of an issue does not."""
    return tuple(path for path in paths if not _TALK.fullmatch(path))


def alters(altered: Altered) -> str:
    """Which files: ``alters what is checked: .gitattributes and charter.toml``; empty where there is none."""
    if not altered.paths:
        return ""
    named = [path[:100] for path in altered.paths[:_NAMED]]
    more = len(altered.paths) - _NAMED
    return f"alters what is checked: {listed([*named, counted(more, 'more file')] if more > 0 else named)}"


def advised(altered: Altered) -> Iterator[str]:
    """What to do about it, and each thing that is asked otherwise; nothing where nothing is."""
    if altered.paths:
        yield ADVICE
    for word, clauses in (("weaker", altered.weaker), ("stricter", altered.stricter)):
        yield from (f"{word}: {clause}" for clause in clauses[:_TOLD])
        if len(clauses) > _TOLD:
            yield f"{word}: {counted(len(clauses) - _TOLD, 'more thing')}, which the file shows"
