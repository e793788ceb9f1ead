"""The library: what the command line does, as functions with types."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from charter.check.linting import Asked, lint_paths, shown
from charter.finding import Report
from charter.repository import charter_folder, find_root, read_file
from charter.values import given

if TYPE_CHECKING:
    from charter.comparison.story import Story
    from charter.gates.verdict import GateReview
    from charter.lifecycle.replay import History
    from charter.model import Charter
    from charter.outlook.testimony import Expected
    from charter.outlook.verification import Verification
    from charter.rendering import Kind, Terms
    from charter.rendering.manuscript import Manuscript
    from charter.rendering.pdf import Mark, Paper
    from charter.rules import Stage


def load(charter: str | Path, *, root: Path | None = None) -> "Charter":
    """The terms of one charter, typed.

    Args:
        charter: An id, or the path of its folder or of its `charter.yaml`.
        root: The repository in which an id is looked for; by default the nearest one from the current folder upwards.

    Raises:
        UnreadablePathError: There is no such charter.
        ShapeError: It is not what the format asks for.
    """
    return _terms(charter, root).charter


def lint(
    *paths: str | Path,
    today: date,
    root: Path | None = None,
    stage: "Stage | None" = None,
    select: Sequence[str] | None = None,
) -> Report:
    """What there is to say about charters, as `charter lint` says it, without its settings files and cache.

    Args:
        paths: Files, folders or ids; none for every charter of the repository.
        today: The day to judge by.
        stage: None takes it from each charter's own decisions.
        select: Only these rules; None for all.

    Raises:
        UnreadablePathError: A path does not exist or cannot be opened.
    """
    asked = Asked(today, stage or "", None if select is None else tuple(select))
    return lint_paths(_root(root), [str(path) for path in paths], asked, jobs=1, cached=False)


def render(
    charter: str | Path,
    *,
    today: date,
    root: Path | None = None,
    view: "Kind" = "full",
    template: Path | None = None,
) -> str:
    """A charter as Markdown.

    Args:
        charter: An id, or the path of its folder or of its `charter.yaml`.
        today: Decides only which date the cover names as the next.
        template: A folder with own templates, filled in a process with limits.

    Raises:
        UnreadablePathError: There is no such charter.
        ShapeError: It is not what the format asks for.
        TemplateError: The own template is wrong, or takes more time or memory than it may.
    """
    from charter.rendering import render as rendered

    return rendered(_terms(charter, root), today, kind=view, template=template)


def pdf(
    charter: str | Path,
    *,
    today: date,
    root: Path | None = None,
    paper: "Paper" = "a4",
    fonts: Sequence[Path] = (),
) -> bytes:
    """A charter as the PDF that both sides sign, marked with how far its terms have come.

    Args:
        charter: An id, or the path of its folder or of its `charter.yaml`.
        today: What is recorded later does not count for that mark; nothing else depends on the day.
        fonts: Folders with fonts for scripts that ours do not hold.

    Raises:
        UnreadablePathError: There is no such charter.
        ShapeError: It is not what the format asks for.
        UnshownTextError: A text holds a character that no font shows.
        UsageError: The packages that make PDFs are not installed, or a folder of fonts is not there.
    """
    from charter.rendering.pdf import pdf as made

    terms = _terms(charter, root)
    return made(terms, paper=paper, mark=_mark(charter, terms, root, today), fonts=fonts)


def html(
    charter: str | Path,
    *,
    today: date,
    root: Path | None = None,
    paper: "Paper" = "a4",
) -> str:
    """A charter as one HTML file that holds its signatures and keys, and checks them in the browser that shows it.

    Args:
        charter: An id, or the path of its folder or of its `charter.yaml`.
        today: What is recorded later is left out; nothing else depends on the day.
        paper: What it is printed on.

    Raises:
        UnreadablePathError: There is no such charter.
        ShapeError: It is not what the format asks for.
    """
    from charter.check.recording import recorded
    from charter.lifecycle.replay import known
    from charter.rendering.html import html as made

    terms, facts = _terms(charter, root), known(recorded(_root(root), str(charter)).facts, today)
    subject = f"r{given(terms.charter.revision)}"
    consents = [fact for fact in facts.consents if fact.part.subject == subject]
    return made(terms, consents, facts.people, mark=_mark(charter, terms, root, today), paper=paper)


def docx(
    charter: str | Path,
    *,
    today: date,
    root: Path | None = None,
    paper: "Paper" = "a4",
    against: str | None = None,
) -> bytes:
    """A charter as a file of Word, to read and to mark up, or with its changes tracked; never what is signed.

    Args:
        charter: An id, or the path of its folder or of its `charter.yaml`.
        today: What is recorded later does not count; nothing else depends on the day.
        against: As for `redline`; None for a clean document.

    Raises:
        UnreadablePathError: There is no such charter.
        ShapeError: It is not what the format asks for.
        UsageError: python-docx is not installed, or as for `redline`.
    """
    from charter.rendering.docx import docx as made
    from charter.rendering.docx import redline as tracked

    terms = _terms(charter, root)
    if against is None:
        return made(terms, paper=paper, mark=_mark(charter, terms, root, today))
    both, old, new = _redlined(charter, terms, root, today, against)
    return tracked(both, terms, f"Charter {old} → {new}", paper=paper)


def redline(charter: str | Path, *, today: date, root: Path | None = None, against: str = "") -> str:
    """A charter as Markdown with everything marked that an older version says otherwise.

    Args:
        charter: An id, or the path of its folder or of its `charter.yaml`.
        today: The last signed revision is the one that all had signed by this day.
        against: A signed revision such as ``r1``, a commit, or a file; empty for the revision that all signed last.

    Raises:
        UnreadablePathError: There is no such charter.
        ShapeError: One of the versions is not what the format asks for.
        UsageError: There is no such version, nothing is signed yet, or the two say the same.
    """
    from charter.rendering.redline.markdown import page

    return page(*_redlined(charter, _terms(charter, root), root, today, against))


def _redlined(
    charter: str | Path, terms: "Terms", root: Path | None, today: date, against: str
) -> "tuple[Manuscript, str, str]":
    """Both versions in one, and how each is called."""
    from charter.check.redlining import older
    from charter.rendering.manuscript import manuscript
    from charter.rendering.redline.comparing import redlined

    old = older(_root(root), str(charter), terms, today, against)
    both = redlined(manuscript(old.terms, old.mark), manuscript(terms, _mark(charter, terms, root, today)))
    name = f"r{given(terms.charter.revision)}"
    return both, old.name, name if name != old.name else "draft"


def _mark(charter: str | Path, terms: "Terms", root: Path | None, today: date) -> "Mark":
    from charter.check.recording import recorded
    from charter.lifecycle.replay import known
    from charter.lifecycle.replay import replay as replayed

    facts = known(recorded(_root(root), str(charter)).facts, today)
    history, number = replayed(facts, today), given(terms.charter.revision)
    signed = facts.signed.get(number) if number is not None else None
    if signed is not None and signed.digest == terms.digest and number in history.signed_on:
        return "signed"
    proposed = history.standing.state == "proposed" or bool(number is not None and history.signatures.get(number))
    return "proposed" if proposed else "draft"


def diff(charter: str | Path, *, today: date, root: Path | None = None, base: str = "") -> "Story":
    """What changed in a charter's terms, in words, with what each change does to whom.

    Args:
        charter: An id, or the path of its folder or of its `charter.yaml`.
        base: The commit to compare with; empty for the last revision that all had signed by `today`.

    Raises:
        UnreadablePathError: There is no such charter, or one of the two versions cannot be understood.
        UsageError: Nothing is signed yet, or git knows no such commit.
    """
    from charter.check.comparing import of_charter, told

    return told(of_charter(_root(root), str(charter), today, base))


def replay(charter: str | Path, *, as_of: date, root: Path | None = None) -> "History":
    """Where a charter stood at the end of a day, which decisions led there, and what of the record does not hold.

    Args:
        charter: An id, or the path of its folder.
        as_of: What is dated later is left out.

    Raises:
        UnreadablePathError: There is no such charter, or one of its files cannot be opened.
    """
    from charter.check.recording import recorded
    from charter.lifecycle.replay import known
    from charter.lifecycle.replay import replay as replayed

    return replayed(known(recorded(_root(root), str(charter)).facts, as_of), as_of)


def evaluate(charter: str | Path, *, today: date, root: Path | None = None) -> "GateReview | None":
    """The gate of the phase that runs, judged on everything recorded by a day; None where no gate waits.

    Args:
        charter: An id, or the path of its folder.

    Raises:
        UnreadablePathError: There is no such charter, or one of its files cannot be opened.
    """
    from charter.check.gating import review_of
    from charter.check.recording import recorded
    from charter.lifecycle.replay import known
    from charter.lifecycle.replay import replay as replayed

    facts = known(recorded(_root(root), str(charter)).facts, today)
    return review_of(facts, replayed(facts, today), today)


def verify(
    charter: str | Path,
    *,
    today: date,
    root: Path | None = None,
    subject: str = "",
    expected: "Expected | None" = None,
) -> "Verification":
    """What the files of a charter prove, step by step, as `charter verify` says it.

    Args:
        charter: An id, or the path of its folder.
        subject: Only of this one, such as ``r1`` or ``d0003``; empty for the whole charter.
        expected: The fingerprints of keys that were told by voice, by party.

    Raises:
        UnreadablePathError: There is no such charter, or one of its files cannot be opened.
    """
    from charter.check.recording import recorded
    from charter.check.verifying import verified

    return verified(recorded(_root(root), str(charter)), today, subject, expected or {})


def verify_file(
    file: Path, *, today: date, expected: "Expected | None" = None, pages: bool = True, fonts: Sequence[Path] = ()
) -> "Verification":
    """What a signed PDF, or a page that checks itself, proves alone, step by step, as `charter verify FILE` says it.

    Args:
        expected: The fingerprints of keys that were told by voice, by party.
        pages: Whether the pages of a PDF are made again; without it nothing says that they show the terms in it.
        fonts: Folders with fonts for scripts that ours do not hold.

    Raises:
        UnreadablePathError: It does not exist or cannot be opened.
        UsageError: The packages that read and make PDFs are not installed.
    """
    from charter.check.html_files import is_page, verified_page
    from charter.check.pdf_files import Asking, verified_file

    if is_page(str(file)):
        return verified_page(file, today, expected or {})
    return verified_file(file, Asking(today, expected or {}, pages, fonts))


def _root(root: Path | None) -> Path:
    return root or find_root(Path.cwd())


def _terms(charter: str | Path, root: Path | None) -> "Terms":
    from charter.rendering import terms

    folder = charter_folder(_root(root), str(charter))
    people = {shown(str(path)): read_file(path) for path in sorted((folder / "people").glob("*.yaml"))}
    file = folder / "charter.yaml"
    return terms(shown(str(file)), read_file(file), people)
