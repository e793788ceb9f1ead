"""The door to Typst: a page of plain data becomes a tagged PDF and the places of its signature boxes."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import typst

from charter.rendering.pdf.making import Face, face
from charter.resources import resource

TYPST: str = typst.__version__  # type: ignore[attr-defined] # it is there, but not declared


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
        page: See `charter.rendering.page.page`.
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


def faces(folders: Sequence[Path]) -> tuple[Face, ...]:
    """The families of fonts in folders, by name; ours are never among them."""
    return _faces(tuple(map(str, folders)))


@lru_cache(maxsize=4)
def _faces(folders: tuple[str, ...]) -> tuple[Face, ...]:
    ours = {font.family for font in _fonts(()).fonts()}
    files: dict[str, set[str]] = {}
    for font in _fonts(folders).fonts():
        if font.family not in ours and font.path is not None:
            files.setdefault(font.family, set()).add(font.path)
    return tuple(face(name, _digests(paths)) for name, paths in sorted(files.items()))


def _digests(paths: set[str]) -> list[str]:
    return [f"sha256:{hashlib.sha256(Path(path).read_bytes()).hexdigest()}" for path in paths]


def shown(made: bytes, families: Sequence[Face]) -> tuple[Face, ...]:
    """Which families the pages of a PDF show, as far as their names tell; more rather than fewer."""
    named = {_plain(name.decode("latin-1")) for name in _EMBEDDED.findall(made)}
    ours = [_plain(font.family) for font in _fonts(()).fonts()]
    foreign = [name for name in named if not any(map(name.startswith, ours))]
    found = tuple(family for family in families if any(name.startswith(_plain(family.family)) for name in foreign))
    known = [_plain(family.family) for family in found]
    return found if all(any(map(name.startswith, known)) for name in foreign) else tuple(families)


_EMBEDDED = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")


def _plain(name: str) -> str:
    return re.sub(r"#[0-9a-fA-F]{2}|[^a-z0-9]", "", name.lower())


@lru_cache(maxsize=4)
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """Our fonts, those inside Typst and the named ones; never the machine's, so that every machine makes the same."""
    ours = str(resource("templates", "pdf", "fonts"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[ours, *folders])
