"""Untrusted text made harmless for a terminal and for the log of a build server.

Nothing in it can move the cursor, hide or reorder what is seen. A build server takes ``::name::`` at the start of a
line, and ``##[name]``, ``##vso[name]`` and ``##teamcity[name]`` anywhere, for a command; where a long line is broken,
any word, and of a word without room any letter, can come to stand at a start.
"""

import re
from functools import cache

_COMMAND = r":(?=:\w)|#(?=#\w*\[)"


def inert(text: str) -> str:
    """The text with every control, direction and hidden character written out as ``\\u{202e}``."""
    if text.isascii() and text.isprintable() and "::" not in text and "##" not in text:
        return text
    return _active().sub(_written_out, text)


def together(page: str) -> str:
    """A finished page of harmless texts, in which no two of them side by side are a command."""
    return re.sub(_COMMAND, _written_out, page) if "::" in page or "##" in page else page


def _written_out(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"


@cache
def _active() -> re.Pattern[str]:
    # compiled when it is needed: a run that finds nothing never needs it
    return re.compile(
        "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
        "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ue000-\uf8ff\U000e0000-\U0010ffff\ud800-\udfff]"
        f"|{_COMMAND}"
    )
