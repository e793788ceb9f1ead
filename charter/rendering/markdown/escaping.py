"""The one way into a Markdown file: whatever a charter says leaves here as text that stays text.

Every reader meant to be safe is CommonMark or GitHub's dialect of it; what a host does to the finished HTML (mentions,
issue numbers, emoji codes, formulas, commit ids) is kept off by showing such words as code, which no host rewrites.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from markupsafe import Markup

from charter.document.text import HIDDEN

_LIVE = re.compile(
    r"""@ | \$                                          # mentions, mail addresses, formulas
    | \#[0-9] | (?<!\w)(?:GH|CVE|GHSA|AB)(?:-|\#)\w     # issues, advisories
    | :[\w+-]+:                                         # emoji
    | [a-z][a-z0-9+.-]*:// | www\. | (?:mailto|xmpp):   # addresses
    | (?<!\w)[!%~&^][\w"]                               # merge requests, milestones, labels, epics
    | \[\[ | \[\w+: | \*iteration:                      # wiki pages and other references
    | (?<!\w)(?=[a-f]*[0-9])[0-9a-f]{7,64}(?!\w)        # commits
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPENING, _CLOSING = "([\"'“„‘«‹", ")].,;!?\"'”’»›"
_NOT_IN_CODE = re.compile(r"([`|\\]+|#(?=#\w*\[))")  # a build server obeys ##[name] in code, too
_ENTITIES = {"`": "&#96;", "|": "&#124;", "\\": "&#92;", "<": "&lt;", "#": "&#35;"}
_SPECIAL = re.compile(
    r"""(?P<entity>[`|\\<]) | (?P<and>&(?=\#|\w+;|$))
    | [*~\[\]{^] | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9]) | (?<![A-Za-z0-9])\#
    """,
    re.VERBOSE,
)
_START = re.compile(r"(?P<digits>[0-9]{1,9})(?P<mark>[.)])(?=\s|$) | (?P<sign>[-+=>:.)!%/])", re.VERBOSE)
_BLANKS = re.compile(r"[ \t]+")


class Text:
    """A text of a charter inside a template: it can be printed, compared and measured, and always prints escaped.

    It is not a `str`, so no filter, method or operator of a template can lay hands on the bare text.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __html__(self) -> str:
        return escape(self._text)

    def __str__(self) -> str:
        return escape(self._text)

    def __eq__(self, other: object) -> bool:
        return other == self._text if isinstance(other, str) else isinstance(other, Text) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __len__(self) -> int:
        return len(self._text)


def bare(value: object) -> str:
    """The text itself, for the sinks of this module; what a name of a file may hide in it is written out."""
    text = value._text if isinstance(value, Text) else str(value)
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(_written_out, text)


_UNSEEN = re.compile(f"(?![\u200c\u200d\ufe00-\ufe0f]){HIDDEN.pattern}")
"""What no document may hold, but for what only joins letters, or says which of two shapes a letter has."""


def _written_out(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"


Wrapped: TypeAlias = "dict[str, Wrapped] | list[Wrapped] | Text | bool | int | None"


def wrapped(value: object) -> Wrapped:
    """Plain data with every text made a `Text`; the keys of mappings stay, so they must not come from a charter."""
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, dict):
        return {str(key): wrapped(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [wrapped(item) for item in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"a view holds texts, numbers and groups of them, not {type(value).__name__}")


def _markdown(text: str) -> Markup:
    """Mark a text as Markdown; everything that reaches this has gone through the escapes of this module."""
    return Markup(text)  # noqa: S704  # the one place


def printed(value: object) -> Markup:
    """What ``{{ … }}`` prints: Markdown as it is, everything else as text."""
    return value if isinstance(value, Markup) else _markdown(escape(bare(value)))


def escape(text: object) -> str:
    """Markdown that shows this text and nothing else, in one line: in a paragraph, a heading or a table cell.

    Line breaks become ``<br>``; runs of white space count as one space, as in every Markdown reader.
    """
    return "<br>".join(_line(line) for line in _lines(bare(text)))


def prose(text: object, before: str = "") -> Markup:
    """Markdown paragraphs, divided where the text has empty lines; `before` starts every line, such as ``> ``."""
    paragraphs: list[list[str]] = [[]]
    for line in bare(text).splitlines():
        if line.strip():
            paragraphs[-1].append(before + _line(line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return _markdown(f"\n{before.rstrip()}\n".join("\n".join(lines) for lines in paragraphs if lines))


def quote(text: object) -> Markup:
    """A block quote."""
    return prose(text, "> ")


def code(text: object) -> Markup:
    """A code span; what cannot stand in one is shown beside it."""
    return _markdown(" ".join(_coded(word) for word in bare(text).split()))


def table(value: object) -> Markup:
    """A table of `head` and `rows`, its columns aligned in the raw text where they are narrow enough for that.

    A cell is a text, or a list of texts that is shown as one line each. Columns without any entry are left out.
    """
    head, rows = value["head"], value["rows"]  # type: ignore[index]  # a Table of the view model
    cells = [[_cell(cell) for cell in row] for row in rows]
    kept = [index for index in range(len(head)) if any(row[index] for row in cells)]
    lines = [[escape(head[index]) for index in kept], *([row[index] for index in kept] for row in cells)]
    widths = [max(_width(line[index]) for line in lines) for index in range(len(kept))]
    if sum(widths) > 140:
        widths = [0] * len(kept)
    rule = "| " + " | ".join("-" * max(3, width) for width in widths) + " |"
    drawn = [_row(line, widths) for line in lines]
    return _markdown("\n".join([drawn[0], rule, *drawn[1:]]))


def mermaid(text: object) -> Markup:
    """A label in a Mermaid diagram: everything its grammar could take for itself becomes a character code."""
    label = " ".join(bare(text).split())
    safe = re.sub(r"[^\w .,()/'’-]|[ﬂ°¶]", lambda match: f"#{ord(match[0])};", label)
    if _KEYWORD.match(safe):
        safe = f"#{ord(safe[0])};{safe[1:]}"
    return _markdown(safe)


_KEYWORD = re.compile(
    r"gantt|dateformat|inclusiveenddates|topaxis|axisformat|tickinterval|includes|excludes|todaymarker|week"
    r"|title|acctitle|accdescr|section|click|call|href|[0-9.-]",
    re.IGNORECASE,
)

_Cell: TypeAlias = "str | Text | Sequence[str | Text]"


def _cell(cell: object) -> str:
    if not isinstance(cell, list | tuple):
        return escape(cell)
    items = [item for item in map(escape, cell) if item]
    return items[0] if len(items) == 1 else "<br>".join(f"• {item}" for item in items)


def _row(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.strip())


def _line(text: str) -> str:
    """One line, safe at the start of a line of Markdown and anywhere else."""
    # only plain blanks are run together: a no-break space is the author's choice and stays
    line = " ".join(_word(word) for word in _BLANKS.split(text.strip()))
    start = _START.match(line)
    if start is None:
        return line
    if start["sign"] == ">":
        return "&gt;" + line[1:]
    cut = start.end() - 1
    return f"{line[:cut]}\\{line[cut:]}"


def _word(word: str) -> str:
    if not _LIVE.search(word):
        return _plain(word)
    core = word.lstrip(_OPENING)
    if not _LIVE.search(core):
        core = word
    before = word[: len(word) - len(core)]
    inner = core.rstrip(_CLOSING)
    if not _LIVE.search(inner):
        inner = core
    return _plain(before) + _coded(inner) + _plain(core[len(inner) :])


def _coded(word: str) -> str:
    pieces = _NOT_IN_CODE.split(word)
    return "".join(
        "".join(_ENTITIES[character] for character in piece) if index % 2 else f"`{piece}`"
        for index, piece in enumerate(pieces)
        if piece
    )


def _plain(text: str) -> str:
    return _SPECIAL.sub(_inert, text)


def _inert(match: re.Match[str]) -> str:
    if match["entity"]:
        return _ENTITIES[match[0]]
    return "&amp;" if match["and"] else f"\\{match[0]}"
