"""From the parser's events to plain data: every scalar as text, what is not allowed stepped over and told."""

from collections.abc import Callable
from typing import Any, Final, NoReturn

from charter.document.defect import LIMITS, Defect, Defects, Stop
from charter.document.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    event_source,
)
from charter.document.keys import Keys, dropped
from charter.document.scalar_values import Values
from charter.document.scalars import ODD, WORDS, is_odd
from charter.document.tree import ITEM, Node, Slot

_MOST_EVENTS: Final = 2 * LIMITS.nodes + 4


class Composer:
    """Reads the one document of a text.

    Attributes:
        defects: What is wrong, in the order it was met.
        top: A list of one: the document's root.
    """

    def __init__(self, source: str) -> None:
        self.defects = Defects()
        self.top = Node(None, 0, mapping=False, start=0)
        self.keys = Keys(source, self.defects)
        self.values = Values(source, self.defects, self.keys)
        self._source = source
        self._documents = 0
        self._containers = 0

    def compose(self) -> Node:
        """The document's root.

        Raises:
            Stop: A limit is exceeded, or there is not exactly one document, or its root is a lone scalar.
            YAMLError: The text is not YAML.
        """
        try:
            events = self._read(event_source(self._source))
        finally:
            self.values.finish()
        if events - 4 - self._containers > LIMITS.nodes:
            _stop(0, f"the file holds more than {LIMITS.nodes:,} values", "move data out of it")
        if self.top.data in ([], [""]):
            _stop(0, "the file is empty", "begin with `charter: 1`, or let `charter new` write a draft")
        root = self.top.children[0]
        if not isinstance(root, Node):
            _stop(root[0], "the file holds a text, not keys with values", "begin with `charter: 1`")
        return root

    def _read(self, get: Callable[[], Any]) -> int:  # noqa: C901, PLR0912 - the one hot loop: calls would cost a tenth
        known, vetted, values, node = self.keys.known, self.keys.vetted, self.values, self.top
        data, children = node.data, node.children
        key: str | int | None = ITEM
        key_start = key_end = 0
        for count in range(1, _MOST_EVENTS + 1):
            event = get()
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                first, last = event.start_mark, event.end_mark
                start, end = first.index, last.index
                if event.anchor is not event.tag:
                    start = values.without_properties(event, Slot(node, key, key_start, key_end))
                if key is None:
                    key = value if value in known and value not in data else vetted(event, start, end, node)
                    key_start, key_end = start, end
                    continue
                if event.implicit[0]:
                    if value in WORDS or (value[0] in ODD and is_odd(value)):
                        value = values.odd(value, start, end, Slot(node, key, key_start, key_end))
                elif first.line != last.line:
                    value = values.wrapped(value, start, end, Slot(node, key, key_start, key_end))
                if key is ITEM:
                    data.append(value)
                    children.append((start, end))
                else:
                    if value is not None:
                        data[key] = value
                        children[key] = (key_start, key_end, start, end)
                    key = None
                continue
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                node = self._opened(event, node, key, (key_start, key_end))
                key = None if kind is MappingStartEvent else ITEM
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if node.flow or node.untidy:
                    self._close(event, node)
                parent, key = node.parent, node.after
                node.parent = None
                node = parent  # type: ignore[assignment] # what ends has begun
            elif kind is StreamEndEvent:
                return count
            else:
                key = self._rare(event, kind, Slot(node, key, key_start, key_end))
            data, children = node.data, node.children
        return _MOST_EVENTS + LIMITS.nodes

    def _opened(self, event: Any, node: Node, key: str | int | None, key_place: tuple[int, int]) -> Node:
        mark = event.start_mark
        start, column = mark.index, mark.column
        if node.depth == LIMITS.depth:
            _stop(start, f"more than {LIMITS.depth} levels stand inside each other", "nest less deeply")
        if event.anchor is not event.tag:
            start = self.values.without_properties(event, Slot(node, key, *key_place))
            column = start - self._source.rfind("\n", 0, start) - 1
        self._containers += 1
        mapping = type(event) is MappingStartEvent
        if key is ITEM:
            child = Node(node, len(node.data), mapping, start)
            child.after = ITEM
            node.data.append(child.data)
            node.children.append(child)
        else:
            step = self._complex_key(start, node) if key is None else key
            child = Node(node, step, mapping, start)
            child.after = dropped(start + 1) if key is None else None
            node.data[step] = child.data
            node.children[step] = (*key_place, child) if key is not None else (start, start, child)
        if event.flow_style:
            child.flow = True
        else:
            child.indent = column
        return child

    def _close(self, event: Any, node: Node) -> None:
        parent = node.parent
        if node.flow and parent is not None:
            node.end = event.end_mark.index
            if self._source[node.start] not in "[{":
                self.values.pair(node)
            if not parent.flow and "\n" in self._source[node.start : node.end]:
                self.values.indented(node.start, node.end, parent, "what stands in brackets", comments=True)
        if node.untidy:
            self.keys.settle(node)

    def _rare(self, event: Any, kind: type, slot: Slot) -> str | int | None:
        if kind is AliasEvent:
            return self._alias(event, slot)
        if kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                start = event.start_mark.index
                words = "a second document begins here"
                raise Stop(Defect("invalid-yaml", start, start + 3, words, "keep one document in a file"))
        return slot.key

    def _alias(self, event: Any, slot: Slot) -> str | int | None:
        node, start, end = slot.node, event.start_mark.index, event.end_mark.index
        self.values.alias(event, slot)
        if slot.key is None:
            node.untidy = True
            return dropped(start)
        if slot.key is ITEM:
            node.data.append("")
            node.children.append((start, end))
            return ITEM
        node.data[slot.key] = ""
        node.children[slot.key] = (slot.start, slot.end, start, end)
        return None

    def _complex_key(self, start: int, node: Node) -> int:
        node.untidy = True
        end = self._source.find("\n", start)
        words = "a mapping or a list stands where a key is due"
        cure = "write a plain key; a placeholder such as {{ name }} goes in quotes"
        self.defects.say("invalid-yaml", (start, end), words, cure)
        return dropped(start)


def _stop(start: int, message: str, help: str) -> NoReturn:
    raise Stop(Defect("invalid-yaml", start, start, message, help))
