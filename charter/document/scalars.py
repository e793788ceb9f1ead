"""What other readers of YAML 1.1 and 1.2 make of an unquoted scalar that this reader leaves as text.

Sources: YAML 1.2.2 chapter 10.3 (core schema); the YAML 1.1 type repository at yaml.org/type (bool, int, float, null).
"""

import re
from collections.abc import Mapping
from typing import Final

NUMBER: Final = "a number"
BASE_60: Final = "a number in base 60"
TRUTH: Final = "true or false"
NOTHING: Final = "nothing"


def _spellings(*words: str) -> list[str]:
    return [spelling for word in words for spelling in (word, word.capitalize(), word.upper())]


WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(["", "~", *_spellings("null")], NOTHING),
    **dict.fromkeys(_spellings("y", "n", "yes", "no", "on", "off", "true", "false"), TRUTH),
}
"""Every word that is no text to some reader, and what it is instead."""

ODD: Final = frozenset("0123456789+-.")
"""How everything else begins that some reader takes for a number."""

_READINGS = re.compile(
    r"""(?: (?P<number>
              [-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+)
            | [-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?
            | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) )
          | (?P<base_60> [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)? )
        )\Z""",
    re.VERBOSE,
)
is_odd: Final = re.compile(r"[-+]?[0-9a-fA-FiInNox_.:]*(?:[eE][-+][0-9]+)?\Z").match
"""Whether a plain scalar that begins with one of `ODD` deserves a `reading`; quick, and no for dates and durations."""

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_CORE_WORDS: Final[Mapping[str, object]] = {
    **dict.fromkeys(["", "~", *_spellings("null")], None),
    **dict.fromkeys(_spellings("true"), True),
    **dict.fromkeys(_spellings("false"), False),
    **dict.fromkeys([sign + word for sign in ("", "+") for word in (".inf", ".Inf", ".INF")], float("inf")),
    **dict.fromkeys(["-.inf", "-.Inf", "-.INF"], float("-inf")),
    **dict.fromkeys([".nan", ".NaN", ".NAN"], float("nan")),
}
_MOST_DIGITS = 4000  # Python refuses to convert more than 4,300


def reading(text: str) -> str | None:
    """What another reader would make of this plain scalar; None where all agree that it is text (or a date)."""
    if text in WORDS:
        return WORDS[text]
    match = _READINGS.match(text)
    if match is None:
        return None
    return NUMBER if match.lastgroup == "number" else BASE_60


def core(text: str) -> object:
    """The value of a plain scalar in the YAML 1.2 core schema: None, a bool, int, float or the text itself."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if len(text) > _MOST_DIGITS:
        return text
    if _INTEGER.match(text):
        return int(text)
    if _BASED.match(text):
        return int(text, 0)
    return float(text) if _FLOAT.match(text) else text
