"""What the reader found wrong, while places are still plain offsets into the text."""

from typing import NamedTuple

from charter.finding import Path


class Limits(NamedTuple):
    """How much a file may hold; a file beyond any of these is not read at all."""

    bytes: int
    depth: int
    nodes: int
    scalar: int


LIMITS = Limits(bytes=1 << 20, depth=32, nodes=50_000, scalar=64 << 10)
"""Bytes of the file, levels of nesting, mappings plus lists plus scalars, code points of one scalar."""


class Defect(NamedTuple):
    """One thing the reader has to say about the stretch `start` to `end` (exclusive) of the text.

    Attributes:
        path: What it is about; None where that is unknown or was dropped.
        first: For a duplicate, the stretch where the first one stands.
        instead: A text that would settle it, in place of the stretch.
        safe: Whether `instead` cannot change what the charter means.
    """

    rule: str
    start: int
    end: int
    message: str
    help: str
    path: Path | None = None
    first: tuple[int, int] | None = None
    instead: str | None = None
    safe: bool = False


class Stop(Exception):
    """The reader cannot go on; carries why."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.message)
        self.defect = defect


def shown(text: str, most: int = 60) -> str:
    """A stretch of a hostile file on one line in quotes, at most `most` code points of it."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= most else f'"{line[:most]}…"'
