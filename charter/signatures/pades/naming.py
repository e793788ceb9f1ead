"""What a PDF says of itself in the window of a program: title, authors, subject, keywords, and how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject, PdfObject
from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp
from pyhanko.pdf_utils.reader import PdfFileReader

_SIGNING = frozenset(
    ("/ModDate", "/Producer", "http://ns.adobe.com/pdf/1.3/Producer", "http://ns.adobe.com/xap/1.0/ModifyDate")
)
"""What every signature sets anew: when and by which program the file was changed."""


def renamed(reader: PdfFileReader) -> bool:
    """Whether a PDF calls itself anything else than in its first state; most programs show its title above it."""
    first, last = (dict(_said(reader, revision)) for revision in (0, reader.xrefs.total_revisions - 1))
    return first != last


def _said(reader: PdfFileReader, revision: int) -> Iterator[tuple[str, object]]:
    trailer = reader.trailer.flatten(revision)
    info = _at(reader, trailer, "/Info", revision)
    if isinstance(info, DictionaryObject):
        yield from ((name, str(info[name])) for name in info if name not in _SIGNING)
    root = _at(reader, trailer, "/Root", revision)
    packet = _at(reader, root, "/Metadata", revision) if isinstance(root, DictionaryObject) else None
    if packet is not None:
        parts = parse_xmp(BytesIO(packet.data))  # type: ignore[attr-defined]  # else it breaks, and so does the file
        yield from ((str(name), value) for part in parts for name, value in part if str(name) not in _SIGNING)


def _at(reader: PdfFileReader, place: DictionaryObject, key: str, revision: int) -> PdfObject | None:
    """What a mapping held under a key in a state of the file."""
    found: PdfObject | None = place.raw_get(key) if key in place else None
    if isinstance(found, IndirectObject):
        found = reader.get_object(found.reference, revision=revision)
    return found
