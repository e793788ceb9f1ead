"""What many rules ask of one charter, answered once: the last charter asked about is remembered, no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from charter.model import Charter

T = TypeVar("T")


def once(ask: Callable[[Charter], Iterable[T]]) -> Callable[[Charter], tuple[T, ...]]:
    """The same question, its answer kept until it is asked about another charter.

    Charters never change, so the very same object always has the very same answer. Looking it up by value would cost
    more than most answers.
    """
    last: tuple[Charter | None, tuple[T, ...]] = (None, ())

    @wraps(ask)
    def answered(charter: Charter) -> tuple[T, ...]:
        nonlocal last
        asked, answer = last
        if asked is not charter:
            answer = tuple(ask(charter))
            last = (charter, answer)
        return answer

    return answered
