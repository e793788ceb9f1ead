"""Where the things that a path names stand: lines and columns, worked out only when somebody asks."""

from bisect import bisect_right

from charter.document.tree import Leaf, Node, Slot
from charter.finding import Path, Position, Span


class Places:
    """The places of one text.

    Attributes:
        source: The text; its lines end with LF or CRLF.
        root: The document's shape; None where it could not be read.
    """

    def __init__(self, source: str, root: Node | None) -> None:
        self.source = source
        self.root = root
        self._lines: list[int] = []

    def between(self, start: int, end: int) -> Span:
        """The stretch from one offset to another."""
        return Span(self._position(start), self._position(max(start, end)))

    def of(self, path: Path, on_key: bool = False) -> Span:
        """The place of what a path names, or of the nearest parent that exists."""
        if self.root is None:
            return self.between(0, 0)
        stretch, node = self._of_root(self.root), self.root
        for left, step in zip(range(len(path) - 1, -1, -1), path, strict=True):
            found = node.child(step)
            if found is None:
                break
            slot, child = found
            stretch = self._of_child(slot, child, on_key and left == 0)
            if not isinstance(child, Node):
                break
            node = child
        return self.between(*stretch)

    def offset(self, position: Position) -> int:
        """The offset of a line and column; of what lies beyond a line its end, beyond the text the end of that."""
        self._measure()
        line = min(position.line, len(self._lines))
        end = self._lines[line] - 1 if line < len(self._lines) else len(self.source)
        return min(self._lines[line - 1] + position.column - 1, end) if line == position.line else end

    def _measure(self) -> None:
        if not self._lines:
            begin = 0
            for text in self.source.split("\n"):
                self._lines.append(begin)
                begin += len(text) + 1

    def _position(self, offset: int) -> Position:
        self._measure()
        offset = min(offset, len(self.source))
        line = bisect_right(self._lines, offset)
        return Position(line, offset - self._lines[line - 1] + 1)

    def _of_root(self, root: Node) -> Leaf:
        if root.is_mapping and root.children:
            key = next(iter(root.children.values()))
            return key[0], key[1]
        return self._first_line(root)

    def _of_child(self, slot: Slot, child: Node | Leaf, on_key: bool) -> Leaf:
        under_key = slot.node.is_mapping
        if isinstance(child, Node):
            return (slot.start, slot.end) if under_key else self._first_line(child)
        start, end = child
        if under_key and (on_key or start == end):
            return slot.start, slot.end
        if start == end:
            return max(start - 1, 0), end
        return start, self._end(child)

    def _first_line(self, node: Node) -> Leaf:
        line = self.source.find("\n", node.start)
        line = len(self.source) if line < 0 else line
        end = min(self._end(node), line)
        return node.start, node.start + len(self.source[node.start : end].rstrip())

    def _end(self, child: Node | Leaf) -> int:
        while isinstance(child, Node):
            last = child.last()
            if child.flow or last is None:
                return child.end
            child = last
        start, end = child
        return start + len(self.source[start:end].rstrip()) if self.source[start : start + 1] in "|>" else end
