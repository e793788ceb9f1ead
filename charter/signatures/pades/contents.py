"""What else lies in a PDF, looked for in every object it has: attached files, and whatever could act or hide.

Nothing is looked up where it should stand: a file that hangs on a note, on a page or on nothing is found all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, Reference, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from charter.signatures.pades import Attachment

_ACTING = {
    "/AA": "an action that something starts",
    "/JS": "a script",
    "/JavaScript": "a script",
    "/OCProperties": "layers that can be hidden",
    "/OpenAction": "an action that opening it starts",
    "/RichMediaContent": "a film or a model",
    "/XFA": "a second form (XFA)",
}
"""Keys that a document to be signed does not have."""

_ACTIONS = {
    "/GoToE": "a link into another file",
    "/GoToR": "a link into another file",
    "/Hide": "an action that hides something",
    "/ImportData": "an action that reads data from elsewhere",
    "/JavaScript": "a script",
    "/Launch": "an action that starts a program",
    "/Movie": "a film",
    "/Rendition": "a film",
    "/ResetForm": "an action that clears a form",
    "/SetOCGState": "an action that hides something",
    "/Sound": "a sound",
    "/SubmitForm": "an action that sends something",
    "/URI": "a link to the web",
}
"""Kinds of action (/S)."""

_KINDS = {
    "/3D": "a model",
    "/FileAttachment": "a note with a file",
    "/Movie": "a film",
    "/PS": "a program in PostScript",
    "/RichMedia": "a film or a model",
    "/Screen": "a film",
    "/Sound": "a sound",
}
"""Kinds of note and of drawing (/Subtype)."""


class Contents:
    """Every object of a PDF as it stands after its last change."""

    def __init__(self, reader: PdfFileReader) -> None:
        self._parts = list(_parts(reader))

    def active(self) -> tuple[str, ...]:
        """What could act, hide or lead elsewhere, in words; each once."""
        found = (word for part in self._parts if isinstance(part, DictionaryObject) for word in _acting(part))
        return tuple(sorted(set(found)))

    def attachments(self) -> tuple[Attachment, ...]:
        """Every file of its own, each once, by name."""
        seen: dict[int, Attachment] = {}
        for part in self._parts:
            files = value_of(part, "/EF") if isinstance(part, DictionaryObject) else None
            for stream in _streams(files) if isinstance(files, DictionaryObject) else ():
                name = value_of(part, "/UF", value_of(part, "/F", ""))
                seen.setdefault(id(stream), Attachment(str(name), stream.data))
        for part in self._parts:
            if isinstance(part, StreamObject) and value_of(part, "/Type") == "/EmbeddedFile":
                seen.setdefault(id(part), Attachment("", part.data))
        return tuple(sorted(seen.values()))


def value_of(part: DictionaryObject, key: str, default: Any = None) -> Any:
    """What a mapping holds under a key, looked up where it is only referred to."""
    return part[key] if key in part else default  # noqa: SIM401 # get() does not look it up


def _streams(files: DictionaryObject) -> Iterator[StreamObject]:
    for name in files:
        stream = files[name]
        if not isinstance(stream, StreamObject):
            raise ValueError("an attached file is none")
        yield stream


def _acting(part: DictionaryObject) -> Iterator[str]:
    yield from (word for key, word in _ACTING.items() if key in part)
    for key, words in (("/S", _ACTIONS), ("/Subtype", _KINDS)):
        value = value_of(part, key)
        if isinstance(value, str) and value in words:
            yield words[value]


def _parts(reader: PdfFileReader) -> Iterator[Any]:
    """Every mapping and list, at any depth."""
    known: set[Reference] = set()
    for revision in range(reader.xrefs.total_revisions):
        known |= reader.xrefs.explicit_refs_in_revision(revision)
    left: list[Any] = [reader.trailer.flatten()]
    left += [reader.get_object(ref, transparent_decrypt=False) for ref in sorted(known, key=lambda ref: ref.idnum)]
    while left:
        part = left.pop()
        if isinstance(part, DictionaryObject | ArrayObject):
            yield part
            inner = dict.values(part) if isinstance(part, DictionaryObject) else list(list.__iter__(part))
            left += [value for value in inner if not isinstance(value, IndirectObject)]
