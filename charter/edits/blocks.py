"""A document in its canonical layout: two spaces a level, keys in the format's order, remarks with what they belong to.

Texts and what stands in brackets keep their own lines and quotes; only how deep they stand changes.
"""

from collections.abc import Sequence
from typing import NamedTuple

from charter.document import Document
from charter.document.tree import KEYED_NODE, Leaf, Node
from charter.edits.lines import Gap, Lines, divided, spaced
from charter.edits.rank import inside, ranked
from charter.model.place import Place

_TOP = ("yaml-language-server", "charter: file-ignore", "---")
"""What stands at the top of a file for the whole of it, also right above its first key."""


class _Row(NamedTuple):
    """An entry or an item as it stands in the text.

    Attributes:
        line: The line of its key or its dash, from 0.
        start: Where its key begins; for an item its value.
        lead: The remarks above it.
        tail: Those behind it that are a part of it.
    """

    key: str | int
    line: int
    start: int
    value: Node | Leaf
    lead: list[Gap]
    tail: list[Gap]


class Layout:
    """Writes one document; its lines end with LF."""

    def __init__(self, document: Document, root: Node) -> None:
        self._lines = Lines(document.places.source, root)
        self._root = root

    def written(self, place: Place | None) -> str:
        """The whole text."""
        first = self._lines.number(next(iter(self._root.children.values()))[0])
        above = self._lines.gap(0, first)
        whole = next((n for n in range(len(above), 0, -1) if not above[n - 1].text or _is_top(above[n - 1])), 0)
        below = self._lines.gap(self._lines.last(self._root) + 1, len(self._lines.texts))
        head, lead = spaced(above[:whole], 0), above[whole:]
        while head and not head[0]:
            head.pop(0)
        body = self._mapping(self._root, place, 0, lead, below)
        while body and not body[-1]:
            body.pop()
        return "".join(f"{line}\n" for line in [*head, *body])

    def _mapping(self, node: Node, place: Place | None, indent: int, lead: list[Gap], tail: list[Gap]) -> list[str]:
        rows, foot = self._rows(node, lead, tail)
        found: list[str] = []
        was_long, before = False, -1
        airy = any(not gap.text for row in rows for gap in row.lead)
        numbered = [(str(row.key), (number, row)) for number, row in enumerate(rows)]
        for _, (number, row) in ranked(numbered, place):
            moved, before = number != before + 1, number
            body = [f"{' ' * indent}{self._lines.rest(row.start)}", *self._value(row, node, place, indent)]
            above = spaced(row.lead, indent)
            is_long = not indent and any(line.startswith(" ") for line in body)
            if not found:
                above = above[1:] if above and not above[0] else above
            elif airy and moved and (is_long or was_long) and "" not in above:
                above = ["", *above]
            found += [*above, *body]
            was_long = is_long
        return [*found, *spaced(foot, indent)]

    def _items(self, node: Node, place: Place | None, indent: int, lead: list[Gap], tail: list[Gap]) -> list[str]:
        rows, foot = self._rows(node, lead, tail)
        found: list[str] = []
        for row in rows:
            body = self._item(row, node, inside(place, row.key), indent)
            begin = next(number for number, line in enumerate(body) if line and not line.lstrip().startswith("#"))
            above = [*spaced(row.lead, indent), *(f"{' ' * indent}{line.strip()}" for line in body[:begin])]
            above = above[1:] if not found and above and not above[0] else above
            found += [*above, f"{' ' * indent}- {body[begin].lstrip()}", *body[begin + 1 :]]
        return [*found, *spaced(foot, indent)]

    def _item(self, row: _Row, node: Node, place: Place | None, indent: int) -> list[str]:
        """The lines of an item without its dash, remarks above it first."""
        begin = self._lines.number(row.start)
        alone = self._lines.gap(row.line, begin) if begin > row.line else []
        lead = [gap for gap in [Gap(0, alone[0].text[1:].strip()), *alone[1:]] if gap.text] if alone else []
        if isinstance(row.value, Node) and not row.value.flow:
            write = self._mapping if row.value.is_mapping else self._items
            return write(row.value, place, indent + 2, lead, row.tail)
        return [*spaced(lead, indent), self._lines.rest(row.start), *self._wrapped(row, begin, node, indent)]

    def _value(self, row: _Row, node: Node, place: Place | None, indent: int) -> list[str]:
        """The lines of a value below the line of its key."""
        value = row.value
        if not isinstance(value, Node) or value.flow:
            return self._wrapped(row, row.line, node, indent)
        lead = self._lines.gap(row.line + 1, self._lines.number(value.start))
        write = self._mapping if value.is_mapping else self._items
        return write(value, inside(place, row.key), indent + 2, lead, row.tail)

    def _wrapped(self, row: _Row, begin: int, node: Node, indent: int) -> list[str]:
        """The further lines of a text or of what stands in brackets, and the remarks behind it."""
        numbers = range(begin + 1, self._lines.last(row.value) + 1)
        texts = [self._lines.texts[number] for number in numbers]
        if isinstance(row.value, Node):
            deeper = indent - node.indent
            found = [
                _moved(self._lines.trimmed(n, text), deeper, indent) for n, text in zip(numbers, texts, strict=True)
            ]
        elif self._lines.source[row.value[0]] in "|>":
            header = self._lines.rest(row.value[0]).partition("#")[0]
            found = _block(texts, header, node.indent, indent)
        else:
            bare = [self._lines.trimmed(n, text).lstrip(" ") for n, text in zip(numbers, texts, strict=True)]
            found = [f"{' ' * (indent + 2)}{text}" if text else "" for text in bare]
        return [*found, *spaced(row.tail, indent)]

    def _rows(self, node: Node, lead: list[Gap], tail: list[Gap]) -> tuple[list[_Row], list[Gap]]:
        """The entries or items with the remarks around each, and those that stand at the end of them all."""
        begun = list(self._begun(node))
        column = node.indent
        rows = []
        for number, (key, line, start, value) in enumerate(begun):
            behind = self._lines.last(value) + 1
            final = number + 1 == len(begun)
            gap = tail if final else self._lines.gap(behind, begun[number + 1][1])
            own, following = divided(gap, column, final=final)
            rows.append(_Row(key, line, start, value, lead, own))
            lead = following
        return rows, lead

    def _begun(self, node: Node) -> Sequence[tuple[str | int, int, int, Node | Leaf]]:
        """Key, line, start and value of every entry; of an item its number, and the line of its dash."""
        if node.is_mapping:
            entries = ((key, entry) for key, entry in node.children.items())
            return [
                (key, self._lines.number(entry[0]), entry[0], entry[2] if len(entry) == KEYED_NODE else entry[2:])
                for key, entry in entries
            ]
        found: list[tuple[str | int, int, int, Node | Leaf]] = []
        line = self._lines.number(node.start)
        for number, child in enumerate(node.children):
            if number:
                line = self._dash(self._lines.last(node.children[number - 1]) + 1, node.indent)
            found.append((number, line, child.start if isinstance(child, Node) else child[0], child))
        return found

    def _dash(self, line: int, column: int) -> int:
        while self._lines.texts[line].find("-") != column or self._lines.texts[line][:column].strip():
            line += 1
        return line


def _is_top(gap: Gap) -> bool:
    return any(mark in gap.text for mark in _TOP)


def _moved(text: str, deeper: int, indent: int) -> str:
    bare = text.lstrip(" ")
    return f"{' ' * max(len(text) - len(bare) + deeper, indent + 1)}{bare}" if bare else ""


def _block(texts: Sequence[str], header: str, before: int, indent: int) -> list[str]:
    """The lines of a block of text; what of their spaces is a part of the text stays."""
    given = next((int(sign) for sign in header if sign.isdigit()), 0)
    first = next((len(text) - len(text.lstrip(" ")) for text in texts if text.strip(" ")), 0)
    old, new = (before + given, indent + given) if given else (first, indent + 2)
    return [f"{' ' * new}{text[old:]}" if text[old:] else "" for text in texts]
