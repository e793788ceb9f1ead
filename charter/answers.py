"""Answers for other programs: JSON that stays an answer where it is printed into the log of a build server.

A build server takes ``##[name]`` and its like for a command wherever they stand in a line, in a text of a charter too;
a program that reads the JSON finds the same text.
"""

import json
import re
from typing import Any

_COMMAND = re.compile(r"#(?=#\w*\[)")


def answer(data: Any, *, indent: int | None = 2) -> str:
    """One JSON document of plain ASCII, or with an `indent` of None one line of it, and a line end."""
    return _COMMAND.sub(r"\\u0023", json.dumps(data, ensure_ascii=True, indent=indent)) + "\n"
