"""The mappings and lists around a place of a text, as far as its indentation and brackets tell."""

from __future__ import annotations

from charter.document import LIMITS
from charter.finding import Path


class Frame:
    """One mapping or list while it is walked through; the keys it had in the end stay known.

    Attributes:
        column: Where its entries begin, from 0; -1 within brackets.
        path: Its own path.
        listed: Whether it is a list.
        keys: Its keys, in the order of the text.
        filled: Whether something stands behind the last key already.
        pair: The key of the current item, where that is a mapping of one key without braces.
    """

    def __init__(self, column: int, path: Path, *, listed: bool) -> None:
        self.column = column
        self.path = path
        self.listed = listed
        self.keys: list[str] = []
        self.filled = False
        self.pair = ""
        self._index = 0

    @property
    def here(self) -> Path:
        """The path of what comes next in it: behind the last key, or the current item."""
        if len(self.path) >= LIMITS.depth:
            return self.path  # the reader refuses such a text
        if self.listed:
            return (*self.path, self._index, self.pair) if self.pair else (*self.path, self._index)
        return (*self.path, self.keys[-1]) if self.keys else self.path

    def enter(self, key: str) -> None:
        """Come to a key."""
        self.keys.append(key)
        self.filled = False

    def next(self) -> None:
        """Come to the next item, or to where the next key stands."""
        self._index += 1
        self.filled = False
        self.pair = ""


class Stack:
    """The mappings and lists that are open at a line, by where they begin."""

    def __init__(self) -> None:
        self._open: list[Frame] = []

    @property
    def is_full(self) -> bool:
        """Whether more is open than the reader would follow."""
        return len(self._open) > LIMITS.depth

    def item(self, column: int) -> None:
        """Come to a hyphen."""
        self._leave(column + 1)
        top = self._top()
        if top is not None and top.listed and top.column == column:
            top.next()
        else:
            self._open.append(Frame(column, top.here if top else (), listed=True))

    def mapping(self, column: int) -> Frame:
        """Come to a key: the mapping it stands in."""
        found = self.open_mapping(column)
        if found is None:
            top = self._top()
            found = Frame(column, top.here if top else (), listed=False)
            self._open.append(found)
        return found

    def open_mapping(self, column: int) -> Frame | None:
        """The mapping whose keys begin at this column, if one is open."""
        self._leave(column + 1)
        top = self._top()
        if top is not None and top.listed and top.column == column:
            self._open.pop()
            top = self._top()
        return top if top is not None and not top.listed and top.column == column else None

    def hanging(self, column: int) -> tuple[Path, bool, int]:
        """What a text at this column belongs to, whether nothing stands there yet, and the column of that."""
        self._leave(column)
        top = self._top()
        if top is None:
            return (), True, -1
        fresh = not top.filled
        top.filled = True
        return top.here, fresh, top.column

    def _leave(self, column: int) -> None:
        """Close what begins at this column or further in."""
        while self._open and self._open[-1].column >= column:
            self._open.pop()

    def _top(self) -> Frame | None:
        return self._open[-1] if self._open else None
