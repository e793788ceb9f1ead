"""What a file is before it is YAML: its encoding, and characters that a person cannot see or that mean nothing sure."""

import re
import unicodedata
from bisect import bisect_right
from typing import Final, NamedTuple

from charter.document.defect import LIMITS, Defect, Stop

HIDDEN: Final = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners and fillers of several scripts
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, line and paragraph separators, everything bidirectional
    "\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"  # blanks, variation selectors, non-characters
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use: every font shows something else
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # invisible formats, tags
    "]"
)
"""Characters that are invisible, reorder what is seen, or look different to each reader (Unicode TR 36, TR 39)."""

STAND_IN: Final = "\ufffd"
"""What the parser sees in place of a hidden character, so that no offset moves."""

_REORDERING = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\n"
_UNUSUAL = re.compile(  # what is named here needs no closer look: visible, and stable under NFC next to anything
    "[^\xa1-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03ce\u0400-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u4e00-\u9fff]"
)
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENTED_BY_SPACES = re.compile(rf"^ *[{_SPACES}][ {_SPACES}]*", re.MULTILINE)
_LIKELY_COMMENT = re.compile(r"(?:^|(?<= ))#.*", re.MULTILINE)
_BARE_CR = re.compile(r"\r(?!\n)")
_PERCENT = re.compile(r"%(?<=\n%)")
_DIRECTIVE = re.compile(r"^%.*", re.MULTILINE)
_END = re.compile(r"\.\.\.(?<=\n\.\.\.)(?=[ \r\n]|\Z)")
_MIXED = re.compile(r"^ +[^ \n#]", re.MULTILINE)
_INDENTED_BY_TABS = re.compile(r"^ *\t[ \t]*(?=[^ \t\n#])", re.MULTILINE)
_TAB_FIRST = re.compile(r"^ *(\t)", re.MULTILINE)
_TAB_LATER = re.compile(r"^[ \t]*[^ \t\n][^\t\n]*(\t)", re.MULTILINE)

_MOST_MARKS: Final = 30  # Unicode TR 15, stream-safe text format
_SAVE = "save the file as UTF-8; editors offer it as 'encoding' when saving"


class Text(NamedTuple):
    """A file's text, and what the parser may see of it.

    Attributes:
        text: As decoded, without a byte order mark.
        source: As long, but for a line end at the very end; what would confuse the parser is replaced, one for one.
        unusual: Whether there is any character that deserves a closer look at the scalars.
        hidden: Offsets of hidden characters.
        tabs: Whether there are tabs.
        defects: What is wrong wherever it stands.
    """

    text: str
    source: str
    unusual: bool
    hidden: tuple[int, ...]
    tabs: bool
    defects: tuple[Defect, ...]


def decoded(raw: bytes) -> str:
    """The text of a file.

    Raises:
        Stop: It is too big or not UTF-8.
    """
    if len(raw) > LIMITS.bytes:
        _refuse(
            f"the file has more than {LIMITS.bytes:,} bytes, the most a charter may have", "split it, or move data out"
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:4]:
        _refuse("the file is UTF-16, not UTF-8", _SAVE)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        start = len(raw[: error.start].decode())
        raise Stop(
            Defect("invalid-yaml", start, start + 1, f"byte 0x{raw[error.start]:02x} is not UTF-8", _SAVE)
        ) from error


def _refuse(message: str, help: str) -> None:
    raise Stop(Defect("invalid-yaml", 0, 0, message, help))


def prepared(raw: bytes, text: str) -> Text:
    """Look at every character once; costs next to nothing where all are ordinary."""
    defects: list[Defect] = []
    if text.startswith("\ufeff"):
        raw, text = raw[3:], text[1:]
        defects.append(
            Defect(
                "hidden-character",
                0,
                0,
                "the file begins with U+FEFF, a byte order mark",
                "save it as UTF-8 without one",
            )
        )
    source = text
    hidden: tuple[int, ...] = ()
    rest = raw.translate(None, _PRINTABLE)
    if b"\r" in rest and raw.count(b"\r") == raw.count(b"\r\n"):
        rest = rest.replace(b"\r", b"")
    unusual = bool(rest) and _UNUSUAL.search(rest.decode()) is not None
    if unusual:
        source = _without_bare_returns(source, defects)
        hidden = tuple(match.start() for match in HIDDEN.finditer(source))
        source = _without_stacks(
            _without_odd_indentation(HIDDEN.sub(STAND_IN, source).replace("\t", " "), defects), defects
        )
    if source.startswith("%") or _PERCENT.search(source):
        source = _without_directives(source, defects)
    if len(ends := [match.start() for match in _END.finditer(source)]) > 1:
        words = "a second end of the document is marked here"
        defects.append(Defect("invalid-yaml", ends[1], ends[1] + 3, words, "delete this line"))
    if not source.endswith("\n"):
        source += "\n"  # so that adding the missing line end later changes no value
    return Text(text, source, unusual, hidden, b"\t" in rest, tuple(defects))


def _without_bare_returns(source: str, defects: list[Defect]) -> str:
    found = [match.start() for match in _BARE_CR.finditer(source)]
    if not found:
        return source
    more = f", and {len(found) - 1:,} more in this file" if len(found) > 1 else ""
    defects.append(
        Defect(
            "invalid-yaml",
            found[0],
            found[0] + 1,
            f"a carriage return without a line feed ends the line here{more}",
            "let the editor save the file with the line ends LF or CRLF",
        )
    )
    return _BARE_CR.sub("\n", source)


def _without_odd_indentation(source: str, defects: list[Defect]) -> str:
    found = [match.span() for match in _INDENTED_BY_SPACES.finditer(source)]
    if not found:
        return source
    words = f"the line is indented with a character that only looks like a space{_and_more(len(found) - 1)}"
    mends = tuple((start, end, " " * (end - start)) for start, end in found)
    defects.append(Defect("hidden-character", *found[0], words, "indent with plain spaces", safe=True, mends=mends))
    return _INDENTED_BY_SPACES.sub(lambda match: " " * len(match[0]), source)


def _without_directives(source: str, defects: list[Defect]) -> str:
    found = [match.span() for match in _DIRECTIVE.finditer(source)]
    words = f"a line that begins with % is a directive to the parser{_and_more(len(found) - 1)}"
    defects.append(Defect("invalid-yaml", *found[0], words, "delete it; a text that begins with % goes in quotes"))
    return re.sub("^%", "#", source, flags=re.MULTILINE)


def _without_stacks(source: str, defects: list[Defect]) -> str:
    """Replace what would take long to bring into normal form: the time grows with the square of the marks in a row."""
    stack = _stack(source)
    if stack is None:
        return source
    match = stack.search(source)
    if match:
        words = f"more than {_MOST_MARKS} accents stand on one letter"
        defects.append(Defect("hidden-character", *match.span(), words, "type the text again"))
    return stack.sub(lambda match: STAND_IN * len(match[0]), source)


def _stack(text: str) -> re.Pattern[str] | None:
    marks = "".join(sorted(character for character in set(text) if unicodedata.combining(character)))
    return re.compile(f"[{marks}]{{{_MOST_MARKS + 1},}}") if marks else None


def usual(text: str) -> str | None:
    """A text in Unicode normal form C; None where so many accents stack up that it would take long."""
    if text.isascii():
        return text
    stack = _stack(text)
    return None if stack and stack.search(text) else unicodedata.normalize("NFC", text)


def indentation_is_unknown(text: Text) -> bool:
    """Whether tabs and spaces both indent, so that nobody knows what stands below what."""
    return text.tabs and bool(_INDENTED_BY_TABS.search(text.text)) and bool(_MIXED.search(text.text))


def name(character: str) -> str:
    """A character in words: ``U+200B zero width space``."""
    category = unicodedata.category(character)
    unnamed = {"Cc": "control character", "Co": "private-use character"}.get(category, "unassigned character")
    words = unicodedata.name(character, unnamed).lower()
    return f"U+{ord(character):04X} {words}"


def hidden_at(text: str, offset: int) -> Defect:
    """The defect of one hidden character as it stands in the file."""
    character = text[offset]
    words = "a character nobody can see stands here"
    if character == STAND_IN:
        words = "a character was lost here when the text was converted"
    elif unicodedata.category(character) == "Co":
        words = "a character that every font shows in its own way stands here"
    elif unicodedata.bidirectional(character) in _REORDERING:
        words = "a character that reorders what is seen stands here"
    cure = "delete it, or type the text again"
    known = character != STAND_IN and unicodedata.category(character) != "Co"  # those stand for something that is lost
    instead = "" if known else None
    return Defect("hidden-character", offset, offset + 1, f"{words}: {name(character)}", cure, instead=instead)


def tab_defects(text: Text, comments: list[tuple[int, int]] | None) -> list[Defect]:
    """One defect for all lines indented with tabs, one for all other tabs; tabs in comments are harmless.

    Args:
        comments: Where the comments stand, in order; None if nobody knows.
    """
    if comments is None:
        comments = [match.span() for match in _LIKELY_COMMENT.finditer(text.source)]
    indenting = [match.start(1) for match in _TAB_FIRST.finditer(text.text)]
    others = [offset for match in _TAB_LATER.finditer(text.text) if not _within(offset := match.start(1), comments)]
    told = [
        (indenting, "the line is indented with a tab", "indent with two spaces a level; editors can convert tabs"),
        (others, "a tab stands here", 'type a space; where a text needs a tab, write "\\t" in double quotes'),
    ]
    return [
        Defect("invalid-yaml", found[0], found[0] + 1, words + _and_more(len(found) - 1), cure)
        for found, words, cure in told
        if found
    ]


def _within(offset: int, stretches: list[tuple[int, int]]) -> bool:
    near = bisect_right(stretches, (offset, offset)) - 1
    return near >= 0 and offset < stretches[near][1]


def _and_more(lines: int) -> str:
    return f", and {lines:,} more line{'s' * (lines > 1)} alike" if lines else ""
