"""What stands between the scalars: comments, indicators, and what the parser is too lenient about there."""

import re
from collections.abc import Iterator

from charter.document.defect import Defect
from charter.document.tree import Node

_COMMENT = re.compile(r"#[^\n]*")
_COMMENT_OR_QUESTION = re.compile(r"#[^\n]*|\?")
_GLUED_COMMENT = re.compile(r"#(?<=[^\s]#)")
_QUESTION_MARK = re.compile(r"\?(?<=[\s\[{,]\?)")


def comment_places(source: str, root: Node) -> Iterator[tuple[int, int]]:
    """Every comment, from its # to the end of its line."""
    for start, end in _gaps(source, root):
        for match in _COMMENT.finditer(source, start, end):
            yield match.span()


def misplaced(source: str, root: Node) -> list[Defect]:
    """Comments that touch what stands before them, and keys that a question mark introduces."""
    if not (source.startswith("?") or _GLUED_COMMENT.search(source) or _QUESTION_MARK.search(source)):
        return []
    found = []
    for gap in _gaps(source, root):
        for match in _COMMENT_OR_QUESTION.finditer(source, *gap):
            start, end = match.span()
            if match[0] == "?":
                words, cure = (
                    "a question mark begins a key",
                    "write `key: value`; put a text that begins with ? in quotes",
                )
            elif start and source[start - 1] not in " \n":
                words, cure = "a comment touches what stands before it", "put a space before the #"
            else:
                continue
            mends = ((start, start, " "),) if match[0] != "?" else ()
            found.append(Defect("invalid-yaml", start, end, words, cure, safe=True, mends=mends))
    return found


def _gaps(source: str, root: Node) -> Iterator[tuple[int, int]]:
    position = 0
    for _, _, start, end, is_key in root.scalars():
        yield position, start
        position = end
        if not is_key and source[start : start + 1] in ("|", ">"):
            header = source.find("\n", start, end)
            yield start, end if header < 0 else header
    yield position, len(source)
