"""Files read, judged and taken apart, each only once for every text it ever had: what every answer is made from."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

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
        self._items: OrderedDict[tuple[str, ...], tuple[bytes, Item]] = OrderedDict()
        self._sheets: OrderedDict[tuple[str, ...], tuple[str, Sheet]] = OrderedDict()
        self._reports: OrderedDict[tuple[str, ...], _Judged] = OrderedDict()

    def items(self, home: Home, texts: Texts) -> list[Item]:
        """The files of a home; one that was deleted or cannot be opened is left out."""
        return list(self._readable(home, texts))

    def _readable(self, home: Home, texts: Texts) -> Iterator[Item]:
        for path in home.files:
            try:
                raw = texts[path].text.encode() if path in texts else read_file(path)
            except (CharterError, OSError):
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
        question, policy = _question(home, today), _policy(home, texts)
        known = self._reports.get(home.files)
        if known is None or known.question != question or known.policy != policy or not _same(known.items, items):
            reads = [item.file for item in items]
            program = partial(read_program, Source("program.yaml", policy)) if policy else lambda: None
            known = _Judged(items, question, policy, lint_files(reads, home.name, question, program))
        return _remember(self._reports, home.files, known).report


class _Judged(NamedTuple):
    """What was said, and of what."""

    items: Sequence[Item]
    question: Question
    policy: bytes
    report: Report


def _same(some: Sequence[Item], others: Sequence[Item]) -> bool:
    """Whether these are the same files with the same texts; the bench keeps one of each."""
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))


def _remember(store: OrderedDict[tuple[str, ...], T], key: tuple[str, ...], value: T) -> T:
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


def _policy(home: Home, texts: Texts) -> bytes:
    """The repository's program as it is now; empty without one."""
    path = os.path.join(home.root, "program.yaml")
    if path in texts:
        return texts[path].text.encode()
    return read_file(path) if home.root and os.path.isfile(path) else b""
