"""Two texts woven into one: what both say, what is gone, what has come, cut at words and never inside a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from charter.rendering.manuscript.blocks import Piece, State

_TOKEN: Final = re.compile(
    r"""[^\s@]+@[^\s@]+ | [a-z]+://\S+ | sha256:[0-9a-f]+                     # what is changed as a whole
    | (?:[A-Z]{3}[ \u00a0])?[-+\u2212]?\d+(?:[.,:\u00a0/-]\d+)*(?:[ \u00a0]?%)?  # amounts, days, shares
    | \s+
    | [\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]  # scripts without blanks
    | (?:[^\W\d_]|['\u2019](?=\w))+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD: Final = re.compile(r"[^\S\u00a0]+|[\S\u00a0]+")
_MOST: Final = 1_000
"""A text of more words, beyond what begins and ends alike, is replaced whole: comparing takes the square of it."""


def tokens(text: str) -> list[str]:
    """The words, numbers, blanks and signs of a text; what is drawn as one with the sign before it stays with it."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        joined = found and (_is_joined(token[0]) or found[-1][-1] == "\u200d")
        if joined and not found[-1].isspace():
            found[-1] += token
        else:
            found.append(token)
    return found


def _is_joined(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")


def woven(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts in one; where something was replaced, what is gone stands first."""
    return tuple(_joined(_settled(list(_compared(tokens(old), tokens(new))))))


def whole_words(old: str, new: str) -> tuple[Piece, ...]:
    """The same, cut at blanks only: for marks that need blanks around them."""
    before, after = (_WORD.findall(text) for text in (old, new))
    return tuple(_joined(_settled(list(_compared(before, after)))))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    start = _alike(zip(old, new, strict=False))
    end = _alike(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
    yield Piece("".join(old[:start]))
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if len(before) * len(after) > _MOST * _MOST:
        yield from (Piece("".join(before), "gone"), Piece("".join(after), "come"))
    else:
        for _, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if before[i1:i2] == after[j1:j2]:
                yield Piece("".join(before[i1:i2]))
            else:
                yield from (Piece("".join(before[i1:i2]), "gone"), Piece("".join(after[j1:j2]), "come"))
    yield Piece("".join(old[len(old) - end :]))


def _alike(both: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in both:
        if one != other:
            break
        count += 1
    return count


def _settled(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Without islands: blanks or a sign between two changes belong to them, so that a reader sees one change."""
    found = [piece for piece in pieces if piece.text]
    for at, piece in enumerate(found):
        inside = 0 < at < len(found) - 1 and "same" not in (found[at - 1].state, found[at + 1].state)
        if piece.state == "same" and inside and not re.search(r"\w", piece.text):
            yield from (Piece(piece.text, "gone"), Piece(piece.text, "come"))
        else:
            yield piece


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one state made one; of each change what is gone first."""
    held: dict[State, str] = {"gone": "", "come": ""}
    same = ""
    for piece in pieces:
        if piece.state == "same":
            yield from _let_go(held)
            same += piece.text
        else:
            if same:
                yield Piece(same)
                same = ""
            held[piece.state] += piece.text
    yield from _let_go(held)
    if same:
        yield Piece(same)


def _let_go(held: dict[State, str]) -> Iterator[Piece]:
    for state in ("gone", "come"):
        if held[state]:
            yield Piece(held[state], state)
        held[state] = ""
