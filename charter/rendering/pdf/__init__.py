"""The document that both sides sign: PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same terms, always."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from charter.errors import CharterError, UsageError
from charter.rendering.page import Mark, Paper, page
from charter.rendering.pdf.glyphs import UnshownTextError, unshown
from charter.rendering.pdf.making import Making, Tools, making, read_making
from charter.rendering.plan import when_made
from charter.rendering.terms import Terms
from charter.rendering.view import view
from charter.values import given

if TYPE_CHECKING:
    from charter.rendering.pdf.typefaces import Typefaces

__all__ = ["PAPERS", "Mark", "NotRepeatable", "Paper", "UnshownTextError", "pdf", "repeated"]

PAPERS: tuple[Paper, ...] = get_args(Paper)
"""The sizes of paper."""

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


class NotRepeatable(NamedTuple):
    """Why a file cannot be made again here; nothing about whether it is right.

    Attributes:
        reason: In words; parts of it may be texts out of the file.
    """

    reason: str


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
    _need_packages()
    from charter.rendering.pdf.typefaces import at_hand

    text = terms.canonical.decode() + str(dict(terms.people))
    return _made(terms, _Sheet(paper, mark, _tools()), at_hand(fonts, text, given(terms.charter.language) or ""))


def repeated(file: bytes, *, fonts: Sequence[Path] = ()) -> bytes | NotRepeatable:
    """The bytes that a PDF of ours has without its signatures, made again from what the file itself carries.

    It is as it was made if these are its first bytes; what was appended is not judged here. Where they are not, and
    the file says that other tools made it, that is told as a reason, as nothing can be concluded.

    Args:
        file: The PDF, with or without signatures, from anybody.
        fonts: Folders with the fonts of other scripts that it was made with.

    Raises:
        UsageError: The packages that make PDFs are not installed.
    """
    _need_packages()
    from charter.rendering.pdf.carried import CarriedError, carried

    try:
        found = carried(file)
        terms, said = read_making(found.terms, found.making)
        made = _again(terms, said, fonts)
    except (CarriedError, CharterError) as error:
        return NotRepeatable(str(error))
    if isinstance(made, bytes) and not file.startswith(made) and said.made_with != _tools():
        return NotRepeatable(f"the file was made with {_named(said.made_with)}, and here is {_named(_tools())}")
    return made


def _again(terms: Terms, said: Making, fonts: Sequence[Path]) -> bytes | NotRepeatable:
    from charter.rendering.pdf.compiler import CompileError
    from charter.rendering.pdf.typefaces import everything

    here = everything(fonts)
    missing = [face.family for face in said.fonts if face not in here.families]
    if missing:
        return NotRepeatable(f"the file was made with fonts that are not here: {', '.join(missing)}")
    try:
        # what the file says of its tools stands in the file: what else they would do differently shows in the pages
        return _made(terms, _Sheet(said.paper, said.mark, said.made_with), here._replace(families=said.fonts))
    except CompileError:
        return NotRepeatable("what the file carries cannot be set in type here")


class _Sheet(NamedTuple):
    paper: Paper
    mark: Mark
    made_with: Tools


def _made(terms: Terms, sheet: _Sheet, typefaces: "Typefaces") -> bytes:
    from charter.rendering.pdf.compiler import CompileError, compiled, shown
    from charter.rendering.pdf.fields import finished

    seconds = int(when_made(terms.charter).timestamp())
    seen = view(terms, date.min)  # the day only decides what the cover of the Markdown names as next
    language = given(terms.charter.language) or ""
    data = page(seen, language, sheet.paper, sheet.mark) | {"families": [face.family for face in typefaces.families]}
    try:
        made, boxes = compiled(data, terms.canonical, seconds, typefaces.folders)
    except CompileError as error:
        characters = tuple(dict.fromkeys(_UNSHOWN.findall(str(error))))
        if not characters:
            raise
        raise unshown(characters, terms) from error
    carried = making(terms, sheet.paper, sheet.mark, shown(made, typefaces.families), sheet.made_with)
    return finished(made, boxes, carried, seconds)


def _need_packages() -> None:
    try:
        import charter.rendering.pdf.compiler
        import charter.rendering.pdf.fields  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name not in ("typst", "pikepdf"):
            raise
        said = f"making a PDF takes {error.name}, which is not installed"
        raise UsageError(said, "pip install 'partnership-charter[pdf]'") from error


def _tools() -> Tools:
    from charter import __version__
    from charter.rendering.pdf.compiler import TYPST
    from charter.rendering.pdf.fields import QPDF
    from charter.rendering.pdf.layout import layout_digest

    return Tools(charter=__version__, layout=layout_digest(), qpdf=QPDF, typst=TYPST)


def _named(tools: Tools) -> str:
    return f"charter {tools.charter} (layout {tools.layout[7:15]}), typst {tools.typst} and qpdf {tools.qpdf}"
