"""The words of a text and the path of each, told by indentation and brackets: also where the text is no YAML yet.

The strict reader refuses a text with one open bracket, and a text that is being typed has one most of the time. This
one goes on at the next line that cannot belong to what is open. Of a text that can be read, both find the same paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, Literal, NamedTuple, TypeAlias

from charter.cursor.frames import Frame, Stack
from charter.document import LIMITS
from charter.finding import Path

Sort: TypeAlias = Literal["key", "value", "word", "comment", "block"]
"""What a token is; a `word` stands where a value may stand or a key may begin."""


class Token(NamedTuple):
    """A stretch of a text that means one thing.

    Attributes:
        path: Of a key, the path of what it leads to; of a value its own; of a comment that of nothing.
        written: What it says, without quotes.
        beside: The mapping it stands in, for a key.
        ended: Whether a colon follows, for a key.
    """

    sort: Sort
    path: Path
    start: int
    end: int
    written: str
    beside: Frame | None = None
    ended: bool = False


_KEY: Final = re.compile(
    r"""( "(?:[^"\\\n]|\\.)*" | '(?:[^'\n]|'')*'
        | [^\s\#"'\[\]{},&*!|>%@`-][^\n]{0,999}? | -[^\s][^\n]{0,999}? )
        [ ]{0,9}:(?=[ \r\n]|\Z)""",
    re.VERBOSE,
)
_ITEM: Final = re.compile(r"-(?=[ \r\n]|\Z)")
CUT: Final = "\x1f"
"""Where a word ends, whatever follows; no charter may hold this character."""

_PLAIN: Final = re.compile(r"(?:[^\s\x1f]|[ \t]+(?![ \t#\r\n]|\Z))*")
_FLOW_PLAIN: Final = re.compile(
    r"(?:[^\s\x1f,\[\]{}:]|:(?![\s,\[\]{}]|\Z)|[ \t]+(?![ \t#\r\n,\[\]{}]|:[\s,\[\]{}]|:?\Z))+"
)
_QUOTED: Final = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_COLON: Final = re.compile(r"[ \t]*:")
_BLANK: Final = re.compile(r"[ \t]*")


def tokens(text: str) -> list[Token]:
    """Every key, value and comment of a text, in its order; of one that is far too large the first."""
    return list(islice(_Scan(text).run(), 2 * LIMITS.nodes))


class _Scan:
    """One walk through a text; `at` is where it is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack = Stack()
        self._at = 1 if text.startswith("\ufeff") else 0

    def run(self) -> Iterator[Token]:
        while self._at < len(self._text):
            line = self._at
            self._skip_blanks()
            if self._is_line_over():
                yield from self._rest()
            elif line == self._at and self._text.startswith(("---", "..."), line):
                self._at = self._line_end()
            else:
                yield from self._line(self._at - line)
                yield from self._rest()

    def _line(self, column: int) -> Iterator[Token]:
        while _ITEM.match(self._text, self._at):
            self._stack.item(column)
            begun = self._at
            self._at += 1
            self._skip_blanks()
            column += self._at - begun
            if self._is_line_over() or self._stack.is_full:
                return
        key = _KEY.match(self._text, self._at)
        if key is None or self._ends_before(key.end(1)):
            yield from self._loose(column)
            return
        frame = self._stack.mapping(column)
        yield self._key(frame, key.start(1), key.end(1), ended=True)
        self._at = key.end()
        self._skip_blanks()
        if not self._is_line_over():
            frame.filled = True
            yield from self._value(frame.here, column, "value")

    def _ends_before(self, place: int) -> bool:
        """Whether a comment begins before a place of this line."""
        return " #" in self._text[self._at : place]

    def _loose(self, column: int) -> Iterator[Token]:
        """What stands on a line without a key: a value of its own, more of the text above, or a key in the making."""
        frame = self._stack.open_mapping(column)
        if frame is None:
            path, fresh, owner = self._stack.hanging(column)
            if fresh:
                yield from self._value(path, owner, "word")
            else:
                self._at = self._plain_end()
            return
        end = self._plain_end()
        yield self._key(frame, self._at, end, ended=False)
        self._at = end

    def _key(self, frame: Frame, start: int, end: int, *, ended: bool) -> Token:
        name = unquoted(self._text[start:end])
        frame.enter(name)
        return Token("key", frame.here, start, end, name, frame, ended)

    def _value(self, path: Path, column: int, sort: Sort) -> Iterator[Token]:
        """A value that begins here; `column` is that of the key or list it belongs to."""
        first = self._text[self._at]
        if first in "|>":
            yield self._block(path, column)
        elif first in "[{":
            yield from self._flow(path, column)
        elif first in _QUOTED:
            yield self._quoted(path, self._cut(self._at, column))
        else:
            end = self._plain_end()
            yield Token(sort, path, self._at, end, self._text[self._at : end])
            self._at = end

    def _plain_end(self) -> int:
        match = _PLAIN.match(self._text, self._at)
        assert match is not None  # it may be empty
        return max(match.end(), self._at + 1)

    def _block(self, path: Path, column: int) -> Token:
        start = self._at
        end = at = self._line_end()
        while at < len(self._text):
            self._at = at + 1
            begun = self._at
            self._skip_blanks()
            blank = self._is_line_over() and not self._text.startswith("#", self._at)
            if not blank and self._at - begun <= column:
                break
            at = self._line_end()
            end = end if blank else at
        self._at = min(at, len(self._text))
        return Token("block", path, start, end, self._text[start:end])

    def _quoted(self, path: Path, cut: int) -> Token:
        start = self._at
        match = _QUOTED[self._text[start]].match(self._text, start, cut)
        self._at = end = match.end() if match else min(self._line_end(), cut)
        return Token("value", path, start, end, unquoted(self._text[start:end]))

    def _cut(self, start: int, column: int) -> int:
        """Where at the latest something that is still open ends: at the first line that cannot belong to it."""
        at = self._text.find("\n", start)
        while 0 <= at < len(self._text):
            indent = _BLANK.match(self._text, at + 1)
            assert indent is not None  # it may be empty
            line_end = self._text.find("\n", at + 1)
            rest = self._text[indent.end() : line_end if line_end >= 0 else len(self._text)]
            if rest.strip() and indent.end() - at - 1 <= column:
                return at
            at = line_end
        return len(self._text)

    def _flow(self, path: Path, column: int) -> Iterator[Token]:
        """Everything within brackets, up to their end or to a line that cannot stand in them."""
        cut = self._cut(self._at, column)
        frames: list[Frame] = []
        while self._at < cut and len(frames) <= LIMITS.depth:
            sign = self._text[self._at]
            if sign in "[{":
                frames.append(Frame(-1, frames[-1].here if frames else path, listed=sign == "["))
            elif sign in "]}":
                frames.pop()
            elif sign in (",", CUT):
                frames[-1].next()
            elif sign == ":":
                frames[-1].filled = True
            elif not sign.isspace():
                yield self._in_flow(frames[-1], cut)
                continue
            self._at += 1
            if not frames:
                return
        self._at = max(self._at, cut)

    def _in_flow(self, frame: Frame, cut: int) -> Token:
        sign = self._text[self._at]
        if sign == "#" and self._text[self._at - 1].isspace():
            return self._comment()
        path, sort = frame.here, "word" if frame.listed else "value"
        is_key = not frame.listed and not frame.filled
        if sign in _QUOTED:
            token = self._quoted(path, cut)
        else:
            match = _FLOW_PLAIN.match(self._text, self._at)
            end = min(match.end() if match else self._at + 1, cut)
            token = Token(sort, path, self._at, end, self._text[self._at : end])  # type: ignore[arg-type]  # two words
            self._at = end
        ended = _COLON.match(self._text, self._at) is not None
        if is_key:
            return self._key(frame, token.start, token.end, ended=ended)
        if frame.listed and ended and not frame.pair:
            frame.pair = token.written  # a mapping of one key, without braces
            return token._replace(sort="key", path=frame.here, ended=True)
        return token

    def _comment(self) -> Token:
        start = self._at
        self._at = self._line_end()
        return Token("comment", (), start, self._at, self._text[start : self._at])

    def _rest(self) -> Iterator[Token]:
        """What is left of a line: a comment, and what nobody understands."""
        self._skip_blanks()
        if self._text.startswith("#", self._at):
            yield self._comment()
        self._at = self._line_end() + 1

    def _skip_blanks(self) -> None:
        match = _BLANK.match(self._text, self._at)
        assert match is not None  # it may be empty
        self._at = match.end()

    def _is_line_over(self) -> bool:
        return self._at >= len(self._text) or self._text[self._at] in "\r\n#"

    def _line_end(self) -> int:
        end = self._text.find("\n", self._at)
        end = len(self._text) if end < 0 else end
        return end - 1 if end > self._at and self._text[end - 1] == "\r" else end


def unquoted(written: str) -> str:
    """What a scalar says; a quote that is not closed yet is taken off where it opens."""
    if written[:1] not in ("'", '"'):
        return written
    closed = len(written) > 1 and written[-1] == written[0]
    inner = written[1:-1] if closed else written[1:]
    if written[0] == "'":
        return inner.replace("''", "'")
    return re.sub(r'\\(["\\/])', r"\1", inner)
