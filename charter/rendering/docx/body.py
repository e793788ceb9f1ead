"""The body of a Word document: passages under Word's own styles, and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element

from charter.rendering.docx.elements import End, Pen, paragraph
from charter.rendering.docx.tables import table
from charter.rendering.manuscript.blocks import NOTHING, Block, Passage, PassageKind, Table

_STYLES: Final[dict[PassageKind, str]] = {
    "kicker": "Kicker",
    "title": "Title",
    "lead": "Subtitle",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "heading 3": "Heading3",
    "body": "BodyText",
    "quote": "Quote",
    "callout": "Callout",
    "bullet": "ListBullet",
    "caption": "Caption",
    "sum": "Sum",
}


def body(blocks: Sequence[Block], width: int, pen: Pen) -> Iterator[Element]:
    """The elements of the body, in order.

    Args:
        width: Of the page between its margins, in twentieths of a point.
    """
    for block, after in pairwise((*blocks, None)):
        if isinstance(block, Passage):
            yield from _passage(block, pen)
        elif block is not None:
            yield table(block, width, pen)
            if isinstance(after, Table):  # Word would take two tables side by side for one
                yield paragraph("AfterTable", NOTHING, pen)


def _passage(block: Passage, pen: Pen) -> Iterator[Element]:
    for at, line in enumerate(block.lines):
        yield paragraph(_STYLES[block.kind], line, pen, End(line.state), new_page=block.new_page and at == 0)
