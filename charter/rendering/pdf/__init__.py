"""The document that both sides sign: PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same terms, always."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

from charter.errors import UsageError
from charter.rendering.pdf.glyphs import UnshownTextError, unshown
from charter.rendering.pdf.page import Mark, Paper, page
from charter.rendering.plan import each
from charter.rendering.terms import Terms
from charter.rendering.view import view
from charter.values import Absent, given

__all__ = ["PAPERS", "Mark", "Paper", "UnshownTextError", "pdf"]

PAPERS: tuple[Paper, ...] = get_args(Paper)
"""The sizes of paper."""

_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def pdf(terms: Terms, *, paper: Paper = "a4", mark: Mark = "draft", fonts: Sequence[Path] = ()) -> bytes:
    """The whole charter, with its terms attached, and a signature field in every signature box.

    Args:
        mark: How far these terms have come, which every page says.
        fonts: Folders with fonts for scripts that ours do not hold.

    Raises:
        UnshownTextError: A text holds a character that no font shows.
        UsageError: The packages that make PDFs are not installed, or a folder of fonts is not there.
    """
    missing = [folder for folder in fonts if not folder.is_dir()]
    if missing:
        raise UsageError(f"--font-dir {missing[0]} is not a folder")
    try:
        from charter.rendering.pdf.compiler import CompileError, compiled
        from charter.rendering.pdf.fields import with_fields
    except ModuleNotFoundError as error:
        if error.name not in ("typst", "pikepdf"):
            raise
        said = f"making a PDF takes {error.name}, which is not installed"
        raise UsageError(said, "pip install 'partnership-charter[pdf]'") from error
    seen = view(terms, date.min)  # the day only decides what the cover of the Markdown names as next
    language = given(terms.charter.language) or ""
    try:
        made, boxes = compiled(page(seen, language, paper, mark), terms.canonical, _seconds(terms), fonts)
    except CompileError as error:
        characters = tuple(dict.fromkeys(_UNSHOWN.findall(str(error))))
        if not characters:
            raise
        raise unshown(characters, terms) from error
    return with_fields(made, boxes)


def _seconds(terms: Terms) -> int:
    """When the file says it was made, taken from the terms: the start of the first phase, or of the terms."""
    starts = [given(phase.start) for _, phase in each(terms.charter.phases) if not isinstance(phase, Absent)]
    known = next((start for start in (*starts, given(terms.charter.effective)) if start is not None), None)
    if known is None:
        return int(_BEFORE.timestamp())
    first = known.first
    return max(int(datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()), int(_BEFORE.timestamp()))
