"""The elements of WordprocessingML that a charter needs, in the order that Word insists on."""

from __future__ import annotations

from datetime import datetime
from itertools import count, islice
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from charter.rendering.docx.letters import Stretch, is_rtl, scripts, stretches, writable
from charter.rendering.manuscript.blocks import Line, State, text_of

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_STATES: Final[tuple[State, State]] = ("gone", "come")
_MARKS: Final[dict[State, str]] = {"gone": "del", "come": "ins"}


class Pen:
    """Writes the changes of one document under one name and time, each with a number of its own."""

    def __init__(self, author: str, when: datetime) -> None:
        self._signed = {"author": writable(author), "date": when.strftime("%Y-%m-%dT%H:%M:%SZ")}
        self._numbers = count(1)

    def mark(self, parent: Element, name: str) -> Element:
        """A change of a part: an insertion, a deletion, of text, a paragraph, a row or a cell."""
        return add(parent, name, id=str(next(self._numbers)), **self._signed)


def element(name: str, **values: str) -> Element:
    """An element with attributes of its own namespace."""
    return Element(f"{{{W}}}{name}", {f"{{{W}}}{key}": value for key, value in values.items()})


def add(parent: Element, name: str, **values: str) -> Element:
    """A new last child."""
    made = element(name, **values)
    parent.append(made)
    return made


class End(NamedTuple):
    """The end of a paragraph, where Word keeps its layout and what became of it.

    Attributes:
        of: The paragraph that ends here when all is accepted; None for the one whose text stands before it.
    """

    state: State = "same"
    of: Line | None = None


AS_IT_IS: Final = End()


def paragraph(style: str, line: Line, pen: Pen, end: End = AS_IT_IS, *, new_page: bool = False) -> Element:
    """A paragraph with its changes."""
    made = element("p")
    layout = add(made, "pPr")
    add(layout, "pStyle", val=style)
    if new_page:
        add(layout, "pageBreakBefore")
    if _runs_left(end.of or line):
        add(layout, "bidi")
    if end.state != "same":
        pen.mark(add(layout, "rPr"), _MARKS[end.state])
    _pieces(made, line, pen)
    return made


def _runs_left(line: Line) -> bool:
    return is_rtl(text_of(line, without="come" if line.state == "gone" else "gone"))


def _pieces(made: Element, line: Line, pen: Pen) -> None:
    """The runs of a paragraph; the script of a letter is taken from the whole text on its side."""
    rtl = _runs_left(line)
    now, before = (writable(text_of(line, without=state)) for state in _STATES)
    known = {"come": iter(scripts(now, rtl=rtl)), "gone": iter(scripts(before, rtl=rtl))}
    for piece in line.pieces:
        text = writable(piece.text)
        taken = {side: list(islice(known[side], len(text))) for side in known if piece.state in ("same", side)}
        around = made if piece.state == "same" else pen.mark(made, _MARKS[piece.state])
        for stretch in stretches(text, taken.get("come") or taken["gone"]):
            run = _run(stretch, note=line.note)
            _write(run, stretch.text, "delText" if piece.state == "gone" else "t")
            around.append(run)


def _run(stretch: Stretch, *, note: bool) -> Element:
    run, look = element("r"), element("rPr")
    if note:
        add(look, "rStyle", val="TableNote")
    if stretch.script == "east":
        add(look, "rFonts", hint="eastAsia")
    elif stretch.script == "rtl":
        add(look, "rtl")
    if len(look):
        run.append(look)
    return run


def _write(run: Element, text: str, name: str) -> None:
    for at, part in enumerate(text.split("\n")):
        if at:
            add(run, "br")
        if part:
            written = add(run, name)
            written.set(_SPACE, "preserve")
            written.text = part.replace("\t", " ")


def field(parent: Element, instruction: str, shown: str) -> None:
    """A field that Word computes: our own only, such as the number of the page."""
    made = add(parent, "fldSimple", instr=f" {instruction} ")
    SubElement(add(made, "r"), f"{{{W}}}t").text = shown


def mark_row(row_layout: Element, state: State, pen: Pen) -> None:
    """Say that a row is gone or has come."""
    if state != "same":
        pen.mark(row_layout, _MARKS[state])


def mark_cell(cell_layout: Element, state: State, pen: Pen) -> None:
    """Say that the column of a cell is gone or has come."""
    if state != "same":
        pen.mark(cell_layout, "cellDel" if state == "gone" else "cellIns")
