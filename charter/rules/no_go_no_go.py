"""A gate cannot decide: a threshold, a decider or the meaning of no is missing.

## What it checks

Crawl and walk each end in a gate. The gate has at least one criterion; each criterion either measures a metric
against a threshold (`improves`, `reaches` or `stays`) or asks a question; somebody is named who decides; and `no_go`
says what a no means: the end, or another crawl. A question to named people needs no number.

## Why it matters

A gate that lacks one of these always opens. Without a threshold every result is good enough, without a decider nobody
has to say no, and without a meaning of no it is easier to go on than to find out what stopping would take.

## Bad

```yaml
phases:
  crawl:
    gate:
      decide_by: 2027-03-19
      decided_by: [northwind.sponsor, contoso.sponsor]
      criteria:
        - {id: faster, metric: onboarding_hours}
```

## Good

```yaml
phases:
  crawl:
    gate:
      decide_by: 2027-03-19
      decided_by: [northwind.sponsor, contoso.sponsor]
      criteria:
        - {id: faster, metric: onboarding_hours, improves: ">= 20%", fails: "< 10%"}
        - {id: recommend, ask: "Would each pilot customer recommend this to a peer?", of: customers, needs: all}
      no_go: end
```

## How to settle it with the partner

Ask each sponsor alone: "Which number would make you stop?" The two answers are rarely the same; agree on one before
the first result is known. Then say aloud what happens after a no, and write it down while nobody has to hear it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.criteria import criteria, gates
from charter.terms.timeline import phases
from charter.values import given

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model.phases import Gate
    from charter.terms.criteria import Placed


@rule(
    "GATE001",
    "30",
    "33",
    since={"draft": "error"},
    help="write the gate: criteria, decide_by, decided_by, and in no_go what a no means",
)
def check(case: Case) -> Iterator[Remark]:
    for name, phase in phases(case.charter):
        if name != "run" and phase.gate is None:
            yield Remark(("phases", name, "gate"), f"{name} ends without a decision to go on or to stop")
    for of, path, gate in gates(case.charter):
        if of != "run":
            yield from _incomplete(of, path, gate)
    for placed in criteria(case.charter):
        yield from _undecidable(placed)


def _incomplete(name: str, path: Path, gate: Gate) -> Iterator[Remark]:
    if gate.criteria in (None, ()):
        message = f"nothing says what the {name} gate depends on"
        yield Remark((*path, "criteria"), message, "add a metric with a threshold, or a question and who answers it")
    if gate.decided_by in (None, ()):
        message = f"nobody is named who decides the {name} gate"
        yield Remark((*path, "decided_by"), message, "name one role of every party, such as northwind.sponsor")
    if gate.no_go is None:
        message = f"the {name} gate can only say go: nothing says what a no means"
        yield Remark((*path, "no_go"), message, "write end or restart-crawl")


def _undecidable(placed: Placed) -> Iterator[Remark]:
    criterion = placed.criterion
    name = given(criterion.id) or "this criterion"
    if criterion.ask is not None:
        return
    if criterion.metric is None:
        message = f"{name} measures nothing and asks nothing"
        yield Remark(placed.path, message, "name a metric and its threshold, or ask a question")
    elif placed.name and criterion.improves is None and criterion.reaches is None and criterion.stays is None:
        message = f"{name} measures {placed.name} and has no threshold"
        help = 'write from where on it is a go, such as reaches: ">= 70%"'
        yield Remark((*placed.path, "reaches"), message, help)
