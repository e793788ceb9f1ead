"""What a word processor does when it accepts or rejects every tracked change, on the XML itself; and plain outlines of it."""

import io
import re
import zipfile
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORIES = ("word/document.xml", "word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml")


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return {name: file.read(name) for name in file.namelist()}


def story(made: bytes, name: str = "word/document.xml"):
    return etree.fromstring(parts(made)[name])


def resolved(root, kept: str):
    """The same without changes: those of one kind kept (`ins` to accept all, `del` to reject all), the others undone."""
    root, lost = deepcopy(root), {"ins": "del", "del": "ins"}[kept]
    cell = {"ins": "cellIns", "del": "cellDel"}
    for row in root.iter(f"{W}tr"):
        if row.find(f"{W}trPr/{W}{lost}") is not None:
            row.getparent().remove(row)
    for one in list(root.iter(f"{W}tc")):
        if one.find(f"{W}tcPr/{W}{cell[lost]}") is not None:
            one.getparent().remove(one)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for around in list(root.iter(f"{W}{lost}", f"{W}{kept}")):
        if around.getparent().tag == f"{W}p":
            _unwrap(around, keep=around.tag == f"{W}{kept}")
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{lost}") is not None:
            _join(paragraph)
    for mark in list(root.iter(f"{W}{kept}", f"{W}{cell[kept]}")):
        around = mark.getparent()
        around.remove(mark)
        if around.tag == f"{W}rPr" and len(around) == 0:
            around.getparent().remove(around)
    return root


def _unwrap(around, *, keep: bool):
    parent = around.getparent()
    if keep:
        for run in around:
            for text in run.iter(f"{W}delText"):
                text.tag = f"{W}t"
        for run in list(around):
            around.addprevious(run)
    parent.remove(around)


def _join(paragraph):
    """The end of a paragraph is taken away: what is left of it begins the next one, which keeps its own look."""
    after, runs = paragraph.getnext(), paragraph.findall(f"{W}r")
    if after is not None and after.tag == f"{W}p":
        for run in reversed(runs):
            after.insert(1, run)
    else:
        assert not runs, "a paragraph before a table has text left"
        assert after is None or after.tag in (f"{W}tbl", f"{W}sectPr"), after.tag
        assert after is not None, "the end of a cell cannot be taken away"
    paragraph.getparent().remove(paragraph)


def outline(root, *, scripts: bool = True):
    """Everything that is said and how it is laid out, as nested lists; how a text is cut into runs does not count."""
    return [_outline(child, scripts) for child in root.iter(f"{W}p", f"{W}tbl") if _is_top(child)]


def _is_top(child) -> bool:
    return next(child.iterancestors(f"{W}tbl"), None) is None


def _outline(child, scripts):
    if child.tag == f"{W}p":
        look = [etree.tostring(one).decode() for one in child.iterfind(f"{W}pPr/*") if one.tag != f"{W}rPr"]
        return [look if scripts else look[:1], _text(child, scripts)]
    rows = []
    for row in child.iter(f"{W}tr"):
        marks = sorted(one.tag for one in row.find(f"{W}trPr"))
        cells = [[_outline(one, scripts) for one in cell.iter(f"{W}p")] for cell in row.iter(f"{W}tc")]
        rows.append([marks, cells])
    return [child.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val"), rows]


def _text(paragraph, scripts: bool) -> str:
    """The text; where it changes between scripts, the mark of each."""
    said, now = "", ""
    for run in paragraph.iter(f"{W}r"):
        look = run.find(f"{W}rPr")
        mark = "" if look is None or not scripts else ",".join(re.sub(r"\{.*\}", "", one.tag) for one in look)
        said += f"<{mark}>" if mark != now else ""
        now = mark
        said += "".join(
            "\n" if one.tag == f"{W}br" else one.text or "" for one in run.iter(f"{W}t", f"{W}delText", f"{W}br")
        )
    return said


def words(root) -> str:
    """All text that is there, deleted or not."""
    return "".join(one.text or "" for one in root.iter(f"{W}t", f"{W}delText"))
