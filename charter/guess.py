"""Which known word was most likely meant by one that nobody knows, and whether no other comes near it."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Final, NamedTuple

_ALIKE: Final = 0.75
"""How similar a word must be to be the one that was meant, not only worth a question."""

_APART: Final = 0.1
"""By how much it must be more similar than the next one."""


class Guess(NamedTuple):
    """The most similar word, and the same word again where it is sure: much alike, and no other is about as similar."""

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
    sure = likeness[0] >= _ALIKE and (len(near) == 1 or likeness[0] - likeness[1] >= _APART)
    return Guess(near[0], near[0] if sure else None)
