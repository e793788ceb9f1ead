"""The charter as a file of Word: for counsel to read and mark up, clean or as a redline; never what is signed."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from charter.errors import UsageError
from charter.rendering.docx.body import body
from charter.rendering.docx.elements import Pen, add, element, field, paragraph
from charter.rendering.manuscript import Manuscript, manuscript
from charter.rendering.page import Mark, Paper
from charter.rendering.plan import when_made
from charter.rendering.terms import Terms

__all__ = ["docx", "redline"]

_SHEETS: Final[dict[Paper, tuple[int, int]]] = {"a4": (11906, 16838), "letter": (12240, 15840)}


def docx(terms: Terms, *, paper: Paper = "a4", mark: Mark = "draft") -> bytes:
    """The whole charter.

    Args:
        mark: How far these terms have come, which every page says.

    Raises:
        UsageError: python-docx is not installed.
    """
    return _file(manuscript(terms, mark), terms, paper, "")


def redline(shown: Manuscript, terms: Terms, author: str, *, paper: Paper = "a4") -> bytes:
    """The whole charter with its changes tracked, to be accepted or rejected in Word.

    Args:
        shown: Two versions in one.
        terms: The new version's.
        author: Under which name the changes stand, such as ``Charter r1 → r2``.

    Raises:
        UsageError: python-docx is not installed.
    """
    return _file(shown, terms, paper, author)


def _file(shown: Manuscript, terms: Terms, paper: Paper, author: str) -> bytes:
    try:
        from charter.rendering.docx.package import About, Frame, Sheet, packed
    except ModuleNotFoundError as error:
        if error.name not in ("docx", "lxml"):
            raise
        said = f"making a file of Word takes python-docx, and {error.name} is not installed"
        raise UsageError(said, "pip install 'partnership-charter[docx]'") from error
    made, sheet = when_made(terms.charter), Sheet(*_SHEETS[paper])
    pen = Pen(author, made)
    about = About(
        title=shown.name,
        authors=", ".join(shown.parties),
        subject=author,
        keywords=f"{terms.charter.id} {terms.digest}",
        language=shown.language or "en",
        made=made,
        tracks=bool(author),
    )
    frame = Frame(paragraph("Header", shown.header, pen), *(_footer(shown, sheet.room, pen) for _ in range(2)))
    return packed(body(shown.blocks, sheet.room, pen), frame, sheet, about)


def _footer(shown: Manuscript, room: int, pen: Pen) -> Element:
    """What the page belongs to, and at the right its number."""
    footer = paragraph("Footer", shown.footer, pen)
    stops = element("tabs")
    add(stops, "tab", val="right", pos=str(room))
    footer[0].insert(1, stops)
    add(add(footer, "r"), "tab")
    for before, name in (("Page ", "PAGE"), (" / ", "NUMPAGES")):
        said = add(add(footer, "r"), "t")
        said.text = before
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        field(footer, name, "1")
    return footer
