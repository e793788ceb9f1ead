"""What a PDF carries in itself to be made again: its terms as an attachment, and how it was made as private data."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream, String
from pikepdf.settings import set_qpdf_limits

_LARGEST, _MOST = 64 << 20, 1 << 20
"""Bytes of a file that is looked into, and of what it carries, which is as much as a charter may have."""


class CarriedError(Exception):
    """A file is no PDF, or carries nothing that can be taken out of it; says why."""


class Carried(NamedTuple):
    """What was found in a file.

    Attributes:
        terms: The attachment ``charter.json``.
        making: How the file was made.
    """

    terms: bytes
    making: bytes


def carry(pdf: Pdf, making: bytes, seconds: int) -> None:
    """Put how a file was made where the standard has a place for such data, the document's page-piece dictionary.

    Args:
        making: Canonical JSON.
        seconds: When the file says it was made, since 1970.

    Source: ISO 32000-1, 14.5.
    """
    made = datetime.fromtimestamp(seconds, UTC).strftime("D:%Y%m%d%H%M%SZ")
    data = Dictionary(LastModified=String(made), Private=pdf.make_stream(making))
    pdf.Root.PieceInfo = pdf.make_indirect(Dictionary(Charter=data))


def carried(file: bytes) -> Carried:
    """What a file carries, in its latest state.

    Raises:
        CarriedError: There is nothing to take, or more than ours ever carry.
    """
    if len(file) > _LARGEST:
        raise CarriedError(f"the file has more than {_LARGEST:,} bytes")
    try:
        with _modest(), pikepdf.open(BytesIO(file)) as pdf:
            return Carried(_bytes_of(_attached(pdf)), _bytes_of(pdf.Root.PieceInfo.Charter.Private))
    except (pikepdf.PdfError, zlib.error, AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise CarriedError("the file does not carry what our PDFs carry to be made again") from error


@contextmanager
def _modest() -> Iterator[None]:
    """Within, whatever is packed in a file is unpacked only as far as anything in ours would be."""
    before = set_qpdf_limits(flate_max_memory=_MOST, png_max_memory=_MOST, tiff_max_memory=_MOST)
    flate, png, tiff = (int(before[f"{kind}_max_memory"]) for kind in ("flate", "png", "tiff"))
    try:
        yield
    finally:
        set_qpdf_limits(flate_max_memory=flate, png_max_memory=png, tiff_max_memory=tiff)


def _attached(pdf: Pdf) -> Object:
    if list(pdf.attachments) != ["charter.json"]:
        raise CarriedError("charter.json is not the only attachment of the file")
    return pdf.attachments["charter.json"].obj.EF.F


def _bytes_of(stream: Object) -> bytes:
    """A stream's contents, never unpacked beyond what ours hold."""
    if not isinstance(stream, Stream):
        raise TypeError("a stream")
    raw = stream.read_raw_bytes()
    if stream.get(Name.Filter) is not None:
        if stream.Filter != Name.FlateDecode or Name.DecodeParms in stream:
            raise ValueError("another filter")
        raw = zlib.decompressobj().decompress(raw, _MOST + 1)
    if len(raw) > _MOST:
        raise CarriedError(f"the file carries more than {_MOST:,} bytes to be made again")
    return raw
