"""A signature put into its field, appended to the file so that everything before it stays byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias

from asn1crypto import tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper

from charter.signatures.pades import UnreadablePdfError
from charter.signatures.pades.pen import Pen
from charter.signatures.pades.reading import quiet
from charter.signatures.pades.stamp import Line, Style

Ask: TypeAlias = Callable[[bytes], bytes]
"""Sends a request for a time stamp (RFC 3161, DER) and returns the answer."""


class Said(NamedTuple):
    """What a signature says.

    Attributes:
        name: Of the person.
        reason: In words, with the digest of the statement.
        moment: When, with its zone.
        lines: What is drawn into its box.
    """

    name: str
    reason: str
    moment: datetime
    lines: tuple[Line, ...]


def sign(raw: bytes, field: str, pen: Pen, said: Said, ask: Ask | None = None) -> bytes:
    """The PDF with one more signature; the first lets nothing follow but further signatures.

    Args:
        field: An empty signature field that is there already.
        ask: How to reach a time-stamping authority; it is asked at most twice.

    Raises:
        UnreadablePdfError: The field cannot be signed.
    """
    ended = raw if raw.endswith(b"\n") else raw + b"\n"  # PDF/A-3, 6.1.9: an object begins on a line of its own
    writer = IncrementalPdfFileWriter(BytesIO(ended))
    meta = PdfSignatureMetadata(
        field_name=field,
        name=said.name,
        reason=said.reason,
        subfilter=SigSeedSubFilter.PADES,
        certify=not writer.prev.embedded_signatures,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    signer = _Signer(
        meta, pen.signer, timestamper=_Authority(ask) if ask else None, stamp_style=Style(lines=said.lines)
    )
    signer.moment = said.moment
    with quiet():
        try:
            made: BytesIO = signer.sign_pdf(writer, existing_fields_only=True)
        except OSError:
            raise  # of the authority
        except Exception as error:  # the library refuses in many ways
            raise UnreadablePdfError(f"its field {field} cannot be signed: {error}") from error
    return made.getvalue()


class _Signer(PdfSigner):
    """Signs at a moment that it is told, not at the clock's."""

    moment: datetime

    def init_signing_session(self, *arguments: Any, **named: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self.moment
        return session


class _Authority(TimeStamper):
    """A time-stamping authority that is reached by somebody else."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._ask = ask

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(self._ask(req.dump()))
