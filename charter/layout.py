"""Data written out as YAML that people read: short rows on one line, remarks in one column, quotes where needed.

Drafts are written with remarks for those who edit them; records so that they read back as exactly the same data.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import combining, normalize

from charter.document import read
from charter.document.scalars import reading
from charter.errors import CharterError

if TYPE_CHECKING:
    from charter.model.place import Place

Terms: TypeAlias = "str | Sequence[Terms] | Mapping[str, Terms]"


class Paragraph(str):
    """A text that is written as a block, one line after the other."""


class Said(str):
    """An author's own text: never a number or a date, whatever it looks like."""


class _Block(Paragraph):
    """A text of several lines as it is; whether it ends with a line end is told by the sign above it."""


class _Figure(str):
    """A number, date, flag or digest where the format has one: never in quotes."""


WIDEST = 110
"""Columns; what a pull request shows without scrolling."""

_COLUMN = 40
"""Where remarks begin, counted from 0, unless the line is longer."""

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .'+/;%_-]*[A-Za-z0-9.'+%_])?")
"""What needs no quotes, in a flow mapping neither; anything else gets them."""

_BARE = re.compile(r"[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false")
"""Numbers, dates and flags of the format, which are no text."""


_SIMPLE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|true|false")
_FIXED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|sha256:[0-9a-f]{64}")
"""A day and a digest, which mean the same to every reader wherever they stand."""


def written(terms: Mapping[str, Terms], remarks: Mapping[str, str]) -> str:
    """The terms as YAML.

    Args:
        remarks: By path, with ``*`` for any name or item: ``commitments.*.kind``. Each is shown once, at the first
            place it fits.
    """
    return "".join(f"{line}\n" for line in _Writer(remarks).mapping(terms, (), 0))


def record(data: Mapping[str, Terms]) -> str:
    """The text of a record, such as a decision: read again it is exactly the same data, in Unicode normal form C.

    Numbers and flags stand plain where the format has them and in quotes where it has a text; an unknown kind of record
    has texts only. A `Said` is always in quotes if it looks like anything else than a text.

    Args:
        data: What it says; its first key names its kind, as ``decision: "1"`` does.

    Raises:
        CharterError: It holds something that the reader would refuse, such as a hidden character.
    """
    from charter.model import KINDS
    from charter.model.place import Place

    kind = next((kind for kind in KINDS if kind == next(iter(data), None)), None)
    terms = _marked(data, Place(KINDS[kind], None) if kind else None)
    text = written(terms, {}) if isinstance(terms, Mapping) else ""
    _read_again(text, terms)
    return text


def _marked(data: Terms, place: "Place | None") -> Terms:
    """The data in normal form, each text marked with how it is to be written."""
    if isinstance(data, str):
        return _marked_text(data, place)
    if not isinstance(data, Mapping):
        return [_marked(item, place.inside(number) if place else None) for number, item in enumerate(data)]
    found = {normalize("NFC", key): _marked(value, place.inside(key) if place else None) for key, value in data.items()}
    if len(found) < len(data):
        raise CharterError("the record cannot be written: two of its keys only look different")
    return found


def _marked_text(data: str, place: "Place | None") -> str:
    text = normalize("NFC", data)
    if not isinstance(data, Said):
        number = place is not None and not place.is_text and _NUMBER.fullmatch(text)
        if number or _FIXED.fullmatch(text):
            return _Figure(text)
    return _Block(text) if "\n" in text and _stays_in_a_block(text) else Said(text)


def _stays_in_a_block(text: str) -> bool:
    """Whether no line of a text begins or ends with something that a block of text, or a person, would lose."""
    lines = text.removesuffix("\n").split("\n")
    if not lines[0] or lines[0][0].isspace() or not lines[-1] or "\t" in text:
        return False
    return not any(line != line.rstrip() or line.lstrip(" ")[:1].isspace() for line in lines)


def _read_again(text: str, data: Terms) -> None:
    try:
        document = read(text.encode(), "")
    except UnicodeEncodeError as error:
        raise CharterError("the record cannot be written: it holds bytes that are no text", "type it again") from error
    if document.findings:
        finding = document.findings[0]
        place = f"{finding.pointer[1:].replace('/', '.')}: " if finding.pointer else ""
        raise CharterError(f"the record cannot be written: {place}{finding.message}", finding.help)
    if document.data != data:
        raise CharterError("the record cannot be written: it would not read back as the same data")


def scalar(text: str) -> str:
    """A text as a YAML scalar that means the same to every reader, in quotes where plain would not."""
    if isinstance(text, _Figure):
        return str(text)
    if _BARE.fullmatch(text):
        plain = not isinstance(text, Said)
    else:
        plain = _PLAIN.fullmatch(text) is not None and reading(text) is None
    return str(text) if plain else _quoted(text)


_COMPOSING = re.compile(r"(\\[nrtbf])([^\x00-\u02ff])")


def _quoted(text: str) -> str:
    def apart(match: re.Match[str]) -> str:
        return f"{match[1]}\\u{ord(match[2]):04x}" if combining(match[2]) and match[2] <= "\uffff" else match[0]

    # the n of an escaped line end and an accent behind it would become one letter in normal form
    return _COMPOSING.sub(apart, json.dumps(text, ensure_ascii=False))


def _key(key: str) -> str:
    return key if _SIMPLE_KEY.fullmatch(key) and reading(key) is None else _quoted(key)


def flow(terms: Terms) -> str:
    """Terms on one line."""
    if isinstance(terms, str):
        return scalar(terms)
    if isinstance(terms, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {flow(value)}" for key, value in terms.items()) + "}"
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
        begun = f"{' ' * indent}{_key(key)}:"
        remark = self._remark(path)
        if isinstance(value, Paragraph):
            cut = isinstance(value, _Block) and not value.endswith("\n")
            yield from _remarked(f"{begun} |{'-' * cut}", remark, indent)
            lines = value.removesuffix("\n").split("\n")
            yield from (f"{' ' * indent}  {line}" if line else "" for line in lines)
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
        if _holds_block(value):
            return False
        if not isinstance(value, Mapping):
            return all(isinstance(item, str) for item in value) and width + len(flow(value)) < WIDEST
        return not self._explained(path) and width + len(flow(value)) < WIDEST

    def _items(self, items: Sequence[Terms], path: Path, indent: int) -> Iterator[str]:
        rows = [f"{' ' * indent}- {flow(item)}" for item in items]
        if all(len(row) <= WIDEST for row in rows) and not any(map(_holds_block, items)):
            yield from rows
            return
        for item, row in zip(items, rows, strict=True):
            if not item or not isinstance(item, Mapping):
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


def _holds_block(terms: Terms) -> bool:
    """Whether a text of several lines stands in a mapping somewhere below."""
    if isinstance(terms, Mapping):
        return any(isinstance(value, _Block) or _holds_block(value) for value in terms.values())
    return not isinstance(terms, str) and any(map(_holds_block, terms))


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
