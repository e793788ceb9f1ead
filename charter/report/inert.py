"""Untrusted text made harmless for a terminal and for the log of a build server.

Nothing in it can move the cursor, hide or reorder what is seen. A build server takes ``::name::`` at the start of a
line, and ``##[name]`` anywhere, for a command; where a long line is broken, any word can come to stand at a start.
"""

import re
from functools import cache


def inert(text: str) -> str:
    """The text with every control, direction and hidden character written out as ``\\u{202e}``."""
    if text.isascii() and text.isprintable() and "::" not in text and "##[" not in text:
        return text
    return _active().sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text)


@cache
def _active() -> re.Pattern[str]:
    # compiled when it is needed: a run that finds nothing never needs it
    return re.compile(
        "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
        "\ufff0-\ufffb\ue000-\uf8ff\U000e0000-\U0010ffff\ud800-\udfff]"
        r"|(?<!\w):(?=:\w)|#(?=#\[)"
    )
