"""Where a place of a text is for an editor: lines from 0, columns in the units both sides agreed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from charter.finding import Position, Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK: Final = "\ufeff"

_UNITS: Mapping[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text) + sum(character > "\uffff" for character in text),
    "utf-32": len,
}
"""How long a text is, by the name of the unit."""


class Point(NamedTuple):
    """A place as editors count: line and column, both from 0, columns in the agreed units."""

    line: int
    column: int


class Columns:
    """The places of one text, for an editor.

    An editor ends a line at CRLF, LF or CR; our reader at LF alone, and it does not count a byte order mark. Nothing
    else is a line end for either, whatever `str.splitlines` says.

    Args:
        text: The text as the editor has it.
        unit: ``utf-8``, ``utf-16`` or ``utf-32``.
    """

    def __init__(self, text: str, unit: str = "utf-16") -> None:
        self.text = text
        self._measure = _UNITS[unit]
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._ours = [0, *(match.end() for match in re.finditer("\n", text))]
        self._shift = int(text.startswith(_MARK))

    def offset(self, point: Point) -> int:
        """The offset of an editor's place; what lies outside of the text is its nearest place in it."""
        if point.line >= len(self._starts):
            return len(self.text)
        start = self._starts[max(point.line, 0)]
        line = self.text[start : self._end(max(point.line, 0))]
        if line.isascii():
            return start + min(max(point.column, 0), len(line))
        used = 0
        for place, character in enumerate(line):
            used += self._measure(character)
            if used > point.column:
                return start + place
        return start + len(line)

    def point(self, offset: int) -> Point:
        """The editor's place of an offset."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        return Point(line, self._measure(self.text[start : min(offset, self._end(line))]))

    def offset_of(self, position: Position) -> int:
        """The offset of a place as findings have it: from 1, in code points."""
        if position.line > len(self._ours):
            return len(self.text)
        shift = self._shift if position.line == 1 else 0
        return min(self._ours[position.line - 1] + position.column - 1 + shift, len(self.text))

    def stretch(self, span: Span) -> tuple[Point, Point]:
        """The editor's places of where a finding begins and ends."""
        return self.point(self.offset_of(span.start)), self.point(self.offset_of(span.end))

    def _end(self, line: int) -> int:
        """The offset of a line's end, before what ends it."""
        if line + 1 >= len(self._starts):
            return len(self.text)
        end = self._starts[line + 1]
        return end - 2 if self.text[end - 2 : end] == "\r\n" else end - 1


def changed(text: str, unit: str, first: Point, last: Point, new: str) -> str:
    """The text with the stretch between two of an editor's places replaced."""
    columns = Columns(text, unit)
    start, end = sorted((columns.offset(first), columns.offset(last)))
    return text[:start] + new + text[end:]


def whole_characters(text: str) -> str:
    """The text with half characters, which JSON lets through, replaced one for one by the sign for a lost one."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
