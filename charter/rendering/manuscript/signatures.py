"""The last pages: what is signed, lines for ink for every signatory, and what this file is worth."""

from __future__ import annotations

from collections.abc import Iterator

from charter.rendering.manuscript.blocks import Block, Column, Row, Table, line
from charter.rendering.manuscript.setting import passage
from charter.rendering.signing import Signatory
from charter.rendering.view import View


def signatures(view: View) -> Iterator[Block]:
    """The signature section; its last paragraph is there in every version."""
    yield from passage("signatures.title", "heading 1", "Signatures", new_page=True)
    yield from passage("signatures.said", "body", " ".join((view.signing.binding, *view.signing.rules)))
    said = f"Each of us signs revision {view.revision} of these terms, whose digest is {view.digest}."
    yield from passage("signatures.digest", "callout", said)
    for block in view.signing.blocks:
        place = f"signatures.{block.id}"
        yield from passage(f"{place}.party", "heading 2", block.party)
        if block.entities not in ("", block.party):
            yield from passage(f"{place}.entities", "body", f"For {block.entities}")
        for at, one in enumerate(block.signatories):
            number = f" {at + 1}" if len(block.signatories) > 1 else ""
            yield from passage(f"{place}.{at}.title", "caption", f"Signatory{number}")
            yield _lines(f"{place}.{at}", one)
    yield from passage("signatures.courtesy", "callout", _courtesy(view))


def _lines(place: str, one: Signatory) -> Table:
    blank = (("Signature", ""), ("Name", one.person), ("Title", one.title), ("Role", one.role))
    known = (("Key", one.key), ("Certificate", one.certificate))
    found = (*blank, ("Place", ""), ("Date", ""), *((label, text) for label, text in known if text))
    shown = tuple(Row(((line(label),), (line(" ".join(text.split())),))) for label, text in found)
    return Table(place, "signature", (Column("name"), Column("line")), shown)


def _courtesy(view: View) -> str:
    return (
        "This Word file is a courtesy copy, to read and to mark up. What the parties sign are the terms with the digest"
        f" {view.digest}; a change made here counts when the charter's file says it and all have signed that."
    )
