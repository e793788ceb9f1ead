"""Proving a PDF of the terms from its bytes alone: what it carries is taken out, and its pages are made again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from charter.check.recording import read_record
from charter.errors import CharterError, UnreadablePathError, UsageError
from charter.lifecycle.revisions import revisions
from charter.outlook.pdf_proof import Box, Paper, attached, proved, whole
from charter.outlook.testimony import Expected, Problem, Step
from charter.outlook.verification import Verification
from charter.repository import read_file
from charter.signatures.pades import LARGEST, SignedPdf, UnreadablePdfError, read_signed
from charter.values import given

if TYPE_CHECKING:
    from charter.rendering import Terms


class Asking(NamedTuple):
    """How a PDF is to be proved.

    Attributes:
        today: The day to judge by.
        expected: The fingerprints that somebody was told by voice, by party.
        pages: Whether its pages are made again.
        fonts: Folders with fonts for scripts that ours do not hold.
    """

    today: date
    expected: Expected = {}  # noqa: RUF012  # never written to
    pages: bool = True
    fonts: Sequence[Path] = ()


def is_pdf(name: str) -> bool:
    """Whether an argument means a PDF: by its name, or by what the file begins with."""
    path = Path(name)
    if name.lower().endswith(".pdf") or not path.is_file():  # a pipe that somebody left there would be waited for
        return name.lower().endswith(".pdf")
    try:
        return read_file(path, _HEAD).startswith(b"%PDF-")
    except UnreadablePathError:
        return False


_HEAD = 8
"""How many bytes tell a PDF."""


def verified_file(file: Path, asking: Asking) -> Verification:
    """What a file proves alone; and where it lies in the folder of a charter, whether that says the same.

    Raises:
        UnreadablePathError: It does not exist or cannot be opened.
        UsageError: The packages for PDFs are not installed.
    """
    proved = verified_pdf(read_file(file, LARGEST), asking, str(file))
    folder = file.absolute().parent.parent
    if proved.subject and file.absolute().parent.name == "signed" and (folder / "charter.yaml").is_file():
        proved = replace(proved, steps=(*proved.steps, _recorded(proved, file.absolute())))
    return proved


def _recorded(proved: Verification, file: Path) -> Step:
    """Whether the folder that the file lies in holds the same terms, and a consent for each of its signatures."""
    record = read_record(file.parent.parent)
    facts, name = record.facts, proved.subject
    revision = revisions(facts).get(int(name.removeprefix("r")))
    inside = [fact.part for fact in facts.consents if fact.part.subject == name and fact.part.method == "pdf"]
    there = {(str(part.party), str(given(part.key))) for part in inside}
    signed = {(signer.party, signer.fingerprint) for signer in proved.signers}
    problems = []
    if facts.id != proved.charter or file.name != f"{name}.pdf":
        problems.append(f"the file there for {facts.id} would be signed/rN.pdf, and this is {proved.charter} {name}")
    elif revision is None or revision.terms.digest != proved.digest:
        problems.append(f"there {name} is {revision.terms.digest if revision else 'not to be found'}")
    problems += [f"no consent there says that {party} signed with {key}" for party, key in sorted(signed - there)]
    problems += [f"{party} consents there with {key}, and did not sign here" for party, key in sorted(there - signed)]
    shown = f"{record.prefix} holds the same {name}, and a consent for each of these signatures"
    return Step(shown, tuple(Problem(why, f"charter verify {facts.id} says more") for why in problems))


def verified_pdf(raw: bytes, asking: Asking, name: str) -> Verification:
    """What the bytes of a PDF prove alone.

    Args:
        name: What the file is called in words.

    Raises:
        UsageError: The packages for PDFs are not installed.
    """
    try:
        pdf = read_signed(raw)
    except UnreadablePdfError as error:
        step = Step("it is a whole PDF", (Problem(str(error), "ask whoever sent it to send it again"),))
        return Verification("", "", (step,), (), source=name)
    try:
        paper = _paper(raw, pdf)
    except UsageError:
        raise
    except CharterError as error:
        problem = Problem(str(error), "only a PDF that charter render --to pdf made can be proved")
        return Verification(
            "", "", (whole(pdf), Step("it carries the terms of a charter", (problem,))), (), source=name
        )
    told = proved(paper, asking.today, asking.expected)
    steps = (whole(pdf), attached(paper), *told.steps, *_pages(paper, asking))
    seen = Verification(paper.id, paper.subject, steps, told.signers, source=name)
    return replace(seen, digest=paper.digest, unseen=not asking.pages, left=_DRAWN if told.signers else ())


_DRAWN = ("look into each signature's box: what is drawn there is its signer's own, and nothing that was agreed",)


def _paper(raw: bytes, pdf: SignedPdf) -> Paper:
    """Take it apart.

    Raises:
        CharterError: It carries no terms that can be understood.
    """
    from charter.rendering.pdf.making import read_making

    try:
        from charter.rendering.pdf.carried import CarriedError, carried
    except ModuleNotFoundError as error:
        if error.name != "pikepdf":
            raise
        said = "proving a PDF takes pikepdf, which is not installed"
        raise UsageError(said, "pip install 'partnership-charter[pades]'") from error
    try:
        found = carried(raw)
    except CarriedError as error:
        raise UnreadablePathError(str(error)) from error
    terms, _ = read_making(found.terms, found.making)
    return Paper(raw, pdf, terms.charter, terms.people, terms.digest, terms.canonical, tuple(_boxes(terms)))


def _boxes(terms: Terms) -> Iterator[Box]:
    """The boxes that the signature page has, in its order."""
    from charter.rendering.page import page
    from charter.rendering.view import view

    drawn = page(view(terms, date.min), "", "a4", "draft")["signing"]["blocks"]
    for block in drawn:
        party = block["id"]
        for (role, person), one in zip(_seats(terms, party), block["signatories"], strict=True):
            yield Box(one["field"], party, role, person)


def _seats(terms: Terms, party: str) -> Iterator[tuple[str, str]]:
    """Who may sign for a party: the role and the person, who may not be known."""
    roster = terms.people.get(party)
    roles = given(roster.signatories) if roster is not None else None
    if roster is None or roles is None:
        yield "", ""
        return
    for role in roles:
        for holder in given((given(roster.roles) or {}).get(role)) or (None,):
            yield role, (given(holder.name) or "") if holder is not None else ""


def _pages(paper: Paper, asking: Asking) -> Iterator[Step]:
    """Whether the pages show the terms that are attached."""
    if not asking.pages:
        return
    from charter.rendering.pdf import NotRepeatable, repeated

    made = repeated(paper.raw, fonts=asking.fonts)
    if isinstance(made, NotRepeatable):
        why = f"they cannot be made again here: {made.reason}"
        help = (
            "install what it was made with, or name its fonts with --font-dir; or read every page, and say so with "
            "--without-pages"
        )
    elif _goes_on_from(paper, made):
        why = help = ""
    else:
        why = "its pages are not those that the attached terms make: they may say something else"
        help = "do not rely on it: have the terms in it rendered anew, and compare"
    shown = "its pages are those that the attached terms make, byte for byte"
    yield Step(shown, (Problem(why, help),) if why else ())


def _goes_on_from(paper: Paper, made: bytes) -> bool:
    """Whether the file is a document as it was made, with nothing or with signatures behind it."""
    if not paper.pdf.signatures:
        return paper.raw == made
    return paper.raw.startswith(made) and _LAST_LINES.fullmatch(made, paper.pdf.base) is not None


_LAST_LINES = re.compile(rb"\s*(<<.{,1000}>>)?\s*startxref\s+\d+\s+%%EOF\s*", re.DOTALL)
"""What follows the table of contents of a PDF that was made in one go; the file goes on from just this table."""
