"""Files read, judged and taken apart, each only once for every text it ever had: what every answer is made from."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from charter.cursor.names import Sheet, sheet
from charter.document import LIMITS
from charter.engine import Question, lint_files
from charter.errors import CharterError
from charter.finding import Report
from charter.folder import File, Source, read_program, read_source
from charter.lsp.texts import Home, Texts
from charter.repository import read_file
from charter.rules import every_rule
from charter.settings import load_settings

if TYPE_CHECKING:
    from charter.model import Program

T = TypeVar("T")

_MOST: Final = 600
"""How many files are remembered; the largest worked example has 35."""


class Item(NamedTuple):
    """A file of a home, read.

    Attributes:
        path: Where it lies.
        text: What it holds, for the editor: with a byte order mark, if it has one.
    """

    path: str
    text: str
    file: File


class Bench:
    """Where the files of one editor are worked on; one thread at a time."""

    def __init__(self) -> None:
        self._items: OrderedDict[tuple[str, str], tuple[bytes, Item]] = OrderedDict()
        self._sheets: OrderedDict[tuple[str, str], tuple[str, Sheet]] = OrderedDict()

    def items(self, home: Home, texts: Texts) -> list[Item]:
        """The files of a home; one that was deleted or cannot be opened is left out."""
        return list(self._readable(home, texts))

    def _readable(self, home: Home, texts: Texts) -> Iterator[Item]:
        for path in home.files:
            try:
                raw = texts[path].text.encode() if path in texts else read_file(path)
            except CharterError:
                continue
            yield self._item(path, raw, home)

    def _item(self, path: str, raw: bytes, home: Home) -> Item:
        key = (path, home.root)
        known = self._items.get(key)
        if known is None or known[0] != raw:
            read = read_source(Source(home.shown(path), raw), home.local(path))
            known = raw, Item(path, raw.decode("utf-8", "replace"), read)
        return _remember(self._items, key, known)[1]

    def sheets(self, items: Sequence[Item]) -> list[Sheet]:
        """The names in the files; none in one that is larger than any charter may be."""
        return [self._sheet(item) for item in items]

    def _sheet(self, item: Item) -> Sheet:
        key = (item.path, item.file.local)
        text = item.text if len(item.text) <= LIMITS.bytes else ""
        known = self._sheets.get(key)
        if known is None or known[0] != text or known[1].kind != item.file.kind:
            known = text, sheet(item.file.local, item.file.kind, text)
        return _remember(self._sheets, key, known)[1]

    def report(self, home: Home, items: Sequence[Item], texts: Texts, today: date) -> Report:
        """What linting says of a home.

        Raises:
            ConfigurationError: The settings of the repository cannot be used.
        """
        reads = [item.file for item in items]
        return lint_files(reads, home.name, _question(home, today), _program(home, texts))


def _remember(store: OrderedDict[tuple[str, str], T], key: tuple[str, str], value: T) -> T:
    store[key] = value
    store.move_to_end(key)
    while len(store) > _MOST:
        store.popitem(last=False)
    return value


def _question(home: Home, today: date) -> Question:
    """How to lint: by the repository's settings; outside of any, only what concerns the shape."""
    if not home.root:
        return Question(today, select=frozenset(name for name, rule in every_rule().items() if rule.check is None))
    settings = load_settings(Path(home.root))
    select = None if settings.select is None else frozenset(settings.select)
    return Question(today, None, select, frozenset(settings.ignore), settings.severities)


def _program(home: Home, texts: Texts) -> Callable[[], Program | None]:
    def find() -> Program | None:
        path = os.path.join(home.root, "program.yaml")
        if path in texts:
            return read_program(Source("program.yaml", texts[path].text.encode()))
        if not home.root or not os.path.isfile(path):
            return None
        return read_program(Source("program.yaml", read_file(path)))

    return find
