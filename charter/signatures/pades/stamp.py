"""What a signature shows in its box: lines of text in fonts that are embedded, each made small enough to fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from unicodedata import bidirectional

from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

_MARGIN = 9.0
_GAP = 0.5
"""Blank between two lines, in parts of the lower one's size."""


class Line(NamedTuple):
    """A line of text.

    Attributes:
        size: At most, in points.
        fonts: Font files to choose from; the first that has every character is taken. Without one, or where the text
            runs both ways, the line is left out: what it says stands beside the box, too.
        grey: From 0, black, to 1, white.
    """

    text: str
    size: float
    fonts: tuple[bytes, ...]
    grey: float = 0.0


@dataclass(frozen=True)
class Style(BaseStampStyle):
    """The look of one signature."""

    border_width: int = 0
    lines: tuple[Line, ...] = field(default=())

    def create_stamp(self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]) -> BaseStamp:
        """The stamp for a box; its text is known already."""
        return _Stamp(writer, self, box)


class _Stamp(BaseStamp):
    def _render_inner_content(self) -> list[bytes]:
        made: dict[bytes, tuple[str, GlyphAccumulator]] = {}
        room = self.box.width - 2 * _MARGIN
        assert self.writer is not None
        rows = [_Row(line, *_font(line.fonts, line.text, self.writer, made)) for line in _shown(self.style.lines)]
        sized = [(row, min(row.line.size, room / max(row.width, 0.01))) for row in rows]
        height = sum(size * (1 + _GAP) for _, size in sized) - (sized[0][1] * _GAP if sized else 0)
        top = (self.box.height + height) / 2
        commands = []
        for index, (row, size) in enumerate(sized):
            top -= size * (1 + (_GAP if index else 0))
            commands.append(row.drawn(size, top + 0.2 * size))
        for name, engine in made.values():
            self.set_resource(ResourceType.FONT, pdf_name(f"/{name}"), engine.as_resource())
        return [b"/Tx BMC q", *commands, b"Q EMC"]  # ISO 32000-1, 12.7.3.3: what the field itself draws


class _Row:
    def __init__(self, line: Line, name: str, engine: GlyphAccumulator) -> None:
        self.line, self.name, self.engine = line, name, engine
        engine.font_size = 1
        self.width = abs(float(engine.shape(line.text).x_advance))

    def drawn(self, size: float, base: float) -> bytes:
        self.engine.font_size = size  # type: ignore[assignment]  # it only multiplies with it
        glyphs = self.engine.shape(self.line.text).graphics_ops
        grey = f"{self.line.grey:.2f} g".encode()
        return b"%s BT /%s %.3f Tf %.3f %.3f Td %s ET" % (grey, self.name.encode(), size, _MARGIN, base, glyphs)


def _shown(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if _is_one_way(line.text) and any(_has(font, line.text) for font in line.fonts))


def _is_one_way(text: str) -> bool:
    """Whether it says something, and nothing in it runs against the rest: both ways in one line are drawn wrong."""
    kinds = set(map(bidirectional, text))
    return bool(text.strip()) and (not kinds & {"R", "AL"} or kinds <= {"R", "AL", "NSM", "WS"})


def _has(font: bytes, text: str) -> bool:
    return all(ord(character) in _characters(font) for character in text)


@lru_cache(maxsize=16)
def _characters(font: bytes) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(BytesIO(font), lazy=True).getBestCmap() or {})


def _font(
    fonts: tuple[bytes, ...], text: str, writer: BasePdfFileWriter, made: dict[bytes, tuple[str, GlyphAccumulator]]
) -> tuple[str, GlyphAccumulator]:
    """The font of a line, embedded once for all its lines."""
    font = next(font for font in fonts if _has(font, text))
    if font not in made:
        plain = max(map(ord, text), default=0) < _SHAPED
        made[font] = f"F{len(made) + 1}", GlyphAccumulator(writer, BytesIO(_unshaped(font) if plain else font), 1)
    return made[font]


_SHAPED = 0x590
"""Where the scripts begin whose letters change with their neighbours: Hebrew, Arabic and those behind them."""


@lru_cache(maxsize=4)
def _unshaped(font: bytes) -> bytes:
    """The font without its rules for neighbours, which take long to cut down to a few letters."""
    from fontTools.ttLib import TTFont

    whole, out = TTFont(BytesIO(font), lazy=True), BytesIO()
    for table in {"GSUB", "GPOS", "GDEF", "BASE"} & set(whole.keys()):
        del whole[table]
    whole.save(out, reorderTables=None)
    return out.getvalue()
