"""An entry that stands twice in a mapping, word for word: the stretch without which it stands once."""

from charter.document.text import STAND_IN
from charter.document.tree import KEYED_NODE, Entry, Leaf, Node


def spare(source: str, node: Node, first: str, again: int) -> Leaf | None:
    """The stretch of the second entry with its line or its comma; None unless both are the same to the letter.

    Args:
        again: What the second entry, which was dropped, stands under.
    """
    if first not in node.data:  # it is dropped as well: it only looks different from one above
        return None
    one, other = (_written(source, node.children[key]) for key in (first, again))
    text = source[slice(*one)]
    if not text or text != source[slice(*other)] or STAND_IN in text or node.data[first] != node.data[again]:
        return None
    return _in_brackets(source, node.children[again][0], other[1]) if node.flow else _lines(source, node, again, other)


def _lines(source: str, node: Node, again: int, value: Leaf) -> Leaf | None:
    key = node.children[again][0]
    begin = source.rfind("\n", 0, key) + 1
    end = source.find("\n", value[1])
    alone = not source[begin:key].strip(" ") and not source[value[1] : end].strip()
    return (begin, end + 1) if alone else None


def _in_brackets(source: str, key: int, end: int) -> Leaf | None:
    before = source[:key].rstrip(" ")
    return (len(before) - 1, end) if before.endswith(",") else None


def _written(source: str, entry: Entry) -> Leaf:
    """Where the value of an entry stands, a block of text without the line ends behind it."""
    if len(entry) == KEYED_NODE:
        start, end = entry[2].start, _end(entry[2])
    else:
        start, end = entry[2:]
    return start, start + len(source[start:end].rstrip())


def _end(child: Node | Leaf) -> int:
    while isinstance(child, Node):
        last = child.last()
        if child.flow or last is None:
            return child.end
        child = last
    return child[1]
