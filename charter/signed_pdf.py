"""What a signature inside the PDF of the terms proves: in which box, with whose key, over which words and which file.

Each signature is appended to the file, so what one of them left is the beginning of the file for ever; the consent says
how long that was and its digest. The signature's own reason names the digest of the statement, which is the same that
an SSH key would sign.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from charter import keyring
from charter.facts import Fact, Proof, RawFile
from charter.signatures.pades import LARGEST, PdfSignature, SignedPdf, UnreadablePdfError, read_signed
from charter.signatures.statement import NAMESPACE, statement
from charter.values import given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model import Consent
    from charter.model.consent import Envelope


def proofs(
    fact: Fact[Consent],
    subject: str,
    parties: Collection[str],
    rosters: keyring.Rosters,
    files: Mapping[str, RawFile],
) -> Iterator[Proof]:
    """The steps of proving a consent given as pdf.

    Args:
        subject: The name of what it is about, such as ``r1``.
        files: The files of the folder ``signed/`` by their path inside the charter's folder.

    Raises:
        UsageError: The packages that read signatures in a PDF are not installed: that says nothing about the consent.
    """
    found = given(fact.part.signature)
    envelope = cast("Envelope | None", None if isinstance(found, str) else found)
    file = files.get(f"signed/{subject}.pdf")
    sealed = Proof(
        "consent-seal-broken",
        ("signature",),
        f"signed/{subject}.pdf begins with the file that it left",
        _unsealed(envelope, subject, file),
    )
    yield sealed
    if not sealed.holds or envelope is None or file is None or file.content is None:
        return
    try:
        pdf = read_signed(file.content)
    except UnreadablePdfError as error:
        yield _unreadable(subject, error)
        return
    yield from _inside(fact, envelope, pdf, parties, rosters)


def _unsealed(envelope: Envelope | None, subject: str, file: RawFile | None) -> str:
    """Why the file does not begin with what the signature left."""
    if not re.fullmatch(r"r[1-9][0-9]*", subject):
        return f"only terms are signed inside a PDF, and {subject} are none"
    size = given(envelope.size) if envelope is not None else None
    if envelope is None or given(envelope.file) != f"{subject}.pdf" or not size or given(envelope.field) is None:
        return f"it does not say in which box of {subject}.pdf it lies, and how long the file was with it"
    if file is None or file.content is None:
        why = "is not there" if file is None else f"has more than {LARGEST} bytes"
        return f"the file it lies in, signed/{subject}.pdf, {why}"
    if size > len(file.content):
        return f"signed/{subject}.pdf has {len(file.content)} bytes, and it left {size}: something was cut off"
    if hashlib.sha256(file.content[:size]).hexdigest() != given(envelope.sha256):
        return f"the first {size} bytes of signed/{subject}.pdf are not the file that it left"
    return ""


def _unreadable(subject: str, error: UnreadablePdfError) -> Proof:
    shown = f"signed/{subject}.pdf can be read"
    problem = f"signed/{subject}.pdf cannot be read: {error}"
    return Proof("signature-unreadable", ("signature", "file"), shown, problem)


def _inside(
    fact: Fact[Consent], envelope: Envelope, pdf: SignedPdf, parties: Collection[str], rosters: keyring.Rosters
) -> Iterator[Proof]:
    """The steps inside the file."""
    consent, field = fact.part, str(given(envelope.field))
    signature = pdf.signature(field) or PdfSignature(field, 0, problem="nobody has signed in it")
    problem = _misplaced(signature, given(envelope.size) or 0, str(consent.party), parties)
    fingerprint = signature.key.fingerprint if signature.key is not None else "of nobody"
    shown = f"a signature lies in the box {field}, made with the key {fingerprint}, and covers the file as it was then"
    placed = Proof("signature-unreadable", ("signature", "field"), shown, problem)
    yield placed
    if not placed.holds or signature.key is None:
        return
    yield from keyring.owned(consent, signature.key, rosters)
    shown = "the signature covers every other word of this consent"
    yield Proof("signature-does-not-fit", ("signature",), shown, _unfit(signature, fact))
    yield from _days(consent, signature)
    yield from _surroundings(fact, signature, pdf, parties)


def _misplaced(signature: PdfSignature, size: int, party: str, parties: Collection[str]) -> str:
    if (whose := box_of(signature.field, parties)) != party:
        return f"the box {signature.field} is not one of {party}{f', but of {whose}' if whose else ''}"
    if signature.problem:
        return f"the signature in {signature.field} does not count: {signature.problem}"
    if signature.end != size:
        return f"the signature in {signature.field} ends at byte {signature.end}, and this consent says {size}"
    return ""


def box_of(field: str, parties: Collection[str]) -> str:
    """Whose box a field is, by its name; empty for nobody's."""
    of = [party for party in parties if field.startswith(f"signature-{party}-")]
    return max(of, key=len, default="")


def reason(said: str, data: Mapping[str, object]) -> str:
    """The reason that a signature gives: in words, and the digest of everything that the consent says.

    Args:
        said: In words, for those who look at the signature in another program.
        data: The consent's.
    """
    return f"{said}. {NAMESPACE} sha256:{hashlib.sha256(statement(data)).hexdigest()}"


def _unfit(signature: PdfSignature, fact: Fact[Consent]) -> str:
    """Why it was not made over the words of this consent."""
    if not signature.reason.endswith(f" {reason('', fact.data).removeprefix('. ')}"):
        return "its signature does not fit: this is not what was signed"
    if signature.name != fact.part.person:
        return f"its signature names {quoted(signature.name)}, not {fact.part.person}"
    day = signature.claimed.date() if signature.claimed is not None else None
    if day != given(fact.part.date):
        return f"its signature says that it was made on {day or 'no day'}, not on {given(fact.part.date)}"
    return ""


def _days(consent: Consent, signature: PdfSignature) -> Iterator[Proof]:
    """Whether certificate and time stamp allow the day."""
    claimed, first, last = signature.claimed, signature.first, signature.last
    shown = "its certificate was valid when it was signed"
    problem = ""
    if claimed is None or first is None or last is None or not first <= claimed <= last:
        problem = f"its certificate is valid from {_day(first)} to {_day(last)}, and it was signed on {_day(claimed)}"
    yield Proof("certificate-not-valid", ("signature",), shown, problem)
    stamp = signature.stamped
    if stamp is not None:
        shown = f"{quoted(stamp.authority)} saw it on {_day(stamp.at)}"
        far = claimed is None or abs(stamp.at - claimed) > timedelta(days=1)
        problem = stamp.problem or (f"it is dated {given(consent.date)}, and {shown}" if far else "")
        yield Proof("consent-back-dated", ("date",), shown, problem)


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment is not None else "no day"


def _surroundings(
    fact: Fact[Consent], signature: PdfSignature, pdf: SignedPdf, parties: Collection[str]
) -> Iterator[Proof]:
    """What else lies in the file, and what came after the signature."""
    subject = str(fact.part.subject)
    shown = f"the file holds {subject} word for word, and nothing else"
    yield Proof("pdf-holds-something-else", ("signature", "file"), shown, foreign(pdf, str(fact.part.digest)))
    shown = "nothing but signatures was added to the file after it, and the last one covers it to its end"
    yield Proof("pdf-changed-after-signing", ("signature", "file"), shown, _changed(signature, pdf, parties))


def foreign(pdf: SignedPdf, digest: str) -> str:
    """What a PDF holds that the terms of a digest do not; empty where it is nothing."""
    found = [f"sha256:{hashlib.sha256(one.content).hexdigest()}" for one in pdf.attachments]
    if len(found) != 1:
        return f"the file holds {len(found)} attached files, not the terms alone"
    if found != [digest]:
        return "the terms attached in the file say something else"
    if pdf.active:
        return f"the file holds {pdf.active[0]}"
    return f"the file holds a field that anybody can fill, {quoted(pdf.fields[0])}" if pdf.fields else ""


def unlike(raw: bytes, made: bytes) -> str:
    """Why the pages of a PDF are not those that were made again from its terms; empty where they are.

    Args:
        raw: The PDF, with its signatures.
        made: The same without them, made again.

    Raises:
        UnreadablePdfError: It cannot be read.
    """
    if not raw.startswith(made):
        return "its pages are not those that its terms make"
    return "" if read_signed(raw).base <= len(made) else "another document lies behind the pages that its terms make"


def _changed(signature: PdfSignature, pdf: SignedPdf, parties: Collection[str]) -> str:
    if problem := signature.later or pdf.beside:
        return problem
    stranger = next((one.field for one in pdf.signatures if not box_of(one.field, parties)), "")
    if stranger:
        return f"somebody signed in {quoted(stranger)}, which is no party's box"
    return f"{pdf.behind} bytes follow the last signature, and nobody signed them" if pdf.behind else ""
