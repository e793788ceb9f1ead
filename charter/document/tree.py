"""Where everything stands: the shape of a document once more, with offsets into its text for values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from charter.finding import Path

Data: TypeAlias = "dict[str, Data] | list[Data] | str"
"""A document's content: every scalar is its text, in Unicode normal form C."""

Leaf: TypeAlias = tuple[int, int]
"""Where a scalar of a list stands: start and end."""

Entry: TypeAlias = "tuple[int, int, int, int] | tuple[int, int, Node]"
"""Where a key stands (start, end), and its value: a scalar's start and end, or a container."""

KEYED_NODE: Final = 3
"""The length of the entry of a container under a key."""

ITEM: Final = -1
"""Stands for the key while the container is a list. Keys below it are of entries that were dropped."""


class Node:
    """A mapping or a list, and where it stands. Mutable only while it is being read.

    Attributes:
        parent: Where it hangs, until it ends; kept no longer, so that a tree is no cycle.
        step: Its key or index in `parent`; a negative number if it was dropped.
        data: What it holds, without what was dropped.
        children: An `Entry` by key, or a `Leaf` or `Node` by index; dropped entries stand under negative numbers.
        indent: Column of the innermost block mapping or list, from 0; -1 outside of any.
        after: What the parent waits for when this one ends: None a key, `ITEM` an item, a key its value.
    """

    __slots__ = ("after", "children", "data", "depth", "end", "flow", "indent", "parent", "start", "step", "untidy")

    def __init__(self, parent: Node | None, step: str | int, mapping: bool, start: int) -> None:
        self.parent = parent
        self.step = step
        self.start = self.end = start
        self.flow = self.untidy = False
        self.after: str | int | None = None
        if mapping:
            self.data: Any = {}
            self.children: Any = {}
        else:
            self.data = []
            self.children = []
        if parent is None:
            self.depth, self.indent = 0, -1
        else:
            self.depth, self.indent = parent.depth + 1, parent.indent

    @property
    def is_mapping(self) -> bool:
        """Whether this is a mapping, not a list."""
        return isinstance(self.data, dict)

    def scalars(self) -> Iterator[Scalar]:
        """Every scalar below, keys too, in the order of the text."""
        position = 0
        pending: list[tuple[Path | None, Iterator[tuple[Slot, Node | Leaf]]]] = [((), self.entries())]
        while pending:
            above, entries = pending[-1]
            for slot, child in entries:
                kept = above is not None and (not slot.node.is_mapping or slot.key in slot.node.data)
                path = (*above, slot.key) if kept else None  # type: ignore[misc] # a kept entry has a key
                if slot.end > slot.start >= position:
                    yield Scalar(slot, path, slot.start, slot.end, True)
                    position = slot.end
                if isinstance(child, Node):
                    pending.append((path, child.entries()))
                    break
                if child[0] >= position:
                    yield Scalar(slot, path, child[0], child[1], False)
                    position = child[1]
            else:
                pending.pop()

    def child(self, step: str | int) -> tuple[Slot, Node | Leaf] | None:
        """The child at a key or an index, and where it hangs; None if there is none."""
        if self.is_mapping:
            if step not in self.data or not isinstance(step, str):
                return None
            entry = self.children[step]
            return Slot(self, step, entry[0], entry[1]), entry[2] if len(entry) == KEYED_NODE else entry[2:]
        if not isinstance(step, int) or not 0 <= step < len(self.children):
            return None
        return Slot(self, step, 0, 0), self.children[step]

    def last(self) -> Node | Leaf | None:
        """The child that stands last in the text."""
        if not self.children:
            return None
        entry = self.children[next(reversed(self.children))] if self.is_mapping else self.children[-1]
        if self.is_mapping:
            entry = entry[2] if len(entry) == KEYED_NODE else entry[2:]
        child: Node | Leaf = entry
        return child

    def entries(self) -> Iterator[tuple[Slot, Node | Leaf]]:
        """Its children in the order of the text, with what was dropped."""
        if self.is_mapping:
            for key, entry in self.children.items():
                yield Slot(self, key, entry[0], entry[1]), entry[2] if len(entry) == KEYED_NODE else entry[2:]
        else:
            for index, child in enumerate(self.children):
                yield Slot(self, index, 0, 0), child


class Slot(NamedTuple):
    """Where a value goes: its container, its key there, and where that key stands.

    Attributes:
        key: `ITEM` or an index in a list, a negative number for an entry that is dropped, None where a key is due.
    """

    node: Node
    key: str | int | None
    start: int
    end: int

    @property
    def path(self) -> Path | None:
        """The path of the value; None if it is dropped."""
        if self.key is None:
            return None
        node = self.node
        step = len(node.data) if self.key is ITEM else self.key
        steps: list[str | int] = []
        while node.parent is not None:
            if type(step) is int and step < ITEM:
                return None
            steps.append(step)
            step, node = node.step, node.parent
        return tuple(reversed(steps))


class Scalar(NamedTuple):
    """A scalar of a document that was read.

    Attributes:
        path: Where its value, or the value under this key, stands in the document; None if that was dropped.
    """

    slot: Slot
    path: Path | None
    start: int
    end: int
    is_key: bool
