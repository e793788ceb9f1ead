"""Which commitments pay, and on which days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from charter.finding import Path
from charter.values import Day, given

if TYPE_CHECKING:
    from charter.model.exchange import Commitment

PAYING = frozenset({"money", "loan", "purchase", "milestone", "guarantee", "co-investment", "revenue-share"})
"""Kinds of commitment that hand over money. Equity and options are bought, not paid for a result."""


def dates(commitment: Commitment) -> Iterator[tuple[Path, Day]]:
    """The days on which a commitment is owed or begins to be, with their path below the commitment."""
    value = given(commitment.value)
    for index, installment in enumerate((given(value.schedule) if value else None) or ()):
        if (day := given(installment.date)) is not None:
            yield ("value", "schedule", index, "date"), day
    for key, found in (("due", commitment.due), ("from_date", commitment.from_date)):
        if (day := given(found)) is not None:
            yield (key,), day


def counts(below: Path) -> Literal["first"] | None:
    """Which day of a month, quarter or year counts for one of these dates: only ``from_date`` begins something."""
    return "first" if below == ("from_date",) else None
