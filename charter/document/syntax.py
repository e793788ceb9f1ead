"""The parser's complaints in an author's words: where the slip was made, what it is, and how to cure it."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from charter.document.cuts import QUOTE_IT, cure_for
from charter.document.defect import LONGEST_KEY, Defect, shown

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_INNER_COLON = re.compile(r"^[ ]*(?:- +)*[^\s#:][^:#\n]*?: +(.*)$")
_KEY_WITHOUT_SPACE = re.compile(r"^[ ]*(?:- +)*[\w.-]+ ?([:：][^\s].*|：.*)$")
_COLON_IN_BRACKET = re.compile(r"[:,\[{] *([^\s:,\[\]{}\"'][^:,\[\]{}\n]*):\Z")
_ITEM_SIGN = re.compile(r"^ *([*•·–—‐‑−](?= +\S)|[*•·–—‐‑−-](?=\{|[a-z][\w-]*: ))")
_TO_BRACKET_END = re.compile(r"[^,\]}\n]*")
_SWALLOWED_BRACKET = re.compile(r"[:,\[{] *([^\s:,\[\]{}\"'][^:,\[\]{}\n]*?) #(?=[^\s#])")
_ESCAPE = re.compile(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8}|[^\n])?")
_ODD_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")

OPEN_QUOTE: Final = (
    "this quote is not closed where the text ends",
    "close it with the same quote; inside single quotes an apostrophe is written twice",
)
"""What to say of a text whose closing quote is missing, and what to do."""

_ALIGN: Final = "give keys that belong together the same indentation, two spaces deeper than the key above them"


class _Complaint(NamedTuple):
    """The parser's words, and where: `at` the problem, `begun` what it was reading then."""

    problem: str
    context: str
    at: int
    begun: int
    source: str

    def line_of(self, offset: int) -> tuple[int, str]:
        """The start of the line at an offset, and its text."""
        start = self.source.rfind("\n", 0, offset) + 1
        return start, self.source[start:].partition("\n")[0].rstrip()

    def line_above(self, offset: int) -> tuple[int, str]:
        """The nearest line above that is not blank."""
        above = self.source[: self.line_of(offset)[0]].rstrip()
        return self.line_of(len(above))

    def to_line_end(self, start: int, message: str, help: str) -> Defect:
        """A defect from `start` to the end of its line."""
        begin, line = self.line_of(start)
        return Defect("invalid-yaml", start, max(begin + len(line), start), message, help)


def explained(problem: str, context: str, at: int | None, begun: int | None, source: str) -> Defect:
    """The defect behind a complaint of the parser.

    Args:
        problem: Its words.
        context: What it was reading.
        at: Where the problem shows.
        begun: Where that what it was reading began.
        source: The text.
    """
    end = len(source.rstrip())
    at = end if at is None else min(at, end)
    complaint = _Complaint(problem, context, at, at if begun is None else begun, source)
    conflict = _CONFLICT.search(source)
    if conflict:
        words = "a merge conflict is left in this file"
        return Defect("invalid-yaml", *conflict.span(), words, "settle it: keep one side, delete the marker lines")
    signs = _item_sign(complaint)
    if signs:
        return signs
    for words, explain in _EXPLANATIONS:
        if words in f"{context}: {problem}":
            return explain(complaint)
    return complaint.to_line_end(at, f"the YAML breaks off here: {problem}", "look for a slip on this line or above it")


def swallowing(source: str, place: tuple[int, int], at: int | None) -> Defect | None:
    """The defect behind a complaint at `at`, if a text in quotes at `place` runs on to a quote that opens another."""
    start, end = place
    if at is None or start == end or source[end:at].strip():
        return None
    before, behind = source[start : end - 1].rstrip()[-1:], source[end : end + 1]
    opens_another = before in (":", ",", "-", "[", "{") or behind not in " \r\n,]}"
    line = start + len(source[start:end].partition("\n")[0].rstrip())
    return Defect("invalid-yaml", start, line, *OPEN_QUOTE) if opens_another else None


def item_sign(line: str) -> tuple[int, str, str] | None:
    """Where a line begins with what is meant as the sign of a list item but is none, and what to say of it."""
    match = _ITEM_SIGN.match(line)
    if match is None:
        return None
    words = "a space is missing after this hyphen" if match[1] == "-" else f"{match[1]} does not begin a list item"
    return match.start(1), words, "begin the item with a hyphen and a space"


def _item_sign(complaint: _Complaint) -> Defect | None:
    start, line = complaint.line_of(complaint.at)
    above, text = complaint.line_above(complaint.at)
    deeper = len(line) - len(line.lstrip()) > len(text) - len(text.lstrip())
    for begin, found in ((start, item_sign(line)), (above, item_sign(text) if deeper else None)):
        if found:
            place, words, cure = found
            return Defect("invalid-yaml", begin + place, begin + place + 1, words, cure)
    return None


def _open_quote(complaint: _Complaint) -> Defect:
    return complaint.to_line_end(complaint.begun, *OPEN_QUOTE)


def _escape(complaint: _Complaint) -> Defect:
    source, at = complaint.source, complaint.at
    start = at if source.startswith("\\", at) else max(source.rfind("\\", 0, at), 0)
    match = _ESCAPE.match(source, start)
    end = match.end() if match else start + 1
    words = f"{source[start:end]} is no escape"
    return Defect("invalid-yaml", start, end, words, "write the backslash twice, or use single quotes")


def _bracket(complaint: _Complaint) -> Defect:
    at, begun = complaint.at, complaint.begun
    if complaint.line_of(at)[0] != complaint.line_of(begun)[0] or at >= len(complaint.source.rstrip()):
        start, line = complaint.line_of(begun)
        remark = _SWALLOWED_BRACKET.search(line, begun - start)
        if remark and line.endswith(("]", "}")):
            words = f"a # after a space begins a comment: {shown(line[remark.start(1) :])}"
            return complaint.to_line_end(start + remark.start(1), words, QUOTE_IT)
        words = f"this {complaint.source[begun : begun + 1]} is never closed"
        return Defect("invalid-yaml", begun, begun + 1, words, "close the bracket where its content ends")
    colon = _COLON_IN_BRACKET.search(complaint.source, begun, at + 1)
    if colon:
        start = colon.start(1)
        text = _TO_BRACKET_END.match(complaint.source, start)
        return _holds_colon(complaint, start, text.end() if text else at)
    words = "a comma or a closing bracket is due here"
    return complaint.to_line_end(at, words, "put texts that hold a colon or a bracket in quotes")


def _holds_colon(complaint: _Complaint, start: int, end: int) -> Defect:
    text = complaint.source[start:end].partition(" #")[0].rstrip()
    if text.endswith(":") and not re.search(r":\s", text):
        words = f"a colon stands at the end of this value: {shown(text)}"
        return Defect("invalid-yaml", start, start + len(text), words, "delete the colon at the end")
    return Defect("invalid-yaml", start, start + len(text), f"this text holds a colon: {shown(text)}", cure_for(text))


def _colon_before_comma(complaint: _Complaint) -> Defect:
    text = _TO_BRACKET_END.match(complaint.source, complaint.begun)
    return _holds_colon(complaint, complaint.begun, text.end() if text else complaint.at)


def _colon(complaint: _Complaint) -> Defect:
    start, line = complaint.line_of(complaint.at)
    inner = _INNER_COLON.match(line)
    if inner and start + inner.start(1) < complaint.at:
        return _holds_colon(complaint, start + inner.start(1), start + inner.end(1))
    if complaint.at - start > LONGEST_KEY:
        return complaint.to_line_end(start, f"a key has at most {LONGEST_KEY:,} characters", "shorten it")
    above, text = complaint.line_above(complaint.at)
    if ": " not in text and not text.endswith(":"):
        return _no_pair(complaint._replace(begun=above))
    return complaint.to_line_end(start + len(line) - len(line.lstrip()), "this line is indented too deep", _ALIGN)


def _no_pair(complaint: _Complaint) -> Defect:
    start, line = complaint.line_of(complaint.begun)
    begin = start + len(line) - len(line.lstrip())
    odd = _ODD_SPACE.search(line)
    if odd:
        words = "a character here only looks like a space"
        return Defect("invalid-yaml", start + odd.start(), start + odd.end(), words, "type a plain space")
    if _KEY_WITHOUT_SPACE.match(line):
        words, cure = f"a space is missing after the colon: {shown(line)}", "write `key: value`"
    else:
        words = f"this line is no key with a value: {shown(line)}"
        cure = "write `key: value`; indent it if it continues the text above"
    return complaint.to_line_end(begin, words, cure)


def _first_character(complaint: _Complaint) -> Defect:
    start = complaint.begun
    character = complaint.source[start : start + 1]
    if character == ">" and re.match(r">=? *[\w-]", complaint.source[start:]):
        return complaint.to_line_end(start, "a comparison stands here without quotes", 'put quotes around it: ">= 20%"')
    return complaint.to_line_end(start, f"an unquoted text cannot begin with {character}", QUOTE_IT)


def _odd_line(complaint: _Complaint) -> Defect:
    start, line = complaint.line_of(complaint.at)
    indent = len(line) - len(line.lstrip())
    if complaint.at > start + indent:
        words = "more text follows a closing quote or bracket"
        return complaint.to_line_end(complaint.at, words, "put one pair of quotes around the whole text")
    if line[indent : indent + 1] == ":":
        return complaint.to_line_end(start + indent, "a key is missing before this colon", "write `key: value`")
    if line[indent : indent + 1] in ("]", "}"):
        return _no_content(complaint)
    if line.startswith("- ", indent):
        return complaint.to_line_end(start + indent, "a list item stands among keys", _ALIGN)
    return complaint.to_line_end(start + indent, "this line is indented unlike the lines it belongs to", _ALIGN)


def _list_on_key_line(complaint: _Complaint) -> Defect:
    words = "a list cannot begin on the line of its key"
    return complaint.to_line_end(complaint.at, words, "begin a new line for each -, or put quotes around a text")


def _no_content(complaint: _Complaint) -> Defect:
    character = complaint.source[complaint.at : complaint.at + 1]
    words = {",": "a value is missing before this comma"}.get(character, "a value is due here")
    words = f"{character} closes nothing" if character in ("]", "}") else words
    return Defect("invalid-yaml", complaint.at, complaint.at + 1, words, "delete it, or put the text in quotes")


def _after_the_end(complaint: _Complaint) -> Defect:
    words = "text goes on after the end of the document"
    return complaint.to_line_end(complaint.at, words, "a file begins with its first key in the first column")


_EXPLANATIONS: Final[tuple[tuple[str, Callable[[_Complaint], Defect]], ...]] = (
    ("quoted scalar: found unexpected end of stream", _open_quote),
    ("quoted scalar: found unexpected document indicator", _open_quote),
    ("quoted scalar: ", _escape),
    ("expected ',' or '", _bracket),
    ("found unexpected ':'", _colon_before_comma),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_pair),
    ("cannot start any token", _first_character),
    ("scanning a block scalar", _first_character),
    ("scanning an alias", _first_character),
    ("scanning an anchor", _first_character),
    ("scanning a tag", _first_character),
    ("parsing a tag", _first_character),
    ("undefined tag handle", _first_character),
    ("did not find expected key", _odd_line),
    ("expected '-' indicator", _odd_line),
    ("sequence entries are not allowed", _list_on_key_line),
    ("expected node content", _no_content),
    ("expected <document start>", _after_the_end),
)
