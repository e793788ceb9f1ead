"""A charter as the words of a document, free of any form: what Word gets, and what a redline compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from charter.rendering.manuscript.blocks import Block, Manuscript, Passage, line
from charter.rendering.manuscript.cover import cover
from charter.rendering.manuscript.sections import sections
from charter.rendering.manuscript.signatures import signatures
from charter.rendering.page import MARKS, Mark
from charter.rendering.terms import Terms
from charter.rendering.view import view
from charter.values import given

__all__ = ["Manuscript", "manuscript"]

_WIDEST = 90
"""A title of more letters has no room above a page."""


def manuscript(terms: Terms, mark: Mark) -> Manuscript:
    """The whole document.

    Args:
        mark: How far these terms have come.
    """
    shown, said = view(terms, date.min), MARKS[mark]
    name = " ".join(shown.title.split()) or shown.id
    return Manuscript(
        name=name,
        parties=tuple(" ".join(block.party.split()) for block in shown.signing.blocks),
        language=given(terms.charter.language) or "",
        header=line(name if len(name) <= _WIDEST else shown.id),
        footer=line(f"{shown.id} · revision {shown.revision} · terms {shown.digest[:19]} · {said}"),
        blocks=(*cover(shown, said), *_on_a_new_page(sections(shown)), *signatures(shown)),
    )


def _on_a_new_page(blocks: Iterable[Block]) -> Iterator[Block]:
    for at, block in enumerate(blocks):
        yield replace(block, new_page=True) if at == 0 and isinstance(block, Passage) else block
