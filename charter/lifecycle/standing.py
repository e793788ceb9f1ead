"""Where a charter stands on one day, made by every decision that took effect; never stored, always derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from charter.facts import Fact
from charter.lifecycle.calendar import Box, Calendar
from charter.terms.timeline import PHASES, PhaseName
from charter.values import State

if TYPE_CHECKING:
    from charter.model import Charter, Decision
    from charter.model.decision import Waiver


class Waived(NamedTuple):
    """A gate that was passed without being open: a debt for ever."""

    phase: PhaseName
    seq: int
    waiver: Waiver


class Leaving(NamedTuple):
    """The way out.

    Attributes:
        cause: The exit trigger's id, or ``no-go``.
        decided: When the leaving took effect.
        over: When cure and notice are over and the wind-down begins.
    """

    cause: str
    decided: date
    over: date


@dataclass(frozen=True)
class Pending:
    """A decision that still waits for consents.

    Attributes:
        waits_for: The parties whose consent is lacking.
        since: The day it was written.
    """

    decision: Fact[Decision]
    waits_for: tuple[str, ...]
    since: date


@dataclass(frozen=True)
class Standing:
    """Where a charter stands.

    Attributes:
        since: The day it came to this state; None for a draft.
        seq: The number of the last decision that is settled, that is took effect or was declined.
        revision: The number of the revision in force; 0 before all have signed.
        terms: The terms in force; before all have signed, the draft.
        calendar: The phases with their real days, as far as they are known.
        began: The first day of the present attempt at the present phase.
        attempt: How many crawls there have been.
        extended: How often each phase was extended in its present attempt.
        customers: The customers frozen when a phase began.
        conditions: The conditions of the terms that are fulfilled.
        decided: The phases whose gate was passed since the last crawl began.
        paused_from: The phase it was paused in.
    """

    state: State = "draft"
    since: date | None = None
    seq: int = 0
    revision: int = 0
    terms: Fact[Charter] | None = None
    calendar: Calendar = field(default_factory=dict)
    began: date | None = None
    attempt: int = 0
    extended: Mapping[PhaseName, int] = field(default_factory=dict)
    waived: tuple[Waived, ...] = ()
    customers: Mapping[PhaseName, tuple[str, ...]] = field(default_factory=dict)
    conditions: frozenset[str] = frozenset()
    decided: tuple[PhaseName, ...] = ()
    paused_from: PhaseName | None = None
    leaving: Leaving | None = None
    pending: Pending | None = None

    @property
    def agreement(self) -> Literal["draft", "proposed", "signed", "withdrawn", "ended"]:
        """How far the agreement is; one of the two axes."""
        match self.state:
            case "draft" | "proposed" | "withdrawn" | "ended":
                return self.state
        return "signed"

    @property
    def phase(self) -> Literal["none", "crawl", "walk", "run", "paused", "winding-down"]:
        """Where the work is; the other axis."""
        match self.state:
            case "crawl" | "walk" | "run" | "paused" | "winding-down":
                return self.state
        return "none"

    @property
    def working_in(self) -> PhaseName | None:
        """The phase that runs, or that a pause interrupts."""
        if self.state == "paused":
            return self.paused_from
        return next((phase for phase in PHASES if phase == self.state), None)

    @property
    def box(self) -> Box:
        """The days of the phase that runs."""
        return self.calendar.get(self.working_in, Box()) if self.working_in else Box()

    @property
    def due(self) -> date | None:
        """The day by which the gate of the present phase is to be decided; None where no gate waits."""
        return self.box.decide_by if self.state in ("crawl", "walk") else None
