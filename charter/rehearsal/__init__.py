"""Every way a partnership can end, before anyone signs: a walk through the finite machine that its terms are.

A pause moves every later day and a waiver counts as a go; neither ends anything, so both are left out. Attempts and
extensions are counted, never walked one by one: a hostile number costs no time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charter.rehearsal.deciding import Who
from charter.rehearsal.endings import Ending, TooManyEndingsError, endings
from charter.rehearsal.nobody import Nobody, nobody
from charter.rehearsal.windows import Days, Window, windows

if TYPE_CHECKING:
    from charter.model import Charter

__all__ = ["Days", "Ending", "Nobody", "Rehearsal", "TooManyEndingsError", "Who", "Window", "rehearse"]


@dataclass(frozen=True)
class Rehearsal:
    """All that can happen.

    Attributes:
        windows: The described phases with their days.
        endings: Every way to end, numbered.
        nobody: Every place where nobody may decide.
    """

    windows: tuple[Window, ...]
    endings: tuple[Ending, ...]
    nobody: tuple[Nobody, ...]

    @property
    def first(self) -> Ending | None:
        """The ending that can come first once it has started; None where no day is known."""
        dated = [ending for ending in self.endings if ending.days.earliest is not None]
        return min(dated, key=lambda ending: (ending.days.earliest, ending.number), default=None)

    @property
    def last(self) -> Ending | None:
        """The ending that can come last: one that can come at any time for ever, else the latest day."""
        for ending in self.endings:
            if ending.days.open:
                return ending
        dated = [ending for ending in self.endings if ending.days.latest is not None and ending.kind != "withdrawn"]
        return max(dated, key=lambda ending: (ending.days.latest, -ending.number), default=None)


def rehearse(charter: Charter, *, counted: bool = True) -> Rehearsal:
    """Walk the machine that the terms are.

    Args:
        counted: Whether the endings say what each party has given by then, and got.

    Raises:
        TooManyEndingsError: They are too many to be counted.
    """
    phases = windows(charter)
    found = endings(charter, phases, counted=counted)
    return Rehearsal(phases, found, nobody(charter, phases, found))
