"""A charter as the words of a document, free of any form: what Word gets, and what a redline compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from charter.rendering.manuscript.blocks import Block, Manuscript, Passage, line
from charter.rendering.manuscript.cover import cover
from charter.rendering.manuscript.sections import sections
from charter.rendering.manuscript.signatures import signatures
from charter.rendering.view import View

__all__ = ["Manuscript", "manuscript"]

_WIDEST = 90
"""A title of more letters has no room above a page."""


def manuscript(view: View, language: str, mark: str) -> Manuscript:
    """The whole document.

    Args:
        language: Of the terms, as they name it; empty where they do not.
        mark: How far these terms have come, in words.
    """
    name = " ".join(view.title.split()) or view.id
    return Manuscript(
        name=name,
        parties=tuple(" ".join(block.party.split()) for block in view.signing.blocks),
        language=language,
        header=line(name if len(name) <= _WIDEST else view.id),
        footer=line(f"{view.id} · revision {view.revision} · terms {view.digest[:19]} · {mark}"),
        blocks=(*cover(view, mark), *_on_a_new_page(sections(view)), *signatures(view)),
    )


def _on_a_new_page(blocks: Iterable[Block]) -> Iterator[Block]:
    for at, block in enumerate(blocks):
        yield replace(block, new_page=True) if at == 0 and isinstance(block, Passage) else block
