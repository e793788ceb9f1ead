"""One charter's gate, from the disk to what is to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from charter.check.recording import recorded
from charter.errors import UsageError
from charter.lifecycle.docket import judged_now
from charter.lifecycle.replay import History, known, replay
from charter.outlook.hearing import Asked, Hearing, hear

if TYPE_CHECKING:
    from charter.facts import Facts
    from charter.gates.verdict import GateReview


def heard(root: Path, charter: str, today: date, phase: str = "", tried: Mapping[str, str] | None = None) -> Hearing:
    """The gate of the phase that runs, or of the one asked for, on everything that was known on `today`.

    Raises:
        UnreadablePathError: There is no such charter.
        UsageError: Its terms cannot be understood or describe no such phase, or what is tried cannot be.
    """
    facts = known(recorded(root, charter).facts, today)
    history = replay(facts, today)
    if history.standing.terms is None:
        raise UsageError(f"the terms of {charter} cannot be understood", f"charter lint {charter} says why")
    return hear(facts, history, today, judged_now(facts, history, today), Asked(phase, tried or {}))


def review_of(facts: Facts, history: History, today: date) -> GateReview | None:
    """The gate of the phase that runs, judged today; None where none does, or its gate asks nothing."""
    from charter.gates.judging import judge
    from charter.lifecycle.sitting import bench, gate_of

    standing = history.standing
    if standing.working_in is None or standing.terms is None or standing.began is None:
        return None
    if gate_of(standing.terms.part, standing.working_in) is None:
        return None
    evidence, consents = judged_now(facts, history, today)
    return judge(bench(standing, facts, today, evidence, consents))
