"""The PDF of the terms that parties sign in: begun by the first of them, looked at as a whole by every other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charter.acts.asking import Request
from charter.acts.matters import Matter
from charter.check.recording import Recorded, raw_file
from charter.errors import RefusedError
from charter.lifecycle.replay import History
from charter.outlook.testimony import proved
from charter.rendering.names import Names, label
from charter.signatures.pades import PdfSignature, SignedPdf, UnreadablePdfError, read_signed
from charter.signed_pdf import box_of, foreign
from charter.values import Role, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import People
    from charter.rendering import Terms


@dataclass(frozen=True)
class Paper:
    """The PDF before one signs in it.

    Attributes:
        local: Its path inside the charter's folder.
        title: What is signed in it, in words.
        parties: Those who sign.
        strangers: Signatures in it that no consent records.
        signed: The parties whose consents say that they lie in it.
    """

    local: str
    shown: str
    title: str
    raw: bytes
    pdf: SignedPdf
    names: Names
    parties: tuple[str, ...]
    strangers: tuple[PdfSignature, ...] = ()
    signed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.local.rpartition("/")[2]


def begun(record: Recorded, history: History, found: Matter, request: Request) -> Paper:
    """The PDF of the terms as it may be signed: a fresh one, or the one that is there and holds in every respect.

    Raises:
        RefusedError: Something stands in it that nobody should sign.
        UsageError: The packages that it takes are not installed.
    """
    from charter.rendering.pdf import pdf

    assert found.terms is not None
    local, terms = f"signed/{found.name}.pdf", _terms(record)
    place, parties = record.folder / local, tuple(given(found.terms.part.parties) or ())
    title = f"{found.title} ({found.digest})"
    paper = Paper(local, record.prefix + local, title, b"", _NOTHING, Names(found.terms.part), parties)
    try:
        if not place.exists() and not place.is_symlink():
            raw = pdf(terms, mark="proposed", fonts=request.fonts)
            return replace(paper, raw=raw, pdf=read_signed(raw))
        file = raw_file(record.folder, local)
        raw = (file.content if file is not None else None) or b""
        paper = _known(replace(paper, raw=raw, pdf=read_signed(raw)), record, history, found)
    except UnreadablePdfError as error:
        raise refusal(paper, str(error)) from error
    for why in _against(paper, found, request):
        raise refusal(paper, why)
    _same_pages(paper, terms, request)
    return paper


_NOTHING = SignedPdf(0, 0, "", (), (), (), (), ())


def _terms(record: Recorded) -> Terms:
    from charter.rendering import terms
    from charter.repository import read_file

    people = {name: read_file(record.folder / name) for name in record.reads if name.startswith("people/")}
    return terms("charter.yaml", read_file(record.folder / "charter.yaml"), people)


def _known(paper: Paper, record: Recorded, history: History, found: Matter) -> Paper:
    """With whose signatures in it are proved, and which no consent records."""
    inside = [one for one in record.facts.consents if one.part.subject == found.name and one.part.method == "pdf"]
    good = [fact for fact in inside if proved(fact, history)]
    ends = {getattr(given(fact.part.signature), "size", None) for fact in good}
    strangers = tuple(one for one in paper.pdf.signatures if one.end not in ends)
    return replace(paper, strangers=strangers, signed=tuple(sorted(str(fact.part.party) for fact in inside)))


def _against(paper: Paper, found: Matter, request: Request) -> Iterator[str]:
    """What stands in the file that nobody should sign, the worst first."""
    pdf = paper.pdf
    if problem := foreign(pdf, found.digest):
        yield problem
    if pdf.beside:
        yield pdf.beside
    for one in pdf.signatures:
        if one.problem or one.later:
            yield f"the signature in {one.field} does not hold: {one.problem or one.later}"
    if pdf.signatures and pdf.behind:
        yield f"{pdf.behind} bytes follow the last signature, and nobody signed them"
    for one in paper.strangers:
        if (party := box_of(one.field, paper.parties)) != request.role.party:
            whose = f"somebody of {party}" if party else "somebody who is no party"
            yield f"{whose} signed in {one.field}, and no consent that holds records it"


def _same_pages(paper: Paper, terms: Terms, request: Request) -> None:
    """Whether its pages are those that these terms and people make now, marked as for signature."""
    from charter.rendering.pdf import PAPERS, NotRepeatable, pdf, repeated

    for size in PAPERS:
        made = pdf(terms, paper=size, mark="proposed", fonts=request.fonts)
        if paper.raw.startswith(made) and paper.pdf.base <= len(made):
            return
    again = repeated(paper.raw, fonts=request.fonts)
    if isinstance(again, NotRepeatable):
        message = f"{paper.shown} cannot be made again here, so nobody can tell whether its pages say these terms"
        help = "sign where the same versions are installed, or have the file begun anew with those that are here"
        raise RefusedError(f"{message}: {again.reason}", (), help)
    same = paper.raw.startswith(again) and paper.pdf.base <= len(again)
    raise refusal(paper, _OTHER_PEOPLE if same else "its pages are not those that its terms make")


_OTHER_PEOPLE = "it was made with other people files than there are now, or is not marked for signature"


def refusal(paper: Paper, why: str) -> RefusedError:
    """Why nobody should sign in the file, and what becomes void with it."""
    void = [f"consents/{paper.name.removesuffix('.pdf')}-{party}.yaml" for party in paper.signed]
    with_it = f" and {listed(void)}, which it voids" if void else ""
    help = f"put it back from git; or delete {paper.shown}{with_it}, and have all sign a new one"
    return RefusedError(f"{paper.shown} is not to be signed: {why}", (), help)


def boxes(role: Role, person: str, people: People) -> tuple[str, ...]:
    """The boxes of a person in a role, as the pages name them, the likeliest first."""
    words = re.findall(r"\w+", label(role.role))
    name = "-".join(("signature", role.party, *words)).lower()
    rows = given((given(people.roles) or {}).get(role.role)) or ()
    mine = [index for index, row in enumerate(rows) if row.name == person]
    return tuple(name if index == 0 else f"{name}-{index + 1}" for index in reversed(mine))
