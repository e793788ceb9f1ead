"""What the reader found wrong, while places are still plain offsets into the text."""

from typing import Final, NamedTuple

from charter.finding import Path


class Limits(NamedTuple):
    """How much a file may hold; a file beyond any of these is not read at all."""

    bytes: int
    depth: int
    nodes: int
    scalar: int


LIMITS = Limits(bytes=1 << 20, depth=32, nodes=50_000, scalar=64 << 10)
"""Bytes of the file, levels of nesting, mappings plus lists plus scalars, code points of one scalar."""


LONGEST_KEY: Final = 1024
"""Code points; YAML's own limit for a key without a question mark."""

MOST_DEFECTS: Final = 500
"""So many in one file are told; what follows is not read."""


class Defect(NamedTuple):
    """One thing the reader has to say about the stretch `start` to `end` (exclusive) of the text.

    Attributes:
        path: What it is about; None where that is unknown or was dropped.
        first: For a duplicate, the stretch where the first one stands.
        instead: A text that would settle it, in place of the stretch.
        mends: Where what would settle it stands elsewhere than in the stretch: start, end, and the text instead.
        safe: Whether they cannot change what the charter means.
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
    mends: tuple[tuple[int, int, str], ...] = ()


class Stop(Exception):
    """The reader cannot go on; carries why."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.message)
        self.defect = defect


class Defects(list[Defect]):
    """What was found so far; a file with more than `MOST_DEFECTS` is not read to its end."""

    def say(self, rule: str, place: tuple[int, int], message: str, help: str, path: Path | None = None) -> None:
        """Add one.

        Raises:
            Stop: There are too many.
        """
        self.add(Defect(rule, *place, message, help, path))

    def add(self, defect: Defect) -> None:
        """Add one that is already made.

        Raises:
            Stop: There are too many.
        """
        if len(self) == MOST_DEFECTS:
            words = f"the file has more than {MOST_DEFECTS} defects, what follows was not read"
            raise Stop(Defect("invalid-yaml", defect.start, defect.end, words, "settle those above first"))
        self.append(defect)


def shown(text: str, most: int = 60) -> str:
    """A stretch of a hostile file on one line in quotes, at most `most` code points of it."""
    line = " ".join(text[: 2 * most].split())
    return f'"{line}"' if len(line) <= most and len(text) <= 2 * most else f'"{line[:most]}…"'
