"""Everything that stands against a change as a change, besides what stands against the files it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from charter.facts import Objection
from charter.review import governing, keeping, powers
from charter.review.side import Proposed


def refusals(proposed: Proposed, outside: Sequence[str] = ()) -> Iterator[Objection]:
    """What it may not take away, what it may not use at once, what it may not change with it.

    Args:
        outside: The paths of the repository that change outside of charters.
    """
    yield from keeping.objections(proposed)
    yield from powers.objections(proposed)
    yield from governing.objections(proposed, outside)
