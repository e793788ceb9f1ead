"""A text with stretches of it replaced; what lies between them stays byte for byte."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from charter.document import Document
from charter.finding import Edit


class Cut(NamedTuple):
    """Replace what stands between two offsets of a text, counted from 0, the end exclusive."""

    start: int
    end: int
    text: str


def cuts(document: Document, edits: Iterable[Edit]) -> list[Cut]:
    """Edits at lines and columns as cuts at offsets into the document's text, in its order."""
    places, length = document.places, len(document.text)
    found = [
        Cut(min(places.offset(edit.span.start), length), min(places.offset(edit.span.end), length), edit.text)
        for edit in edits
    ]
    return sorted(found)


def disjoint(some: Iterable[Cut]) -> bool:
    """Whether no cut meets another one: none overlaps, and no insertion touches another cut."""
    return not any(_meet(one, other) for one, other in pairwise(sorted(some)))


def meets(cut: Cut, taken: Sequence[Cut]) -> bool:
    """Whether a cut meets one of those that are in order and do not meet each other."""
    place = bisect_left(taken, cut)
    return not disjoint([*taken[max(0, place - 1) : place + 1], cut])


def _meet(one: Cut, other: Cut) -> bool:
    touching = one.start == one.end or other.start == other.end
    return one.end > other.start or (touching and one.end == other.start)


def spliced(text: str, some: Iterable[Cut]) -> str:
    """The text with cuts made that do not meet."""
    parts, position = [], 0
    for start, end, new in sorted(some):
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])
