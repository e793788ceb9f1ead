"""Numbers that are watched after a gate: exit triggers, the step-down, and the limits of run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from charter.finding import Path
from charter.terms.once import once
from charter.terms.thresholds import HalfLine, half_line
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.ending import Observation, Trigger
    from charter.model.measure import Metric


class Watch(NamedTuple):
    """A bound on a metric that has consequences when a value lies beyond it.

    Attributes:
        path: Where the bound stands.
        words: What happens, to be followed by when: ``the exit no-adoption fires``.
        name: The id of the metric.
        line: The values at which it happens.
        phases: The phases it is limited to; None where it is watched in all.
        when: What is observed; None for a limit of run.
        leaves: Whether it can end the partnership.
        welcome: Whether it marks a success that changes the terms.
    """

    path: Path
    words: str
    name: str
    metric: Metric
    line: HalfLine
    phases: frozenset[str] | None
    when: Observation | None
    leaves: bool
    welcome: bool = False


@once
def watches(charter: Charter) -> Iterator[Watch]:
    """Every bound on a defined metric that can be read, in the order of the document."""
    ending, plan = given(charter.exit), given(charter.phases)
    run = given(plan.run) if plan is not None else None
    metrics = {name: metric for name, found in (given(charter.metrics) or {}).items() if (metric := given(found))}
    for index, guardrail in enumerate((given(run.guardrails) or ()) if run is not None else ()):
        metric, limit = metrics.get(given(guardrail.metric) or ""), given(guardrail.stays)
        if metric is not None and limit is not None:
            path: Path = ("phases", "run", "guardrails", index, "stays")
            name, broken = given(guardrail.metric) or "", half_line(limit).opposite()
            yield Watch(path, "this limit is broken", name, metric, broken, frozenset(["run"]), None, leaves=False)
    if ending is None:
        return
    for index, trigger in enumerate(given(ending.triggers) or ()):
        yield from _of_trigger(trigger, ("exit", "triggers", index, "when", "is"), metrics)
    deprioritize = given(ending.deprioritize)
    when = given(deprioritize.when) if deprioritize is not None else None
    if when is not None and (seen := _seen(when, metrics)) is not None and not isinstance(when.in_, Absent):
        path = ("exit", "deprioritize", "when", "is")
        yield Watch(path, "the step-down comes", *seen, _only(when.in_), when, leaves=False)


def _of_trigger(trigger: Trigger, path: Path, metrics: dict[str, Metric]) -> Iterator[Watch]:
    when = given(trigger.when)
    seen = _seen(when, metrics) if when is not None else None
    if when is None or seen is None or isinstance(when.in_, Absent) or isinstance(trigger.in_, Absent):
        return
    name = given(trigger.id)
    words = f"the exit {name} fires" if name else "this exit fires"
    ends = trigger.then in (None, "end")
    good = seen[1].better is not None and seen[2].upward == (seen[1].better == "higher")
    yield Watch(path, words, *seen, limited_to(trigger), when, leaves=ends, welcome=good and not ends)


def _seen(when: Observation, metrics: dict[str, Metric]) -> tuple[str, Metric, HalfLine] | None:
    name, bound = given(when.metric) or "", given(when.is_)
    metric = metrics.get(name)
    return None if metric is None or bound is None else (name, metric, half_line(bound))


def limited_to(trigger: Trigger) -> frozenset[str] | None:
    """The phases in which a trigger may be used; None for all of them."""
    when = given(trigger.when)
    inner, outer = _only(when.in_ if when is not None else None), _only(trigger.in_)
    if inner is None or outer is None:
        return inner if outer is None else outer
    return inner & outer


def _only(phases: object) -> frozenset[str] | None:
    return frozenset(phases) if isinstance(phases, tuple) else None
