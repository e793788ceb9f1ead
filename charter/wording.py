"""How names, numbers and an author's own words are said in a message: in one line, and never too long."""

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: ``a``, ``a and b``, ``a, b and c``; empty for none."""
    *most, last = names or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, noun: str) -> str:
    """A number of things: ``1 file``, ``2 files``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def quoted(text: str, most: int = 60) -> str:
    """An author's text in quotes, on one line, cut at `most` characters."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= most else f'"{line[: most - 1]}…"'
