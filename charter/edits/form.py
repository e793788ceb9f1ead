"""The canonical form of a file, or why it has none: never one with other data, a lost remark or a second form."""

from collections import Counter
from typing import NamedTuple

from charter.document import Document, comments, read
from charter.edits.blocks import Layout
from charter.edits.brackets import bracket_cuts
from charter.edits.second_reader import told
from charter.edits.splice import spliced
from charter.model import KINDS, Kind
from charter.model.place import Place, place_at

_HARMLESS = ("ambiguous-scalar",)
"""What the reader may say of a file that is brought into its form all the same."""

_MARK = "\ufeff"


class Formed(NamedTuple):
    """A file in its canonical form.

    Attributes:
        raw: Its bytes; those it had where it has no form.
        why: Why it was left as it is: the line, from 1, and words; None where it was not.
    """

    raw: bytes
    why: tuple[int, str] | None = None


def formed(raw: bytes, kind: Kind) -> Formed:
    """Bring a file into its canonical form.

    Two spaces a level, list items one level deeper than their key, keys in order, line ends LF, no spaces at the end
    of a line. An empty line stays where it is, never two in a row; where a file has such lines, one is put around
    what was moved and has several lines. Quotes stay, and so does what stands between brackets but for the order of
    the keys there.
    """
    before = read(_plain(raw), "")
    objection = next((one for one in before.findings if one.rule not in _HARMLESS), None)
    if objection or before.data is None or before.places.root is None:
        return Formed(raw, (objection.span.start.line, objection.message) if objection else (1, "it cannot be read"))
    place = place_at(KINDS[kind], ())
    text = _written(before, place)
    after = read(text.encode(), "")
    if not _says_the_same(before, after):
        return Formed(raw, (1, "its form would say something else; that is a defect of charter fmt"))
    if _written(after, place) != text:
        return Formed(raw, (1, "its form would have another form; that is a defect of charter fmt"))
    return Formed(text.encode())


def _plain(raw: bytes) -> bytes:
    """The bytes without a byte order mark, and with line ends LF."""
    return raw.removeprefix(_MARK.encode()).replace(b"\r\n", b"\n")


def _written(document: Document, place: Place | None) -> str:
    inner = spliced(document.places.source, bracket_cuts(document, place))
    ordered = read(inner.encode(), "")
    root = ordered.places.root
    if root is None or root.flow or not root.children:
        return inner.rstrip() + "\n"
    return Layout(ordered, root).written(place)


def _says_the_same(one: Document, other: Document) -> bool:
    """Whether two texts are the same data to our reader and to another one, with the same remarks."""
    if one.data != other.data or len(one.findings) != len(other.findings) or _remarks(one) != _remarks(other):
        return False
    texts = one.places.source, other.places.source
    return texts[0] == texts[1] or told(texts[0]) == told(texts[1])


def _remarks(document: Document) -> Counter[str]:
    return Counter(text for _, _, text in comments(document))
