"""A closer look at every scalar of a document that holds unusual characters, escapes, or very long texts."""

import re
import unicodedata
from bisect import bisect_left
from typing import Final

from charter.document.defect import LIMITS, Defect, Defects, Stop, shown
from charter.document.text import HIDDEN, STAND_IN, Text, hidden_at, name, usual
from charter.document.tree import Node, Scalar
from charter.finding import Path

_MOST: Final = 100
_WORD = re.compile(r"\S+")


class Scrutiny:
    """Looks at the scalars of one document and cleans its data.

    Attributes:
        defects: What it found.
        unreadable: Paths of values that held something hidden; the data holds an empty text there.
    """

    def __init__(self, text: Text) -> None:
        self.defects = Defects()
        self.unreadable: set[Path] = set()
        self._text = text
        self._told: set[int] = set()

    @staticmethod
    def is_due(text: Text) -> bool:
        """Whether a document can hold anything that this would find."""
        return text.unusual or "\\" in text.source or len(text.source) > LIMITS.scalar

    def look(self, root: Node) -> None:
        """Look at every scalar.

        Raises:
            Stop: One is too long.
        """
        for scalar in root.scalars():
            if scalar.end - scalar.start > LIMITS.scalar:
                words = f"this text has more than {LIMITS.scalar:,} characters"
                raise Stop(
                    Defect(
                        "invalid-yaml",
                        scalar.start,
                        scalar.start + 1,
                        words,
                        "move it to a file of its own",
                        scalar.path,
                    )
                )
            if self._text.unusual:
                self._as_written(scalar)
            if not scalar.is_key and scalar.path is not None:
                self._as_read(scalar)

    def elsewhere(self) -> None:
        """Tell of the hidden characters that stand in no scalar, or were too many to tell one by one."""
        hidden = self._text.hidden
        self.defects += [hidden_at(self._text.text, offset) for offset in hidden[:_MOST] if offset not in self._told]
        if len(hidden) > _MOST:
            words = f"{len(hidden) - _MOST:,} more hidden characters follow"
            place = hidden[_MOST]
            self.defects.append(Defect("hidden-character", place, place + 1, words, "type the text again"))

    def _as_written(self, scalar: Scalar) -> None:
        _, path, start, end, _ = scalar
        hidden = self._text.hidden[:_MOST]
        for offset in hidden[bisect_left(hidden, start) : bisect_left(hidden, end)]:
            self._told.add(offset)
            self.defects.add(hidden_at(self._text.text, offset)._replace(path=path))
        source = self._text.source
        if unicodedata.is_normalized("NFC", source[start:end]):
            return
        for word in _WORD.finditer(source, start, end):
            instead = unicodedata.normalize("NFC", word[0])
            if instead != word[0]:
                words = f"{shown(word[0])} is not made of the usual characters (not in Unicode normal form C)"
                cure = "type it again; it looks the same and is the same then"
                defect = Defect("hidden-character", *word.span(), words, cure, path, instead=instead, safe=True)
                self.defects.add(defect)

    def _as_read(self, scalar: Scalar) -> None:
        data, key = scalar.slot.node.data, scalar.slot.key
        written = self._text.source[scalar.start : scalar.end]
        escaped = written.startswith('"') and "\\" in written
        if STAND_IN in written:
            data[key] = self._unread(scalar)
        elif escaped and (hidden := HIDDEN.search(data[key])):
            self._say(scalar, f"an escape writes a character nobody can see: {name(hidden[0])}", "leave it out")
            data[key] = self._unread(scalar)
        elif escaped or self._text.unusual:
            data[key] = self._usual(data[key], scalar)

    def _usual(self, value: str, scalar: Scalar) -> str:
        text = usual(value)
        if text is None:
            self._say(scalar, "escapes stack too many accents on one letter", "leave them out")
            return self._unread(scalar)
        if text == text.strip() or self._text.source[scalar.start] in "'\"|>":
            return text
        words = "the text begins or ends with a character that only looks like a space"
        self._say(scalar, words, "use plain spaces", instead=self._text.source[scalar.start : scalar.end].strip())
        return text.strip()

    def _say(self, scalar: Scalar, words: str, cure: str, instead: str | None = None) -> None:
        place = (scalar.start, scalar.end)
        self.defects.add(Defect("hidden-character", *place, words, cure, scalar.path, instead=instead, safe=True))

    def _unread(self, scalar: Scalar) -> str:
        if scalar.path is not None:
            self.unreadable.add(scalar.path)
        return ""
