"""The endings of a rehearsal as a table: how it ends, when, who decides, and what each party has given by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charter.rehearsal import TooManyEndingsError, rehearse
from charter.rendering.names import Names
from charter.rendering.rehearsal import remarks, words
from charter.rendering.shapes import Table, titled

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.rehearsal import Ending


@dataclass(frozen=True)
class Endings:
    """Every way it can end, before anyone signs.

    Attributes:
        said: All of it summed up in one sentence, without a full stop.
        nobody: The places where nobody may decide.
        remarks: What is missing or not counted.
    """

    said: str
    table: Table
    nobody: tuple[str, ...]
    remarks: tuple[str, ...]


def endings(charter: Charter, names: Names) -> Endings:
    """A charter's rehearsal, or that there is too much of it to be written out."""
    try:
        rehearsal = rehearse(charter)
    except TooManyEndingsError as error:
        return Endings(str(error), Table(), (), ())
    return Endings(
        words.summary(rehearsal, names),
        Table(_HEAD, tuple(_row(ending, names) for ending in rehearsal.endings)),
        tuple(words.nobody(place, charter, names) for place in rehearsal.nobody),
        (*remarks.unsaid(charter), *remarks.left_out(rehearsal)),
    )


_HEAD = ("No.", "How it ends", "From – to", "Who decides", "Given by then")


def _row(ending: Ending, names: Names) -> tuple[str | tuple[str, ...], ...]:
    return (
        str(ending.number),
        titled(words.how(ending)),
        words.days(ending.days),
        titled(words.decided(ending.who, names).removeprefix("decided by ")),
        tuple(words.gave(spent, ending, names) for spent in ending.spent) or "nothing",
    )
