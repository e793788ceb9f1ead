"""Mappings in brackets, each on one line, with their keys in the format's order; what is between the entries stays."""

from collections.abc import Iterator

from charter.document import Document
from charter.document.tree import Leaf, Node
from charter.edits.rank import inside, ranked
from charter.edits.splice import Cut
from charter.model.place import Place


def bracket_cuts(document: Document, place: Place | None) -> Iterator[Cut]:
    """What is to be replaced so that every mapping in brackets has its keys in order."""
    root = document.places.root
    if root is not None:
        yield from _below(root, place, document.places.source)


def _below(node: Node, place: Place | None, source: str) -> Iterator[Cut]:
    if node.flow:
        now = _written(node, place, source)
        if now != source[node.start : node.end]:
            yield Cut(node.start, node.end, now)
        return
    for slot, child in node.entries():
        if isinstance(child, Node):
            yield from _below(child, inside(place, slot.key), source)


def _written(node: Node, place: Place | None, source: str) -> str:
    places, texts = [], []
    for slot, child in node.entries():
        start, end = (slot.start if node.is_mapping else _start(child)), _end(child)
        places.append((start, end))
        value = child.start if isinstance(child, Node) else child[0]
        below = inside(place, slot.key)
        written = _written(child, below, source) if isinstance(child, Node) else source[value:end]
        texts.append((str(slot.key), source[start:value] + written))
    movable = node.is_mapping and "\n" not in source[node.start : node.end]
    parts, position = [], node.start
    for (start, end), (_, text) in zip(places, ranked(texts, place) if movable else texts, strict=True):
        parts += [source[position:start], text]
        position = end
    return "".join([*parts, source[position : node.end]])


def _start(child: Node | Leaf) -> int:
    return child.start if isinstance(child, Node) else child[0]


def _end(child: Node | Leaf) -> int:
    return child.end if isinstance(child, Node) else child[1]
