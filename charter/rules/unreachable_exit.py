"""An exit is written down, and nobody will ever be able to use it.

## What it checks

The bound of an exit trigger lies where its metric can have values: no share falls below 0%. The phases it is limited to
(`in`) exist in this charter, and the day from which it counts (`from`) lies before the end, where nothing renews. The
same is asked of `deprioritize` and of the limits in run.

## Why it matters

An exit that cannot happen is worse than none: both sides believe that they are protected, and nobody writes a better
one. It is found on the day it is needed.

## Bad

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
exit:
  triggers:
    - {id: no-adoption, when: {metric: adoption, is: "< 0%"}, invoked_by: any, notice: 30 days}
```

## Good

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
exit:
  triggers:
    - {id: no-adoption, when: {metric: adoption, is: "< 40%"}, invoked_by: any, notice: 30 days}
```

## How to settle it with the partner

For each exit tell the story in which it is used: on which day, in which phase, with which number on the screen. An
exit without such a story is either a slip or a courtesy; mend the first, delete the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.thresholds import is_possible, unit_name
from charter.terms.timeline import PHASES, moment, on, phases, stretches
from charter.terms.watches import limited_to, watches
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter
    from charter.model.ending import Trigger
    from charter.terms.timeline import Moment


@rule(
    "logic: gate completeness",
    since={"draft": "warning", "proposed": "error"},
    help="write a bound, a phase and a day that can come about",
)
def check(case: Case) -> Iterator[Remark]:
    for watch in watches(case.charter):
        if not is_possible(watch.line, watch.metric):
            at = watch.line.words(unit_name(watch.metric))
            message = f"{watch.words} {at}: {watch.name} can never be that"
            yield Remark(watch.path, message, at_most="error" if watch.leaves else "warning")
    ending = given(case.charter.exit)
    there, over = _phases(case.charter), _end(case.charter)
    for index, trigger in enumerate((given(ending.triggers) or ()) if ending is not None else ()):
        path: Path = ("exit", "triggers", index)
        yield from _nowhere(path, trigger, there)
        yield from _too_late(path, trigger, over)


def _phases(charter: Charter) -> frozenset[str] | None:
    """The phases there may be; None where none is described yet, or they stand in another charter."""
    plan = given(charter.phases)
    if plan is None or charter.part_of is not None or not any(True for _ in phases(charter)):
        return None
    return frozenset(name for name in PHASES if (found := getattr(plan, name)) is not None and not _is_none(found))


def _is_none(found: object) -> bool:
    return getattr(found, "kind", "") == "none"


def _nowhere(path: Path, trigger: Trigger, there: frozenset[str] | None) -> Iterator[Remark]:
    limited, when = limited_to(trigger), given(trigger.when)
    if limited is None or there is None or limited & there or when is None:
        return
    inner, outer = given(when.in_), given(trigger.in_)
    place = (*path, "in") if inner is None else (*path, "when", "in")
    if inner and outer and not limited:
        also = (Also((*path, "in"), f"only in {listed(outer)}"),)
        yield Remark(place, f"this exit counts only in {listed(inner)} and only in {listed(outer)}: never", also=also)
    elif limited:
        named = listed([name for name in PHASES if name in limited])
        yield Remark(place, f"this exit counts only in {named}, and this charter has no such phase")


def _end(charter: Charter) -> Moment | None:
    """The day it is all over; None where it may go on."""
    plan = given(charter.phases)
    run = given(plan.run) if plan is not None else None
    renewal = run.renewal if run is not None else None
    mode = getattr(renewal, "mode", None) if renewal is not None else None
    if run is None or not (mode == "none" or _is_none(renewal)):
        return None
    return next((stretch.end for stretch in stretches(charter) if stretch.name == "run"), None)


def _too_late(path: Path, trigger: Trigger, over: Moment | None) -> Iterator[Remark]:
    when = given(trigger.when)
    start = moment((*path, "when", "from"), given(when.from_), "this exit counts", counts="first") if when else None
    if start is not None and over is not None and start.earliest > over.latest:
        message = f"this exit counts from {start.day}, and {over.words} {on(over.day)}, without renewal"
        yield Remark(start.path, message, also=(Also(over.path, str(over)),))
