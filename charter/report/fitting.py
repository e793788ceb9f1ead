"""Lines of an answer fitted to a terminal; in a file or a pipe they stay whole."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"(?:\w+: )?charter [a-z]+ .* --\w")
"""A command with its options stays whole, so that it can be copied."""

_LEAST = 40


def fitted(line: str, width: int) -> str:
    """A line broken between words, what goes on below two columns further in; a command is never broken.

    Args:
        line: Without a line end; it may begin with blanks.
        width: The columns of the terminal; 0 leaves it whole.
    """
    text = line.lstrip(" ")
    if not width or len(line) <= width or "\n" in line or _COMMAND.match(text):
        return line
    from textwrap import fill

    indent = " " * (len(line) - len(text))
    return fill(
        text,
        max(width, _LEAST),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
