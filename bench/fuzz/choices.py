"""The bytes that a fuzzer gives, as choices: every input is a way of changing something, and none is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Choices:
    """Choices in the order of the bytes; where they are used up, the first of everything is taken."""

    def __init__(self, raw: bytes) -> None:
        self._raw, self._at = raw, 0

    @property
    def left(self) -> bool:
        """Whether there are bytes left."""
        return self._at < len(self._raw)

    def below(self, count: int) -> int:
        """A number from 0, smaller than `count`."""
        size = 1 if count <= 1 << 8 else 2 if count <= 1 << 16 else 3
        piece = self._raw[self._at : self._at + size]
        self._at += size
        return int.from_bytes(piece, "big") % max(count, 1)

    def one(self, items: Sequence[Item]) -> Item:
        """One of a few things; there is at least one."""
        return items[self.below(len(items))]
