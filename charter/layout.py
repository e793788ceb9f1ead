"""Terms written out as YAML that people edit: short rows on one line, remarks in one column, quotes where needed."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from charter.document.scalars import reading

Terms: TypeAlias = "str | Sequence[Terms] | Mapping[str, Terms]"


class Paragraph(str):
    """A text that is written as a block, one line after the other."""


class Said(str):
    """An author's own text: never a number or a date, whatever it looks like."""


WIDEST = 110
"""Columns; what a pull request shows without scrolling."""

_COLUMN = 40
"""Where remarks begin, counted from 0, unless the line is longer."""

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .'+/;%_-]*[A-Za-z0-9.'+%_])?")
"""What needs no quotes, in a flow mapping neither; anything else gets them."""

_BARE = re.compile(r"[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false")
"""Numbers, dates and flags of the format, which are no text."""


def written(terms: Mapping[str, Terms], remarks: Mapping[str, str]) -> str:
    """The terms as YAML.

    Args:
        remarks: By path, with ``*`` for any name or item: ``commitments.*.kind``. Each is shown once, at the first
            place it fits.
    """
    return "".join(f"{line}\n" for line in _Writer(remarks).mapping(terms, (), 0))


def scalar(text: str) -> str:
    """A text as a YAML scalar that means the same to every reader, in quotes where plain would not."""
    if _BARE.fullmatch(text):
        plain = not isinstance(text, Said)
    else:
        plain = _PLAIN.fullmatch(text) is not None and reading(text) is None
    return str(text) if plain else json.dumps(text, ensure_ascii=False)


def flow(terms: Terms) -> str:
    """Terms on one line."""
    if isinstance(terms, str):
        return scalar(terms)
    if isinstance(terms, Mapping):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in terms.items()) + "}"
    return "[" + ", ".join(flow(item) for item in terms) + "]"


Path: TypeAlias = tuple[str, ...]


class _Writer:
    """Writes one document; knows which remarks were already shown."""

    def __init__(self, remarks: Mapping[str, str]) -> None:
        self._left = {tuple(path.split(".")): remark for path, remark in remarks.items()}

    def mapping(self, terms: Mapping[str, Terms], path: Path, indent: int) -> Iterator[str]:
        apart = False
        for key, value in terms.items():
            lines = [*self._entry(key, value, (*path, key), indent)]
            was_apart, apart = apart, not indent and lines[-1].startswith(" ")
            if apart or was_apart:
                yield ""
            yield from lines

    def _entry(self, key: str, value: Terms, path: Path, indent: int) -> Iterator[str]:
        begun = f"{' ' * indent}{key}:"
        remark = self._remark(path)
        if isinstance(value, Paragraph):
            yield from _remarked(f"{begun} |", remark, indent)
            yield from (f"{' ' * indent}  {line}" for line in value.splitlines())
        elif isinstance(value, str) or self._is_short(value, path, len(begun)):
            yield from _remarked(f"{begun} {flow(value)}", remark, indent)
        else:
            yield from _remarked(begun, remark, indent)
            deeper = indent + 2
            yield from (
                self.mapping(value, path, deeper) if isinstance(value, Mapping) else self._items(value, path, deeper)
            )

    def _is_short(self, value: Terms, path: Path, width: int) -> bool:
        """Whether a container is written on the line of its key."""
        if not isinstance(value, Mapping):
            return all(isinstance(item, str) for item in value) and width + len(flow(value)) < WIDEST
        return not self._explained(path) and width + len(flow(value)) < WIDEST

    def _items(self, items: Sequence[Terms], path: Path, indent: int) -> Iterator[str]:
        rows = [f"{' ' * indent}- {flow(item)}" for item in items]
        if all(len(row) <= WIDEST for row in rows):
            yield from rows
            return
        for item, row in zip(items, rows, strict=True):
            if not isinstance(item, Mapping):
                yield row
                continue
            first, *rest = self.mapping(item, (*path, "-"), indent + 2)
            if first.lstrip().startswith("#"):
                yield first
                first, *rest = rest
            yield f"{' ' * indent}- {first.lstrip()}"
            yield from rest

    def _explained(self, path: Path) -> bool:
        """Whether something below this place has a remark of its own."""
        return any(len(known) > len(path) and _fits(known, path) for known in self._left)

    def _remark(self, path: Path) -> str:
        for known in self._left:
            if len(known) == len(path) and _fits(known, path):
                return self._left.pop(known)
        return ""


def _fits(known: Path, path: Path) -> bool:
    return all(step in ("*", name) for step, name in zip(known, path, strict=False))


def _remarked(text: str, remark: str, indent: int) -> Iterator[str]:
    """A line with its remark behind it, or above it where both together are too wide."""
    if not remark:
        yield text
        return
    beside = f"{text:<{_COLUMN}}# {remark}" if len(text) < _COLUMN else f"{text}  # {remark}"
    if len(beside) <= WIDEST:
        yield beside
    else:
        yield f"{' ' * indent}# {remark}"
        yield text
