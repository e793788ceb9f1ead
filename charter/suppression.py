"""Comments that silence a finding: `# charter: ignore[rule-id] until=2027-06-30 reason in words`."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from charter.finding import Edit, Position, Span

_MARK = re.compile(r"#\s*charter:\s*(?P<whole>file-)?ignore\b(?P<rest>.*)")
_BODY = re.compile(r"\s*\[(?P<rules>[^\]]*)\](?:\s+until=(?P<until>\S+))?(?P<reason>.*)")


class Suppression(NamedTuple):
    """One comment that silences rules.

    Attributes:
        rules: The names in the brackets, as written.
        lines: The lines it covers; None for the whole file.
        until: The last day it holds; None for ever; the raw text where it is no date.
        reason: Why, in words.
        span: The comment's own place.
        line: The text of its line.
    """

    rules: tuple[str, ...]
    lines: frozenset[int] | None
    until: date | str | None
    reason: str
    span: Span
    line: str

    def covers(self, rule: str, line: int) -> bool:
        """Whether it is meant for a finding of `rule` that starts on `line`."""
        return rule in self.rules and (self.lines is None or line in self.lines)

    def holds(self, today: date) -> bool:
        """Whether it has a reason and has not expired."""
        return bool(self.reason) and (self.until is None or (isinstance(self.until, date) and self.until >= today))

    def gone(self) -> Edit:
        """The edit that takes the comment away, with its line where it stands alone."""
        line, before = self.span.start.line, self.line[: self.span.start.column - 1].rstrip()
        if not before:
            return Edit(Span(Position(line, 1), Position(line + 1, 1)), "")
        return Edit(Span(Position(line, len(before) + 1), Position(line, len(self.line) + 1)), "")

    def without(self, rule: str) -> Edit:
        """The edit that takes one of its names away; the comment, where it is the only one."""
        if set(self.rules) == {rule}:
            return self.gone()
        start, end = self._place(rule)
        behind = re.compile(r" *, *").match(self.line, end)
        if behind:
            return self._edit(start, behind.end(), "")
        return self._edit(len(self.line[:start].rstrip(" ,")), end, "")

    def naming(self, rule: str, instead: str) -> Edit:
        """The edit that writes another name for one of its names."""
        return self._edit(*self._place(rule), instead)

    def _place(self, rule: str) -> tuple[int, int]:
        """Where a name stands in the line, from 0."""
        start = self.line.index("[", self.span.start.column - 1) + 1
        for part in self.line[start:].partition("]")[0].split(","):
            if part.strip() == rule:
                begin = start + len(part) - len(part.lstrip())
                return begin, begin + len(rule)
            start += len(part) + 1
        raise AssertionError(rule)

    def _edit(self, start: int, end: int, text: str) -> Edit:
        line = self.span.start.line
        return Edit(Span(Position(line, start + 1), Position(line, end + 1)), text)


def may_suppress(text: str) -> bool:
    """Whether a text could hold such a comment at all; most do not, and looking at every comment takes long."""
    return _MARK.search(text) is not None


def suppressions(text: str, comments: Iterable[tuple[int, int, str]]) -> Iterator[Suppression]:
    """The suppressions among a document's comments.

    Args:
        text: The document.
        comments: Line and column, both from 1, and the text of each comment from its ``#``.
    """
    lines = text.split("\n")
    content = [number for number, line in enumerate(lines, 1) if _is_content(line)]
    for line, column, comment in comments:
        if (mark := _MARK.match(comment)) is None:
            continue
        span = Span(Position(line, column), Position(line, column + len(comment.rstrip())))
        body = _BODY.match(mark["rest"])
        rules = tuple(name.strip() for name in body["rules"].split(",") if name.strip()) if body else ()
        whole = mark["whole"] is not None and (not content or line < content[0])
        yield Suppression(
            rules,
            None if whole else frozenset() if mark["whole"] else frozenset(_covered(lines, content, line, column)),
            _day(body["until"]) if body else None,
            body["reason"].strip() if body else "",
            span,
            lines[line - 1].rstrip("\r") if line <= len(lines) else "",
        )


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _covered(lines: list[str], content: Sequence[int], line: int, column: int) -> Iterator[int]:
    """The comment's own line, and if it stands alone the next line with content."""
    yield line
    if not lines[line - 1][: column - 1].strip():
        yield from content[bisect(content, line) :][:1]


def _day(text: str | None) -> date | str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
