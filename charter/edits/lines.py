"""The lines of a document: where each offset stands, and what stands between the contents."""

import re
from bisect import bisect_right
from typing import NamedTuple

from charter.document.tree import Leaf, Node

_STAYS_WITH_THE_NEXT = re.compile(r"#\s*charter:")


class Gap(NamedTuple):
    """A line without content: its text from the first sign, and the column of that; an empty line has none."""

    column: int
    text: str


class Lines:
    """The lines of one text that ends each with LF."""

    def __init__(self, source: str, root: Node) -> None:
        self.source = source
        self.texts = source.split("\n")[:-1]
        self._starts = [0]
        for text in self.texts:
            self._starts.append(self._starts[-1] + len(text) + 1)
        wrapped = (scalar for scalar in root.scalars() if "\n" in source[scalar.start : scalar.end])
        self._wrapped = [(scalar.start, scalar.end) for scalar in wrapped if source[scalar.start] in "'\""]

    def number(self, offset: int) -> int:
        """The line of an offset, from 0."""
        return bisect_right(self._starts, offset) - 1

    def rest(self, offset: int) -> str:
        """What stands on a line from an offset on, without spaces at its end that mean nothing."""
        line = self.number(offset)
        return self.trimmed(line, self.texts[line][offset - self._starts[line] :])

    def trimmed(self, line: int, text: str) -> str:
        """The last part of a line without spaces at its end; behind a backslash in quotes they are a part of it."""
        end = self._starts[line + 1] - 1
        near = bisect_right(self._wrapped, (end, 0)) - 1
        inside = near >= 0 and end < self._wrapped[near][1]
        bare = text.rstrip()
        return text if inside and bare.endswith("\\") else bare

    def last(self, child: Node | Leaf) -> int:
        """The line on which a value ends."""
        while isinstance(child, Node):
            below = child.last()
            if child.flow or below is None:
                return self.number(child.end - 1)
            child = below
        start, end = child
        if self.source[start] in "|>":
            header = self.source[start : self.source.find("\n", start)]
            if "+" not in header.partition("#")[0]:
                end = start + len(self.source[start:end].rstrip())
        return self.number(max(start, end - 1))

    def gap(self, first: int, end: int) -> list[Gap]:
        """The lines from one to another, which hold no content."""
        texts = self.texts[first:end]
        return [Gap(len(text) - len(text.lstrip()), text.strip()) for text in texts]


def divided(gap: list[Gap], column: int, *, final: bool = False) -> tuple[list[Gap], list[Gap]]:
    """What of a gap belongs to what stands before it, and what to what follows at a column.

    Remarks that stand deeper than what follows belong to what they follow; one that silences a rule never does, since
    it speaks of the next line, unless nothing follows.
    """
    kept = 0
    for number, (deep, text) in enumerate(gap, 1):
        if text and (deep <= column or (_STAYS_WITH_THE_NEXT.match(text) and not final)):
            break
        if text:
            kept = number
    return gap[:kept], gap[kept:]


def spaced(gap: list[Gap], indent: int) -> list[str]:
    """A gap as lines at an indentation, never two empty ones in a row."""
    found: list[str] = []
    for _, text in gap:
        if text or not found or found[-1]:
            found.append(f"{' ' * indent}{text}" if text else "")
    return found
