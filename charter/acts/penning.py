"""A consent signed inside the PDF of the terms: the file is looked at as a whole before anybody signs in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from charter.acts.asking import Request
from charter.acts.matters import Matter
from charter.acts.signed_file import Paper, begun, boxes, refusal
from charter.acts.signing import entitled_key
from charter.check.recording import Recorded
from charter.errors import RefusedError, UsageError
from charter.facts import RawFile
from charter.lifecycle.replay import History
from charter.signatures.pades import PdfSignature, UnreadablePdfError, installed
from charter.signed_pdf import box_of, reason

if TYPE_CHECKING:
    from charter.signatures.pades.pen import Pen
    from charter.signatures.pades.stamp import Line


class Penned(NamedTuple):
    """A consent that lies in a PDF.

    Attributes:
        data: What the consent says, with where its signature lies.
        raw: The whole PDF with it.
        fresh: Whether the file is to be written; a signature whose consent was lost is there already.
    """

    data: dict[str, Any]
    raw: bytes
    fresh: bool


def penned(record: Recorded, history: History, found: Matter, request: Request, data: Mapping[str, Any]) -> Penned:
    """The consent with its signature, and the PDF that holds it.

    Raises:
        RefusedError: The key does not count, or something stands in the file that nobody should sign.
        UsageError: The packages that sign inside a PDF are not installed.
    """
    from charter.pen import now_on, opened_pen

    paper = begun(record, history, found, request)
    pen = opened_pen(Path(request.key).expanduser(), request.passphrase)
    key = entitled_key(record, request, str(data["person"]), pen.key)
    said = {**data, "key": key.fingerprint}
    lost = _lost(paper, request, pen)
    if lost is not None:
        return _recovered(paper, lost, said)
    moment = now_on(request.today)
    if not pen.first <= moment <= pen.last:
        message = f"the certificate in {request.key} is valid from {pen.first.date()} to {pen.last.date()}"
        raise RefusedError(f"{message}, not on {request.today}", (), "sign with a certificate that is valid that day")
    box = _box(paper, request, record, str(data["person"]))
    raw = _signed(paper, box, pen, said, (moment, request.timestamp))
    return Penned({**said, "signature": _place(paper, box, raw)}, raw, True)


def _place(paper: Paper, box: str, raw: bytes) -> dict[str, Any]:
    sha256 = hashlib.sha256(raw).hexdigest()
    return {"file": paper.name, "field": box, "size": str(len(raw)), "sha256": sha256}


def _lost(paper: Paper, request: Request, pen: Pen) -> PdfSignature | None:
    """One's own signature in the file, whose consent never reached the disk."""
    own = (one for one in paper.strangers if box_of(one.field, paper.parties) == request.role.party)
    return next((one for one in own if one.key == pen.key), None)


def _recovered(paper: Paper, lost: PdfSignature, said: Mapping[str, Any]) -> Penned:
    """The consent to a signature that is there: of its own day."""
    day = lost.claimed.date().isoformat() if lost.claimed is not None else ""
    data = {**said, "date": day}
    if not lost.reason.endswith(reason("", data)):
        why = f"its box {lost.field} holds a signature of yours to something else"
        raise refusal(paper, why)
    return Penned({**data, "signature": _place(paper, lost.field, paper.raw[: lost.end])}, paper.raw, False)


def _box(paper: Paper, request: Request, record: Recorded, person: str) -> str:
    """The empty box of the person, else any of the party's."""
    role = request.role
    free = [box for box in paper.pdf.unsigned if box_of(box, paper.parties) == role.party]
    roster = record.facts.people.get(role.party)
    wanted = boxes(role, person, roster.part) if roster is not None else ()
    for box in (*wanted, *free):
        if box in free:
            return box
    raise refusal(paper, f"it has no empty box for {role.party}")


def _signed(paper: Paper, box: str, pen: Pen, said: Mapping[str, Any], when: tuple[datetime, str]) -> bytes:
    """The PDF with the signature; `when` is the moment, and the address of who is to confirm it."""
    from charter.authority import asking

    moment, url = when
    with installed():
        from charter.signatures.pades.writing import Said, sign
    words = f"{said['person']}, {said['role']} of {said['party']}, signs {paper.title} on {said['date']}"
    told = Said(str(said["person"]), reason(words, said), moment, _lines(paper, said, pen))
    try:
        return sign(paper.raw, box, pen, told, asking(url) if url else None)
    except UnreadablePdfError as error:
        raise refusal(paper, str(error)) from error
    except OSError as error:
        message = f"the time-stamping authority {url} did not answer: {error}"
        raise RefusedError(message, (), "try again, or leave out --timestamp") from error


def _lines(paper: Paper, said: Mapping[str, Any], pen: Pen) -> tuple[Line, ...]:
    """What is drawn into the box."""
    from charter.rendering.names import label
    from charter.rendering.words import day
    from charter.resources import resource
    from charter.signatures.pades.stamp import Line

    folder = resource("templates", "pdf", "fonts")
    fonts = {path.name: path.read_bytes() for path in sorted(folder.glob("*.ttf"))}
    plain = ("SourceSerif4_400Regular.ttf", "NotoSerifHebrew_400Regular.ttf", "Amiri_400Regular.ttf")
    bold = ("SourceSerif4_600SemiBold.ttf", "NotoSerifHebrew_600SemiBold.ttf", "Amiri_700Bold.ttf")
    serif, strong, mono = (
        tuple(fonts[name] for name in names if name in fonts)
        for names in (plain, bold, ("SourceCodePro_400Regular.ttf",))
    )
    role = f"{label(str(said['role']))} of {paper.names.short(str(said['party']))}"
    return (
        Line("Signed with a key", 7.5, serif, 0.4),
        Line(str(said["person"]), 15, strong),
        Line(f"{role[:1].upper()}{role[1:]}, {day(date.fromisoformat(str(said['date'])))}", 9, serif),
        Line(pen.key.fingerprint, 7.5, mono, 0.2),
    )


def fitting(request: Request, found: Matter) -> None:
    """Refuse what cannot be signed inside a PDF.

    Raises:
        RefusedError: It is not the terms, or not a signature under them.
        UsageError: No key was named, or a reason was, which no signature inside a PDF carries.
    """
    if found.terms is None or request.says != "sign":
        what = found.title if found.terms is None else f"to {request.says}"
        message = f"only terms are signed inside a PDF, and this is {what}"
        raise RefusedError(message, (), "--method ssh signs it with a key beside it")
    if request.reason:
        raise UsageError("a signature inside the PDF carries no reason", "leave out --reason")
    if not request.key:
        raise UsageError("--method pdf needs your key with its certificate", "name the file: --key FILE.p12")


def raw_of(penned: Penned) -> RawFile:
    """The PDF as a file of the record."""
    return RawFile(hashlib.sha256(penned.raw).hexdigest(), penned.raw)
