"""Texts that a comma or a # cut in two: what was meant, and how each is made whole."""

import re
from collections.abc import Iterator
from typing import Final

from charter.document.defect import Defect, shown
from charter.document.tree import Node, Scalar

_LOST = re.compile(r" #(?=[0-9])")
_REMARK = re.compile(r" +#[0-9][^\r\n]*")
_SEPARATED = re.compile(r"(?P<code>[A-Z]{3} ?)?(?P<number>-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?P<sign> ?%)?")
_DECIMAL = re.compile(
    r"(?P<code>[A-Z]{3} ?)?(?P<number>-?[0-9]+(?:\.[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,9}))(?P<sign> ?%)?"
)
_CURVED: Final = "“”„‟«»‘’‚‛‹›"

QUOTE_IT: Final = "put quotes around the whole text"


def cure_for(text: str) -> str:
    """What to do about an unquoted text that needs quotes: other ones, where it wears some already."""
    if not _is_curved(text):
        return QUOTE_IT
    return f"{text[0]} {text[-1]} are no quotes to YAML: use straight ones"


def _is_curved(text: str) -> bool:
    return len(text) > 1 and text[0] in _CURVED and text[-1] in _CURVED


def whole(defect: Defect, source: str) -> Defect:
    """The defect of a text that commas cut, now that its end is known."""
    text = source[defect.start : defect.end]
    number = _number(text)
    words = f"the comma cuts this {'number' if number else 'text'} in two: {shown(text)}"
    if number:
        how = "with a decimal point" if _DECIMAL.fullmatch(text) else "without a comma"
        return defect._replace(message=words, help=f"write the number {how}, {number}", instead=number)
    return defect._replace(message=words, help=cure_for(text), instead=_quoted(text))


def _number(text: str) -> str:
    """A number as the format writes it; empty if the text is none."""
    match = _SEPARATED.fullmatch(text)
    if match:
        digits = match["number"].replace(",", "")
    elif match := _DECIMAL.fullmatch(text):
        digits = match["number"].replace(".", "").replace(",", ".")
    else:
        return ""
    code = f"{match['code'].strip()} " if match["code"] else ""
    return f"{code}{digits}{'%' if match['sign'] else ''}"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    line = line[1:-1] if _is_curved(line) else line
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def cut_by_a_remark(source: str, root: Node) -> Iterator[tuple[Scalar, Defect]]:
    """Unquoted values that a # with a digit behind it cuts: most likely the number of something."""
    if not _LOST.search(source):
        return
    for scalar in root.scalars():
        remark = None if scalar.is_key else _REMARK.match(source, scalar.end)
        if remark is None or scalar.start == scalar.end or source[scalar.start] in "'\"|>":
            continue
        text = source[scalar.start : remark.end()].rstrip()
        words = f"a # after a space begins a comment: {shown(text)}"
        instead = None if scalar.slot.node.flow else _quoted(text)
        end = scalar.start + len(text)
        yield scalar, Defect("split-text", scalar.start, end, words, QUOTE_IT, scalar.path, instead=instead)
