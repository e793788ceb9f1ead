"""Whether the pages of a signed PDF are those that the terms attached in it make, set anew here and compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from charter.errors import UsageError
from charter.facts import Facts, Objection
from charter.signatures.pades import UnreadablePdfError, read_signed
from charter.signed_pdf import unlike

if TYPE_CHECKING:
    from charter.rendering.pdf import NotRepeatable


class _Answer(NamedTuple):
    """What came of it, if anything stands against the pages."""

    rule: str
    message: str


def objections(facts: Facts) -> Iterator[Objection]:
    """What stands against the pages of each PDF that a consent was signed in, and where that could not be told.

    Raises:
        UsageError: The packages that read signatures in a PDF are not installed.
    """
    for fact in facts.consents:
        local = f"signed/{fact.part.subject}.pdf"
        file = facts.files.get(local) if fact.part.method == "pdf" else None
        answer = _compared(file.content) if file is not None and file.content is not None else None
        if answer is not None:
            yield Objection(answer.rule, fact.local, ("signature", "file"), f"{local}: {answer.message}")


@lru_cache(maxsize=16)
def _compared(raw: bytes) -> _Answer | None:
    try:
        if len(read_signed(raw).attachments) != 1:
            return None  # what lies in it beside the terms is told of the signature, too
        again = _again(raw)
        if isinstance(again, bytes):
            problem = unlike(raw, again)
            return _Answer("pdf-not-as-rendered", problem) if problem else None
    except UnreadablePdfError:
        return None  # what cannot be read at all is told of the signature
    return _Answer("pdf-not-repeated", f"its pages were not compared with its terms: {again.reason}")


def _again(raw: bytes) -> bytes | NotRepeatable:
    """Its pages as its terms make them here, or why they cannot be made."""
    from charter.rendering.pdf import NotRepeatable, repeated

    try:
        return repeated(raw)
    except UsageError as error:  # what sets pages is not installed; signatures are proved without it
        return NotRepeatable(str(error))
