"""The gates of a charter and their criteria, each with its phase, its place and the metric it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from charter.finding import Path
from charter.terms.once import once
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.measure import Metric
    from charter.model.phases import Criterion, Gate


class Placed(NamedTuple):
    """A criterion where it stands.

    Attributes:
        phase: ``crawl``, ``walk`` or ``run``.
        name: The id of its metric; empty for a question or where it cannot be told.
        metric: That metric; None where there is none, or it is withheld or unknown.
    """

    phase: str
    path: Path
    criterion: Criterion
    name: str
    metric: Metric | None


@once
def gates(charter: Charter) -> Iterator[tuple[str, Path, Gate]]:
    """The gates that are described, with their phase and path."""
    plan = given(charter.phases)
    if plan is None:
        return
    for name, found in (("crawl", plan.crawl), ("walk", plan.walk), ("run", plan.run)):
        phase = given(found)
        gate = given(phase.gate) if phase is not None else None
        if gate is not None:
            yield name, ("phases", name, "gate"), gate


@once
def criteria(charter: Charter) -> Iterator[Placed]:
    """The criteria of all gates, in their order."""
    metrics = given(charter.metrics) or {}
    for phase, path, gate in gates(charter):
        for index, criterion in enumerate(given(gate.criteria) or ()):
            name = given(criterion.metric) or ""
            yield Placed(phase, (*path, "criteria", index), criterion, name, given(metrics.get(name)))


def withheld(charter: Charter) -> bool:
    """Whether something about what the gates measure is not said here: a phase, a gate, its criteria or a metric."""
    plan = charter.phases
    if plan is None or isinstance(plan, Absent):
        return isinstance(plan, Absent)
    if any(_hides(phase) for phase in (plan.crawl, plan.walk)):
        return True
    return any(isinstance(placed.criterion.metric, Absent) for placed in criteria(charter))


def _hides(phase: object) -> bool:
    if phase is None or isinstance(phase, Absent):
        return isinstance(phase, Absent) and phase.kind != "none"
    gate = getattr(phase, "gate", None)
    return isinstance(gate, Absent) or isinstance(getattr(gate, "criteria", None), Absent)


def names_in_gates(charter: Charter) -> frozenset[str]:
    """The ids of the metrics that a gate hangs on."""
    return frozenset(placed.name for placed in criteria(charter) if placed.name)


def is_share(metric: Metric) -> bool:
    """Whether a metric is a percentage of something."""
    return (given(metric.unit) or "").casefold().strip() in _SHARES


_SHARES = frozenset({"share", "%", "percent", "percentage", "per cent", "ratio", "rate"})
