"""Which known word was most likely meant by one that nobody knows, and whether no other comes near it."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Final, NamedTuple

_APART: Final = 0.1
"""By how much the best of two similar words must be more similar to be the one that was meant."""


class Guess(NamedTuple):
    """The most similar word, and the same word again where it is sure: no other is about as similar."""

    near: str | None
    sure: str | None


def guess(word: str, choices: Iterable[str], *, cutoff: float = 0.6) -> Guess:
    """What was most likely meant; nothing where no choice is similar.

    Args:
        cutoff: How similar it must be at least, from 0 to 1.
    """
    near = get_close_matches(word, list(choices), n=2, cutoff=cutoff)
    if not near:
        return Guess(None, None)
    likeness = [SequenceMatcher(None, choice, word).ratio() for choice in near]
    sure = len(near) == 1 or likeness[0] - likeness[1] >= _APART
    return Guess(near[0], near[0] if sure else None)
