"""Which values the reader takes as they are, and what it says about the others: empty, split, wrapped, borrowed."""

import re
from typing import Any, Final

from charter.document.cuts import QUOTE_IT, cut_by_a_remark, whole
from charter.document.defect import LIMITS, Defects, shown
from charter.document.keys import Keys
from charter.document.scalars import NOTHING, reading
from charter.document.syntax import OPEN_QUOTE
from charter.document.tree import Node, Slot
from charter.finding import Path

_PROPERTIES = re.compile(r"(?:[&!]\S*\s*)+")
_ESCAPED_END = re.compile(r"(?<!\\)(?:\\\\)*(\\)\r?\n *\r?\n")  # libyaml breaks the line, npm's yaml does not
_NEXT_KEY = re.compile(r"(?:- +)?(?:\{ *)?[\w-]+:(?: |\Z)")
_WRITE_A_VALUE: Final = "write a value, or `none: <reason>`, or `tbd: {owner: <role>, by: <date>}`"


class Values:
    """Judges the values of one document.

    Attributes:
        unreadable: Paths whose value could not be read; the data holds an empty text there.
        plain: Unquoted values that other readers take for something else than text, and for what.
        swallowed: Where the last text in quotes stands that runs over several lines.
    """

    def __init__(self, source: str, defects: Defects, keys: Keys) -> None:
        self.unreadable: set[Path] = set()
        self.plain: dict[Path, str] = {}
        self.swallowed = (0, 0)
        self._source = source
        self._defects = defects
        self._keys = keys

    def odd(self, value: str, start: int, end: int, slot: Slot) -> str | None:
        """A plain value that some reader does not take for text; None if it is but the rest of a split text."""
        if len(value) > LIMITS.scalar:
            return value  # refused later; expressions would take long
        meaning = reading(value)
        if meaning is NOTHING:
            if not value and slot.node.flow and slot.node.is_mapping and ":" not in self._source[slot.end : start]:
                return self._split(slot)
            return self.empty(value, start, end, slot)
        path = slot.path
        if meaning is not None and path is not None:
            self.plain[path] = meaning
        elif value == "-" and slot.node.flow:
            self._say((start, end), "a dash stands alone inside brackets", "put quotes around it", path)
        return value

    def wrapped(self, value: str, start: int, end: int, slot: Slot) -> str:
        """A quoted text or a block of text that runs over several lines."""
        if end - start > LIMITS.scalar:
            return value  # refused later
        if self._source[start] not in "|>":
            self.swallowed = (start, end)
            self.indented(start, end, slot.node, "a text in quotes", comments=False)
            gap = _ESCAPED_END.search(self._source, start, end)
            if gap and self._source[start] == '"':
                words = "a blank line follows a line that ends with a backslash"
                self._say((gap.start(1), gap.start(1) + 1), words, 'write "\\n" for a line break', slot.path)
            return value
        if not value.strip():
            return self.empty("", start, start + 1, slot)
        if start - self._source.rfind("\n", 0, start) - 1 <= slot.node.indent:
            cure = "put it on the line of its key"
            self._say((start, start + 1), "the sign that begins this block of text is not indented", cure, slot.path)
        return value

    def indented(self, start: int, end: int, node: Node, what: str, *, comments: bool) -> None:
        """Say so if a further line of a wrapped text or bracket does not stand deeper than its key."""
        begin = start
        for line in self._source[start:end].splitlines(keepends=True):
            text = line.strip(" \r\n")
            shallow = len(line) - len(line.lstrip(" ")) <= node.indent
            if shallow and text and begin > start and not (comments and text.startswith("#")):
                if not comments and _NEXT_KEY.match(text):
                    place = (start, start + len(self._source[start:end].partition("\n")[0].rstrip()))
                    self._say(place, *OPEN_QUOTE)
                    return
                words = f"{what} goes on here, but the line is not indented"
                words = "this closing bracket is not indented" if text[0] in "]}" else words
                place = (begin + line.index(text[0]), begin + len(line.rstrip()))
                self._say(place, words, "indent it deeper than the key it belongs to")
                return
            begin += len(line)

    def pair(self, node: Node) -> None:
        """A single key with a value in a list in brackets, where some readers want a space behind the colon."""
        for start, end, value, *_ in node.children.values():
            begin = value.start if isinstance(value, Node) else value
            if self._source[end:begin] == ":" and begin < node.end:
                self._say((start, begin), "a space is missing after the colon", "write `key: value`")

    def alias(self, event: Any, slot: Slot) -> None:
        """A value that is borrowed from another place."""
        words = f"*{event.anchor[:60]} borrows a value from another place"
        cure = "write the value out; a text that begins with * goes in quotes"
        path = slot.path
        self._say((event.start_mark.index, event.end_mark.index), words, cure, path)
        if path is not None:
            self.unreadable.add(path)

    def without_properties(self, event: Any, slot: Slot) -> int:
        """Where a value that bears an anchor or a tag begins itself."""
        start = event.start_mark.index
        match = _PROPERTIES.match(self._source, start, max(start, event.end_mark.index))
        begin = match.end() if match else start
        for written in re.finditer(r"[&!]\S*", self._source[start:begin]):
            words = "a tag gives this value a type" if written[0][0] == "!" else "an anchor gives this value a name"
            cure = f"delete it; a text that begins with {written[0][0]} goes in quotes"
            self._say((start + written.start(), start + written.end()), words, cure, slot.path)
        if getattr(event, "value", None) == "" and (path := slot.path) is not None:
            self.unreadable.add(path)
        return begin

    def empty(self, word: str, start: int, end: int, slot: Slot) -> str:
        """A value that says nothing: missing, or a word for nothing."""
        if slot.node.parent is None:
            return ""  # the whole document; said elsewhere
        mapping = slot.node.is_mapping
        owner = shown(self._source[slot.start : slot.end].strip("'\"")) if mapping else "this item"
        if start == end:
            start, end = (slot.start, slot.end) if mapping else (max(start - 1, 0), end)
        words = f'{owner} is "{word}", which says nothing' if word else f"{owner} has no value"
        glued = mapping and not word and ":" in owner
        return self._unread((start, end), words, "put a space after the colon" if glued else _WRITE_A_VALUE, slot)

    def _unread(self, place: tuple[int, int], words: str, cure: str, slot: Slot) -> str:
        path = slot.path
        if path is not None:
            self._defects.say("empty-value", place, words, cure, path)
            self.unreadable.add(path)
        return ""

    def _split(self, slot: Slot) -> str | None:
        node, source = slot.node, self._source
        cut = next(reversed(node.children), None)
        place: tuple[int, ...] = node.children[cut] if isinstance(cut, str) else ()
        if len(place) != 4 or place[2] == place[3] or {source[place[2]], source[slot.start]} & set("\"'"):
            return self.empty("", slot.start, slot.start, slot)
        self._keys.retract(slot.start)
        start, end = place[2], slot.end
        path = Slot(node, cut, place[0], place[1]).path
        if self._defects and self._defects[-1].rule == "split-text" and self._defects[-1].start == start:
            self._defects.pop()
        self._defects.say("split-text", (start, end), "", QUOTE_IT, path)
        node.data[cut] = ""
        node.children[cut] = (place[0], place[1], start, end)
        if path is not None:
            self.plain.pop(path, None)
            self.unreadable.add(path)
        return None

    def finish(self) -> None:
        """Show the texts that were split, now that their ends are known."""
        for number, defect in enumerate(self._defects):
            if defect.rule == "split-text":
                self._defects[number] = whole(defect, self._source)

    def remarks(self, root: Node) -> None:
        """Refuse the texts that a # cuts."""
        for scalar, defect in cut_by_a_remark(self._source, root):
            if scalar.path in self.unreadable:
                continue
            self._defects.add(defect)
            if scalar.path is not None and scalar.slot.key is not None:
                scalar.slot.node.data[scalar.slot.key] = ""
                self.plain.pop(scalar.path, None)
                self.unreadable.add(scalar.path)

    def _say(self, place: tuple[int, int], words: str, cure: str, path: Path | None = None) -> None:
        self._defects.say("invalid-yaml", place, words, cure, path)
