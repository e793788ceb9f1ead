"""Which keys a mapping may hold: each once, readable, and the same text to every YAML reader."""

import re
import unicodedata
from typing import Any, Final

from charter.document.defect import LONGEST_KEY, Defect, Defects, Stop, shown
from charter.document.repeats import spare
from charter.document.scalars import WORDS, reading
from charter.document.syntax import item_sign
from charter.document.text import HIDDEN, name
from charter.document.tree import Node, Slot

_SIMPLE = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_KNOWN: set[str] = set()
_MOST_KNOWN: Final = 4096


def dropped(start: int) -> int:
    """The key that stands for one that is not read, unique by where it stands; always below `tree.ITEM`."""
    return -2 - start


class Keys:
    """Judges the keys of one document.

    Attributes:
        known: Keys that need no second look, remembered from one document to the next.
        folded: Whether an entry was dropped after it had been read.
    """

    def __init__(self, source: str, defects: Defects) -> None:
        self.known = _KNOWN
        self.folded = False
        self._source = source
        self._defects = defects
        self._begun = (-1, 0)

    def vetted(self, event: Any, start: int, end: int, node: Node) -> str | int:
        """The key as it is to be stored; a negative number if its entry is to be dropped."""
        key: str = event.value
        self._begun = (start, len(self._defects))
        if _SIMPLE.fullmatch(key) and key not in WORDS:
            if len(_KNOWN) < _MOST_KNOWN:
                _KNOWN.add(key)
        else:
            node.untidy = True
            if event.implicit[0] and key == "<<":
                return self._merge(start, end)
            if event.implicit[0] and (sign := item_sign(f"{key}: ")):
                raise Stop(Defect("invalid-yaml", start, start + 1, *sign[1:]))
            if len(key) > LONGEST_KEY:
                return self._too_long(start)
            key = self._cleaned(key, (start, end), node, plain=event.implicit[0])
        if key not in node.data:
            return key
        node.untidy = True
        self._repeated(node, key, key, (start, end))
        return dropped(start)

    def retract(self, start: int) -> None:
        """Take back what was said about the key at `start`: it turned out to be none."""
        if self._begun[0] == start:
            del self._defects[self._begun[1] :]

    def settle(self, node: Node) -> None:
        """At the end of a mapping: remove dropped entries, and keys that only look different."""
        seen: dict[str, str] = {}
        for key in list(node.data):
            if isinstance(key, int):
                self._mend(node, key)
                del node.data[key]
                continue
            first = seen.setdefault(unicodedata.normalize("NFKC", key).casefold(), key)
            if first is not key:
                self._repeated(node, first, key, node.children[key][:2])
                self.folded = True
                del node.data[key]

    def _repeated(self, node: Node, first: str, key: str, place: tuple[int, int]) -> None:
        words = f"{shown(key)} stands here a second time"
        if first != key:
            words = f"{shown(key)} is the same key as {shown(first)}"
        start, end = node.children[first][:2]
        defect = Defect("duplicate-key", *place, words, "keep one of the two", Slot(node, first, *place).path)
        self._defects.add(defect._replace(first=(start, end)))

    def _mend(self, node: Node, again: int) -> None:
        """Tell how a repetition is settled where both entries say the same in the same words."""
        start = -2 - again
        for number, defect in enumerate(self._defects):
            if defect.start == start and defect.rule == "duplicate-key" and defect.path:
                stretch = spare(self._source, node, str(defect.path[-1]), again)
                if stretch:
                    self._defects[number] = defect._replace(mends=((*stretch, ""),), safe=True)

    def _merge(self, start: int, end: int) -> int:
        self._defects.say("invalid-yaml", (start, end), "a merge key copies another part", "write the fields out")
        return dropped(start)

    def _too_long(self, start: int) -> int:
        words = f"a key has at most {LONGEST_KEY:,} characters"
        self._defects.say("invalid-yaml", (start, start + 1), words, "shorten it")
        return dropped(start)

    def _cleaned(self, key: str, place: tuple[int, int], node: Node, *, plain: bool) -> str:
        hidden = HIDDEN.search(key)
        bare = HIDDEN.sub("", key)
        clean = unicodedata.normalize("NFC", bare.strip() if plain else bare)
        path = Slot(node, clean, *place).path
        if hidden and "\\" in self._source[slice(*place)]:
            words = f"the key holds a character nobody can see: {name(hidden[0])}"
            self._defects.say("hidden-character", place, words, "type the key again", path)
        elif plain and bare != bare.strip():
            words = f"the key {shown(clean)} begins or ends with a character that only looks like a space"
            cure = "type the key again"
            # what is left, the reader takes already; other hidden characters in it are told and mended by themselves
            instead = None if hidden or self._source[slice(*place)] != key else key.strip()
            self._defects.add(Defect("hidden-character", *place, words, cure, path, instead=instead, safe=True))
        meaning = reading(clean) if plain and not hidden else None
        if meaning is not None:
            words = f"other YAML readers take the key {shown(clean)} for {meaning}"
            self._defects.add(
                Defect("ambiguous-scalar", *place, words, "put quotes around it", path, instead=f'"{clean}"', safe=True)
            )
        return clean
