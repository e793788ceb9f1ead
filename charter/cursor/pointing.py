"""What a cursor points at: a word of the text, or the name of a rule in a comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from charter.cursor.tokens import Token

_SILENCING: Final = re.compile(r"#\s*charter:\s*(?:file-)?ignore\[([^\]]*)")
_NAME: Final = re.compile(r"[\w-]+")


def pointed(tokens: Sequence[Token], offset: int) -> Token | None:
    """The token at an offset; of two that touch there, the one that begins."""
    found = [token for token in tokens if token.start <= offset <= token.end]
    return found[-1] if found else None


def rule_in_comment(token: Token, offset: int) -> str:
    """The name of a rule at an offset, in a comment that silences it; empty elsewhere."""
    match = _SILENCING.match(token.written) if token.sort == "comment" else None
    if match is None:
        return ""
    places = _NAME.finditer(token.written, *match.span(1))
    return next((name[0] for name in places if name.start() <= offset - token.start <= name.end()), "")
