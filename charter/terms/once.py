"""What many rules ask of one charter, answered once: the last two charters asked about are remembered, no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from charter.model import Charter

T = TypeVar("T")


def once(ask: Callable[[Charter], Iterable[T]]) -> Callable[[Charter], tuple[T, ...]]:
    """The same question, its answer kept until it is asked about two other charters: two are compared in turns.

    Charters never change, so the very same object always has the very same answer. Looking it up by value would cost
    more than most answers.
    """
    last: tuple[Charter | None, tuple[T, ...]] = (None, ())
    before = last

    @wraps(ask)
    def answered(charter: Charter) -> tuple[T, ...]:
        nonlocal last, before
        if last[0] is not charter:
            found = before if before[0] is charter else (charter, tuple(ask(charter)))
            last, before = found, last
        return last[1]

    return answered
