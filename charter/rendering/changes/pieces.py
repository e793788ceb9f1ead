"""Two texts word by word: what is the same in both, what was taken out, and what was put in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["same", "removed", "added"]

_WORD = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\w+(?:[.,:’'-]\w+)*|\s+|[^\w\s]")
_MOST = 1500
"""The most words that are compared: the time grows with their square, and the other side writes the texts."""
_LEAST = Fraction(1, 3)
"""How much two texts have in common, at least, where single words are marked; less reads as another text."""


class Piece(NamedTuple):
    """A run of words."""

    kind: Kind
    text: str


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, which together are all of each."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) > _MOST or len(after) > _MOST:
        return _whole(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if _alike(before, after, matcher) < _LEAST:
        return _whole(old, new)
    runs = _calm(matcher, before)
    old_pieces = (Piece("same" if same else "removed", "".join(before[a:b])) for same, a, b, _, _ in runs)
    new_pieces = (Piece("same" if same else "added", "".join(after[c:d])) for same, _, _, c, d in runs)
    return tuple(one for one in old_pieces if one.text), tuple(one for one in new_pieces if one.text)


def _alike(before: Sequence[str], after: Sequence[str], matcher: SequenceMatcher[str]) -> Fraction:
    """How much of the longer text is in both, by letters; blanks count for nothing."""
    letters = [len(word.strip()) for word in before]
    same = sum(sum(letters[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())
    return Fraction(same, max(sum(letters), sum(len(word.strip()) for word in after), 1))


def _calm(matcher: SequenceMatcher[str], before: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """The runs; a blank alone between two changes belongs to them."""
    found: list[tuple[bool, int, int, int, int]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        same = tag == "equal" and bool("".join(before[a:b]).strip() or not found or b == len(before))
        if found and not same and not found[-1][0]:
            found[-1] = (False, found[-1][1], b, found[-1][3], d)
        else:
            found.append((same, a, b, c, d))
    return found


def _whole(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    if old == new:
        return (Piece("same", old),), (Piece("same", new),)
    return (Piece("removed", old),) if old else (), (Piece("added", new),) if new else ()
