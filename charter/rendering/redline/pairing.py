"""Which items of two lists are the same item: the pairing, in order, that keeps most of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, TypeVar

T = TypeVar("T")

EQUAL: Final = 1000
"""How alike two items can be; 0 are never paired."""
_MOST: Final = 90_000
"""Of more pairs than these only equal items are paired."""


def paired(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], int]) -> Iterator[tuple[T | None, T | None]]:
    """Both lists in one, in order: pairs, and items of one side only, between two pairs those of the old side first.

    Args:
        alike: How alike two items are, from 0 to `EQUAL`.
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield from zip(old[:start], new[:start], strict=True)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    yield from _between(before, after, _matched(before, after, alike))
    if end:
        yield from zip(old[-end:], new[-end:], strict=True)


def _between(
    old: Sequence[T], new: Sequence[T], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[T | None, T | None]]:
    i = j = 0
    for at, to in (*pairs, (len(old), len(new))):
        yield from ((one, None) for one in old[i:at])
        yield from ((None, one) for one in new[j:to])
        if at < len(old):
            yield old[at], new[to]
        i, j = at + 1, to + 1


def _matched(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], int]) -> list[tuple[int, int]]:
    """The places that go together: of all pairings in order, the one whose pairs are most alike in sum."""
    if len(old) * len(new) > _MOST:
        return _equal(old, new)
    likeness = [[alike(one, other) for other in new] for one in old]
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    return list(_walked(best, likeness))


def _walked(best: list[list[int]], likeness: list[list[int]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(likeness) and j < len(likeness[i]):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _equal(old: Sequence[T], new: Sequence[T]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]


def likeness(old: str, new: str) -> int:
    """How many of their words two texts share, from 0 to `EQUAL`."""
    if old == new:
        return EQUAL
    before, after = _counted(old), _counted(new)
    words = before.total() + after.total()
    shared = sum(min(count, after[word]) for word, count in before.items() if word in after)
    return EQUAL * 2 * shared // words if words else 0


@lru_cache(maxsize=1024)
def _counted(text: str) -> Counter[str]:
    return Counter(text.split())
