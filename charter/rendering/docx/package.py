"""The door to python-docx: elements become a file of Word that holds nothing else, the same bytes on every run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element, register_namespace, tostring

import docx
from docx.oxml import parse_xml
from docx.shared import Twips

from charter.rendering.docx.elements import W
from charter.rendering.docx.language import languages
from charter.rendering.docx.letters import writable
from charter.resources import resource

_PARTS: Final = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/document.xml": "document.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
"""The parts of an empty document, and where we keep each as text."""
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Sheet:
    """A page.

    Attributes:
        width: Like all of these in twentieths of a point.
        side: The margins on the left and on the right.
    """

    width: int
    height: int
    side: int = 1417
    upper: int = 1531
    lower: int = 1417

    @property
    def room(self) -> int:
        """What is left between the margins."""
        return self.width - 2 * self.side


class Frame(NamedTuple):
    """What stands around the text: the header from the second page on, and the footer, first of the first page."""

    header: Element
    first_footer: Element
    footer: Element


@dataclass(frozen=True)
class About:
    """The properties of a file.

    Attributes:
        tracks: Whether Word marks what is changed from now on, too.
    """

    title: str
    authors: str
    subject: str
    keywords: str
    language: str
    made: datetime
    tracks: bool


def packed(body: Iterable[Element], frame: Frame, sheet: Sheet, about: About) -> bytes:
    """A file of Word."""
    register_namespace("w", W)
    file = docx.Document(io.BytesIO(_empty()))
    _dress(file, about.language, tracks=about.tracks)
    for made in body:
        file.element.body.insert(len(file.element.body) - 1, _taken(made))
    _set(file, sheet, frame)
    _name(file, about)
    written = io.BytesIO()
    file.save(written)
    return _normal(written.getvalue())


def _taken(made: Element) -> Any:
    return parse_xml(tostring(made))


@cache
def _empty() -> bytes:
    """Our own empty document; the library's brings a picture, a theme and a name along."""
    folder, packed = resource("templates", "docx"), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, kept in _PARTS.items():
            file.writestr(name, (folder / kept).read_bytes())
    return packed.getvalue()


def _dress(file: Any, language: str, *, tracks: bool) -> None:
    settings, styles = file.settings.element, file.styles.element
    for said in (*styles.iter(f"{{{W}}}lang"), *settings.iter(f"{{{W}}}themeFontLang")):
        for name, value in languages(language).items():
            said.set(f"{{{W}}}{name}", value)
    if tracks:
        settings.find(f"{{{W}}}defaultTabStop").addprevious(parse_xml(f'<w:trackRevisions xmlns:w="{W}"/>'))


def _set(file: Any, sheet: Sheet, frame: Frame) -> None:
    """The page, its header from the second page on, its footer on all."""
    (section,) = file.sections
    section.page_width, section.page_height = Twips(sheet.width), Twips(sheet.height)
    section.left_margin = section.right_margin = Twips(sheet.side)
    section.top_margin, section.bottom_margin = Twips(sheet.upper), Twips(sheet.lower)
    section.header_distance = section.footer_distance = Twips(680)
    section.gutter = Twips(0)
    section.different_first_page_header_footer = True
    for place, made in (
        (section.header, frame.header),
        (section.first_page_header, None),
        (section.footer, frame.footer),
        (section.first_page_footer, frame.first_footer),
    ):
        place.is_linked_to_previous = False
        (empty,) = place.paragraphs
        taken = _taken(made) if made is not None else parse_xml(f'<w:p xmlns:w="{W}"/>')
        empty._element.getparent().replace(empty._element, taken)


def _name(file: Any, about: About) -> None:
    said: Mapping[str, Any] = {
        "title": writable(about.title)[:255],
        "author": writable(about.authors)[:255],
        "subject": writable(about.subject)[:255],
        "keywords": writable(about.keywords)[:255],
        "language": writable(about.language)[:255],
        "comments": "",
        "last_modified_by": "",
        "created": about.made.replace(tzinfo=None),
        "modified": about.made.replace(tzinfo=None),
    }
    for name, value in said.items():
        setattr(file.core_properties, name, value)


def _normal(made: bytes) -> bytes:
    """The same package with its parts in order, all of one day and from no system."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _FIRST_DAY)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(part, old.read(name))
    return packed.getvalue()
