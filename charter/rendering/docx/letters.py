"""Which stretches of a text are written from right to left, or in a script of East Asia: Word has to be told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Literal, NamedTuple, TypeAlias

Script: TypeAlias = Literal["", "rtl", "east"]

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STRONG: Final[dict[str, Script]] = {"R": "rtl", "AL": "rtl", "L": "", "EN": "", "AN": ""}


class Stretch(NamedTuple):
    """Letters of one direction and script."""

    text: str
    script: Script


def writable(text: str) -> str:
    """The text, as long as it was, with a replacement character in place of each that no XML can hold."""
    return _NOT_XML.sub("\ufffd", text.replace("\r", "\n"))


def is_rtl(text: str) -> bool:
    """Whether a text begins, and is mostly, in a script written from right to left."""
    strong = [kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")]
    return bool(strong) and strong[0] != "L" and 2 * strong.count("L") < len(strong)


def scripts(text: str, *, rtl: bool) -> list[Script]:
    """The script of every letter; blanks and signs go with what stands on both sides, else with the whole paragraph.

    Args:
        rtl: How the paragraph runs.
    """
    own = [_script(letter) for letter in text]
    around: Script = "rtl" if rtl else ""
    found: list[Script] = []
    for script, group in groupby(own):
        end = len(found) + len(list(group))
        before = found[-1] if found else around
        after = own[end] if end < len(own) else around
        sided = before if before == after else around
        found += [sided if script is None else script] * (end - len(found))
    return found


def stretches(text: str, of: Sequence[Script]) -> Iterator[Stretch]:
    """A text cut where the script changes.

    Args:
        of: The script of every letter.
    """
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or of[at] != of[start]:
            yield Stretch(text[start:at], of[start])
            start = at


def _script(letter: str) -> Script | None:
    """The script of a letter; None for what has no direction of its own."""
    if letter.isascii() and letter.isalnum():
        return ""
    if unicodedata.east_asian_width(letter) in "WF" and unicodedata.category(letter) != "So":
        return "east"
    return _STRONG.get(unicodedata.bidirectional(letter))
