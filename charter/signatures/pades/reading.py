"""The signatures in a PDF, each held against the bytes it covers and against what was appended after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils.decode_limits import (
    DEFAULT_PURPOSE_LIMITS,
    DecodeLimits,
    DecodePurpose,
    DocumentDecodeBudget,
    StreamDecodeLimits,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from charter.signatures.pades import LARGEST, PdfSignature, SignedPdf, UnreadablePdfError
from charter.signatures.pades.certificate import public_key
from charter.signatures.pades.changes import beside_signatures
from charter.signatures.pades.contents import Contents, value_of
from charter.signatures.pades.moment import moment_of

_HASHES = ("sha256", "sha384", "sha512")
_SCHEMES = ("rsassa_pkcs1v15", "rsassa_pss", "ecdsa", "ed25519")
_PACKED = StreamDecodeLimits(max_ratio=100, ratio_floor=1 << 20, max_output_size=4 << 20)
_UNPACKED = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=8 << 20),
    per_purpose={**DEFAULT_PURPOSE_LIMITS, DecodePurpose.OBJECT_STREAM: _PACKED},
    document_budget=DocumentDecodeBudget(base_allowance=32 << 20, max_ratio=1),
)
"""How much a file may hold when it is unpacked: few bytes can stand for many."""

_MOST = 32
"""The most signatures that are looked at: each costs a comparison of the whole file."""


def read(raw: bytes) -> SignedPdf:
    """Everything that a PDF holds of signatures, attachments and activity.

    Raises:
        UnreadablePdfError: It is no PDF, or one that is broken, encrypted or too large.
    """
    if len(raw) > LARGEST:
        raise UnreadablePdfError(f"it has {len(raw)} bytes, and at most {LARGEST} are read")
    if not raw.startswith(b"%PDF-"):
        raise UnreadablePdfError("it is no PDF")
    try:
        with quiet():
            return _read(raw)
    except UnreadablePdfError:
        raise
    except Exception as error:  # a broken PDF breaks the library in any way
        raise UnreadablePdfError("it is broken, or no PDF that is read here") from error


@contextmanager
def quiet() -> Iterator[None]:
    """Keep pyHanko from writing to the terminal what is returned as a value anyway."""
    logger = generic_cms.logger.manager.getLogger("pyhanko")
    before = logger.level
    logger.setLevel("CRITICAL")
    try:
        yield
    finally:
        logger.setLevel(before)


def _read(raw: bytes) -> SignedPdf:
    reader = PdfFileReader(BytesIO(raw), decode_limits=_UNPACKED)
    if reader.encrypted:
        raise UnreadablePdfError("it is encrypted")
    embedded = reader.embedded_signatures
    if len(embedded) > _MOST:
        raise UnreadablePdfError(f"it holds {len(embedded)} signatures, and at most {_MOST} are looked at")
    contents = Contents(reader)
    return SignedPdf(
        size=len(raw),
        base=reader.xrefs.get_xref_container_info(0).end_location,
        beside=beside_signatures(reader, len(embedded)),
        signatures=tuple(_signature(one, raw) for one in embedded),
        unsigned=tuple(str(name) for name, value, _ in enumerate_sig_fields(reader) if value is None),
        fields=tuple(sorted(_other_fields(reader))),
        attachments=contents.attachments(),
        active=contents.active(),
    )


def _other_fields(reader: PdfFileReader) -> Iterator[str]:
    form = value_of(reader.root, "/AcroForm")
    left = [(field.get_object(), "") for field in value_of(form, "/Fields", ())] if form is not None else []
    for _ in range(10_000):
        if not left:
            return
        field, kind = left.pop()
        kind = str(value_of(field, "/FT", kind))
        children = [child.get_object() for child in value_of(field, "/Kids", ())]
        if kind != "/Sig" and not any("/T" in child for child in children):
            yield str(value_of(field, "/T", ""))
        left += [(child, kind) for child in children]
    raise UnreadablePdfError("its form has no end")


def _signature(embedded: EmbeddedPdfSignature, raw: bytes) -> PdfSignature:
    field, end = str(embedded.field_name), _end(embedded, raw)
    problem = _unusual(embedded) or ("" if end else "it does not cover the file from its first byte")
    if problem:
        return PdfSignature(field, end, problem=problem)
    embedded.compute_integrity_info()
    certificate = embedded.signer_cert
    try:
        key, problem = public_key(certificate), _broken(embedded)
    except ValueError as error:
        key, problem = None, f"the key in its certificate cannot be used: {error}"
    validity = certificate["tbs_certificate"]["validity"]
    said = embedded.sig_object
    return PdfSignature(
        field=field,
        end=end,
        key=key,
        first=validity["not_before"].native,
        last=validity["not_after"].native,
        subject=str(certificate.subject.human_friendly),
        claimed=_claimed(embedded),
        reason=str(value_of(said, "/Reason", "")),
        name=str(value_of(said, "/Name", "")),
        certifies=_certifies(embedded),
        problem=problem,
        later=_later(embedded),
        stamped=moment_of(embedded.signer_info),
    )


def _end(embedded: EmbeddedPdfSignature, raw: bytes) -> int:
    """Where the signed bytes end; 0 unless they begin at the first byte and lack nothing but the signature itself."""
    numbers = [int(number) for number in embedded.byte_range]
    if len(numbers) != 4 or numbers[0] != 0 or min(numbers[1:]) <= 0:
        return 0
    _, first, behind, second = numbers
    if behind <= first + 2 or behind + second > len(raw):
        return 0
    hole = raw[first:behind]
    if hole[:1] + hole[-1:] != b"<>" or hole[1:-1].lower() != embedded.pkcs7_content.hex().encode():
        return 0
    return behind + second


def _unusual(embedded: EmbeddedPdfSignature) -> str:
    """Why it is no signature of the one kind that counts (PAdES), made with means that count."""
    kind, filter_ = str(embedded.sig_object_type), str(value_of(embedded.sig_object, "/SubFilter", ""))
    if kind != "/Sig" or filter_ != "/ETSI.CAdES.detached":
        return "it is no signature as PAdES makes them (ETSI.CAdES.detached)"
    content = embedded.pkcs7_content
    signed = cms.ContentInfo.load(content)
    if content[len(signed.dump()) :].strip(b"\0"):
        return "something lies behind it in its own place"
    signer = embedded.signer_info
    scheme = signer["signature_algorithm"].signature_algo
    hashed = signer["digest_algorithm"]["algorithm"].native
    if hashed not in _HASHES or scheme not in _SCHEMES:
        return f"it was made with {hashed} and {scheme}, which does not count"
    if len(signer["signed_attrs"]) == 0:
        return "it says nothing about itself that it covers"
    return _astray(signed["content"], signer)


def _astray(envelope: cms.SignedData, signer: cms.SignerInfo) -> str:
    """Why what no signature covers, the envelope around it, is not written as it must be (RFC 5652, 5.1)."""
    versions = {envelope["version"].native, signer["version"].native}
    hashes = [one.dump() for one in envelope["digest_algorithms"]]
    fits = versions == {"v1"} and hashes == [signer["digest_algorithm"].dump()]
    return "" if fits else "its envelope is not written as it must be"


def _broken(embedded: EmbeddedPdfSignature) -> str:
    """Why it does not hold over its own bytes."""
    try:
        intact, valid = generic_cms.validate_sig_integrity(
            embedded.signer_info, embedded.signer_cert, "data", embedded.compute_digest()
        )
    except Exception:  # a broken signature breaks the library in any way
        return "it cannot be read"
    if not intact:
        return "the file is not as it was when it was signed"
    return "" if valid else "it was not made with the key in its certificate"


def _claimed(embedded: EmbeddedPdfSignature) -> datetime | None:
    moment = embedded.self_reported_timestamp
    return moment if moment is not None and moment.tzinfo is not None else None


def _certifies(embedded: EmbeddedPdfSignature) -> int | None:
    level = embedded.docmdp_level
    return None if level is None else int(level.value)


def _later(embedded: EmbeddedPdfSignature) -> str:
    """What was appended after it that is more than filling a signature field."""
    if embedded.coverage not in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION):
        return "it does not cover the file as it was when it was signed"
    found: Any = embedded.diff_result
    level = found.modification_level if isinstance(found, DiffResult) else ModificationLevel.OTHER
    if level > ModificationLevel.FORM_FILLING:
        return "something other than a signature was added after it"
    if not embedded.summarise_integrity_info()["docmdp_ok"]:
        return "something was added after it that it forbids"
    return ""
