"""The settings of a commit: what they ask for, why they cannot be used, and what is weaker and stricter in others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from charter.errors import ConfigurationError, UnreadablePathError
from charter.report.inert import inert
from charter.review.altered import Altered
from charter.rules import every_rule
from charter.settings import Settings, load_settings

_RANKS: Final = ("off", "info", "warning", "error")
_WORDS: Final = {"off": "off", "info": "a remark", "warning": "a warning", "error": "an error"}
_LINE: Final = re.compile(r"at line (\d{1,9}), column (\d{1,9})")
_LONGEST: Final = 100
HELP: Final = "put it right: charter lint and charter check cannot answer with it"
"""What to do about settings that cannot be used, where nothing better is known."""


class Settled(NamedTuple):
    """The settings of a folder; the defaults where they cannot be used.

    Attributes:
        why: Why they cannot be used, with the path from the top of the repository; empty where they can.
        path: The file that this is about.
        place: Its line and column, from 1.
    """

    settings: Settings
    why: str = ""
    help: str = ""
    path: str = ""
    place: tuple[int, int] = (1, 1)


def settled(place: Path, prefix: str) -> Settled:
    """The settings of a repository whose files were laid out at a place.

    Args:
        prefix: Where its root lies below that place, empty or with a slash at its end.
    """
    root = place / prefix
    try:
        return Settled(load_settings(root))
    except (ConfigurationError, UnreadablePathError) as error:
        name = "charter.toml" if (root / "charter.toml").is_file() else "pyproject.toml"
        why = inert(str(error).replace(f"{place.as_posix()}/", "").replace(f"{place}/", ""))
        key = error.key if isinstance(error, ConfigurationError) else ""
        text = (root / name).read_bytes().decode("utf-8", "replace")
        return Settled(Settings(), why, inert(error.help) or HELP, f"{prefix}{name}", _place(why, key, text))


def _place(why: str, key: str, text: str) -> tuple[int, int]:
    """Where in a file it is: as the reader of TOML says, else where the key stands first."""
    if found := _LINE.search(why):
        return int(found[1]), int(found[2])
    lines = text.splitlines() or [""]
    if "(at end of document)" in why:
        return len(lines), 1
    for number, line in enumerate(lines, 1):
        if key and (at := re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", line)):
            return number, at.start() + 1
    return 1, 1


def altered(before: Settings, after: Settings) -> Altered:
    """What gets weaker and what stricter, in clauses whose names are safe to show; no paths."""
    said = [*_bar(before, after), *_asked(before, after), *_severities(before, after)]
    weaker, stricter = (tuple(inert(clause) for less, clause in said if less is side) for side in (True, False))
    return Altered((), weaker, stricter)


def _bar(before: Settings, after: Settings) -> Iterator[tuple[bool, str]]:
    """Whether other findings make it fail; (whether it is weaker, a clause), as everything below."""
    if before.fail_on != after.fail_on:
        weaker = _RANKS.index(after.fail_on) > _RANKS.index(before.fail_on)
        yield weaker, f"fail-on: {after.fail_on} instead of {before.fail_on}"


def _asked(before: Settings, after: Settings) -> Iterator[tuple[bool, str]]:
    """Which rules are asked at all."""
    yield from ((True, f"{_cut(name)} will be ignored{_but(name)}") for name in _only(after.ignore, before.ignore))
    yield from ((False, f"{_cut(name)} will not be ignored any more") for name in _only(before.ignore, after.ignore))
    match before.select, after.select:
        case None, tuple(names):
            yield True, f"only what is selected will be asked: {', '.join(map(_cut, names[:8])) or 'nothing'}"
        case tuple(_), None:
            yield False, "every rule will be asked, whatever was selected"
        case tuple(old), tuple(new):
            yield from ((True, f"{_cut(name)} will not be selected any more") for name in _only(old, new))
            yield from ((False, f"{_cut(name)} will be selected") for name in _only(new, old))


def _severities(before: Settings, after: Settings) -> Iterator[tuple[bool, str]]:
    """How severe rules are, everywhere and by path; what no line says is as everywhere, or as the rule is by itself."""
    old, new = ({(pattern, rule): word for pattern, rule, word in one.severities} for one in (before, after))
    for pattern, rule in dict.fromkeys((*new, *old)):
        was, will = (_severity(one, pattern, rule) for one in (old, new))
        if was != will:
            where = "" if pattern == "*" else f" for {_cut(pattern)}"
            weaker = _RANKS.index(will) < _RANKS.index(was)
            yield weaker, f"{_cut(rule)} will be {_changed(was, will)}{where}{_but(rule) if weaker else ''}"
    shared = [[pair for pair in one if pair in other] for one, other in ((old, new), (new, old))]
    if shared[0] != shared[1] and _patterns(shared[0]) != _patterns(shared[1]):
        yield True, "the paths stand in another order, and the last that fits counts"


def _patterns(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return list(dict.fromkeys(pattern for pattern, _ in pairs))


def _severity(lines: dict[tuple[str, str], str], pattern: str, rule: str) -> str:
    own = every_rule().get(rule)
    usual = max(own.since.values(), key=_RANKS.index) if own else "error"
    return lines.get((pattern, rule)) or lines.get(("*", rule)) or usual


def _changed(was: str, will: str) -> str:
    return "off" if will == "off" else f"{_WORDS[will]} instead of {_WORDS[was]}"


def _but(name: str) -> str:
    """What is to be known of a rule that also, or only, speaks about records, where no setting is asked."""
    own = every_rule().get(name)
    return ", which silences nothing that the replay of a record finds" if own and own.firm else ""


def _only(those: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    return [name for name in dict.fromkeys(those) if name not in others]


def _cut(name: str) -> str:
    return name[:_LONGEST]
