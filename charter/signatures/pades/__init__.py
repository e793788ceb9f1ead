"""What stands in a signed PDF: its signatures, what follows each of them, what is attached, and what in it could act.

The only door to pyHanko. Bytes in, values out: nothing here says whose key counts or which words were signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from importlib.util import find_spec
from typing import NamedTuple

from charter.errors import UsageError
from charter.signatures.keys import PublicKey

LARGEST = 8 << 20
"""The most bytes a signed PDF may have; ours have less than one million, and each million takes seconds to read."""


class UnreadablePdfError(ValueError):
    """It is no PDF that is read here; the message says why, for the end of a sentence."""


class Moment(NamedTuple):
    """What a time-stamping authority says of a signature.

    Attributes:
        at: When it saw the signature, with its zone.
        authority: The name in its certificate, which anybody can write.
        fingerprint: SHA-256 of its certificate, 64 hex digits.
        problem: Why its word does not hold; empty where it does.
    """

    at: datetime
    authority: str
    fingerprint: str
    problem: str = ""


class PdfSignature(NamedTuple):
    """One signature, in the field that holds it.

    Attributes:
        field: The name of its field.
        end: How long the file was with it: it covers every byte but those it lies in itself; 0 where that is not so.
        key: The public key of the certificate it was made with; None where that cannot be used.
        first: From when its certificate is valid, with the zone.
        last: Until when.
        subject: The name in the certificate, which anybody can write.
        claimed: When it says it was made, in the signer's own zone.
        reason: The reason it gives, which it covers.
        name: The name it gives.
        certifies: The DocMDP level it sets for what follows: 1 nothing, 2 forms, 3 notes too; None where it sets none.
        problem: Why it does not hold over its bytes; empty where it does.
        later: What was done to the file after it that is more than filling a signature field; empty where nothing was.
        stamped: The word of a time-stamping authority; None where it has none.
    """

    field: str
    end: int
    key: PublicKey | None = None
    first: datetime | None = None
    last: datetime | None = None
    subject: str = ""
    claimed: datetime | None = None
    reason: str = ""
    name: str = ""
    certifies: int | None = None
    problem: str = ""
    later: str = ""
    stamped: Moment | None = None


class Attachment(NamedTuple):
    """A file inside the PDF, however it is attached."""

    name: str
    content: bytes


class SignedPdf(NamedTuple):
    """A PDF with its signatures.

    Attributes:
        size: Of the whole file, in bytes.
        base: Where the first state of the file ends, on which everything else was put; a file that was made again and
            is shorter is not that state.
        beside: What was put on that state beside signatures, each in a step of its own; empty where nothing was.
        signatures: In the order in which they were made.
        unsigned: The names of signature fields that hold no signature yet.
        fields: The names of fields of any other kind, which anybody could fill.
        attachments: Everything in it that is a file of its own.
        active: What in it could act, hide or lead elsewhere, in words; each once.
    """

    size: int
    base: int
    beside: str
    signatures: tuple[PdfSignature, ...]
    unsigned: tuple[str, ...]
    fields: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    active: tuple[str, ...]

    @property
    def behind(self) -> int:
        """How many bytes follow the last signature; those of the whole file where there is none."""
        return self.size - max((one.end for one in self.signatures), default=0)

    def signature(self, field: str) -> PdfSignature | None:
        """The signature in a field."""
        return next((one for one in self.signatures if one.field == field), None)


@lru_cache(maxsize=16)
def read_signed(raw: bytes) -> SignedPdf:
    """Everything that a PDF holds of this kind; the same values for the same bytes, always.

    Raises:
        UnreadablePdfError: It is no PDF, or one that is broken, encrypted or too large.
        UsageError: The packages that read signatures in a PDF are not installed.
    """
    with installed():
        from charter.signatures.pades.reading import read

    return read(raw)


@contextmanager
def installed() -> Iterator[None]:
    """Say what to install where importing what signs and reads fails for lack of it.

    Raises:
        UsageError: A package is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package.startswith("charter"):
            raise
        if find_spec("pyhanko") is None:
            package = "pyhanko"  # whatever of its own needs was looked for first
        said = f"signatures inside a PDF take {package}, which is not installed"
        raise UsageError(said, "pip install 'partnership-charter[pades]'") from error
