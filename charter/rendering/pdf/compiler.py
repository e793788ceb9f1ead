"""The door to Typst: a page of plain data becomes a tagged PDF and the places of its signature boxes."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import typst

from charter.resources import resource


class Box(NamedTuple):
    """A signature box on a page.

    Attributes:
        field: The name of its field.
        say: What it is, for those who do not see it.
        page: Counted from 1.
        x: From the left edge of the page to the left edge of the box; like all lengths in points.
        y: From the upper edge of the page to the upper edge of the box.
    """

    field: str
    say: str
    page: int
    x: float
    y: float
    width: float
    height: float


class CompileError(Exception):
    """Typst refuses: its message, whole."""


def compiled(page: Mapping[str, Any], attached: bytes, seconds: int, fonts: Sequence[Path]) -> tuple[bytes, list[Box]]:
    """A PDF without fields yet, and where they belong.

    Args:
        page: See `charter.rendering.pdf.page.page`.
        attached: The terms in canonical JSON.
        seconds: The time that the file says it was made, since 1970.
        fonts: Folders with further fonts.

    Raises:
        CompileError: Something cannot be set, such as a character in no font.
    """
    folder = resource("templates", "pdf")
    inputs = {"page": json.dumps(page, ensure_ascii=False), "terms": attached.decode()}
    compiler = typst.Compiler(
        str(folder / "charter.typ"), str(folder), _fonts(tuple(map(str, fonts))), sys_inputs=inputs
    )
    try:
        made = compiler.compile(pdf_standards=["a-3a", "ua-1"], timestamp=seconds)
        places = json.loads(compiler.query("<signature-box>", field="value"))
    except typst.TypstError as error:
        raise CompileError(error.diagnostic or error.message) from error
    assert isinstance(made, bytes)
    return made, [Box(**place) for place in places]


@lru_cache(maxsize=4)
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """Our fonts, those inside Typst and the named ones; never the machine's, so that every machine makes the same."""
    ours = str(resource("templates", "pdf", "fonts"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[ours, *folders])
