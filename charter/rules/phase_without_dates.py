"""A phase has no days: nobody knows when it starts, ends or is decided.

## What it checks

Crawl and walk have a start and an end, their gates a last day for the decision, and run has a start and a term (or an
end). A month or a quarter is enough where only that is known.

## Why it matters

A pilot without an end is never a failure, only unfinished. People are lent for "a few weeks" and stay for two
quarters, and neither side can call the question, since no day was ever agreed.

## Bad

```yaml
phases:
  crawl: {start: 2027-01-11, gate: {no_go: end}}
```

## Good

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19, no_go: end}}
```

## How to settle it with the partner

Put both calendars on the table: the pilot customers' quiet weeks, both sides' quarter ends and holidays. Agree on the
start first, then on a length, then on the day in the week after on which both sponsors will be in one room.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.timeline import PhaseName, phases
from charter.values import given

if TYPE_CHECKING:
    from charter.model.phases import Phase


@rule(
    "PHS006",
    since={"proposed": "error"},
    help="write the day (start, end, or the gate's decide_by), or the month or quarter if only that is known",
)
def check(case: Case) -> Iterator[Remark]:
    for name, phase in phases(case.charter):
        yield from _of_phase(name, phase)
        gate = given(phase.gate)
        if gate is not None and gate.decide_by is None:
            message = f"the {name} gate has no day by which it is decided"
            yield Remark(("phases", name, "gate", "decide_by"), message)


def _of_phase(name: PhaseName, phase: Phase) -> Iterator[Remark]:
    open_ended = phase.end is None and getattr(phase, "term", None) is None
    end = "term" if name == "run" else "end"
    if phase.start is None and open_ended:
        yield Remark(("phases", name), f"{name} has neither start nor {end}")
    elif phase.start is None:
        yield Remark(("phases", name, "start"), f"{name} has no start")
    elif open_ended:
        help = "write how long the first term is, such as 12 months" if name == "run" else None
        yield Remark(("phases", name, end), f"{name} has no {end}", help)
