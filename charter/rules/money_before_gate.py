"""Money is paid before the gate that earns it.

## What it checks

A payment that is owed `after` a gate, or that pays `for_phase` walk or run, falls due on or after the last day for
the decision of that gate (for walk, the crawl gate). Each payment of a schedule counts. Equity and options are bought
for their own sake and are left out, and so is what is only intended. A decision by `2027-03` is one by 31 March,
payments from `2027-03` on begin on 1 March; a payment due in `2027-03` may be made on any day of it.

## Why it matters

A gate is the moment to say no. Once the money for the next phase is paid, a no means asking for it back, and hardly
anybody asks: the pilot is called a success since it has been paid for.

## Bad

```yaml
commitments:
  - id: build-money
    from: contoso
    kind: milestone
    what: Contoso's part of the connector.
    value: {amount: EUR 160000, basis: cash}
    for_phase: walk
    after: crawl
    due: 2027-02-01
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19}}
```

## Good

```yaml
commitments:
  - id: build-money
    from: contoso
    kind: milestone
    what: Contoso's part of the connector.
    value: {amount: EUR 160000, basis: cash}
    for_phase: walk
    after: crawl
    due: 2027-04-16
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19}}
```

## How to settle it with the partner

Ask what the money is for. If it pays for the next phase, it moves behind the gate. If the other side must order parts
or hire people early, agree on a smaller sum for exactly that, as a commitment for crawl, and say that it is gone if
the answer is no.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.payments import PAYING, counts, dates
from charter.terms.timeline import PHASES, Moment, gate_day, later, phases
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.exchange import Commitment


@rule(
    "27",
    since={"draft": "warning", "proposed": "error"},
    help="let it fall due after the decision, or split off what must be paid before",
)
def check(case: Case) -> Iterator[Remark]:
    for index, commitment in enumerate(given(case.charter.commitments) or ()):
        if given(commitment.kind) not in PAYING or given(commitment.intended):
            continue
        gate = _gate(case.charter, commitment)
        if gate is None:
            continue
        for below, day in dates(commitment):
            words = f"{given(commitment.id) or 'this'} is to be paid"
            paid = Moment(("commitments", index, *below), day, words, counts=counts(below))
            if later(gate, paid):
                message = f"{paid}, before it is earned: {gate}"
                yield Remark(paid.path, message, also=(Also(gate.path, str(gate)),))


def _gate(charter: Charter, commitment: Commitment) -> Moment | None:
    """The day of the gate that releases a payment; where two would, the later one."""
    after, paid_for = given(commitment.after), given(commitment.for_phase)
    names = ([after] if after else []) + ([before] if paid_for and (before := _before(charter, paid_for)) else [])
    days = [found for found in (gate_day(charter, name) for name in names) if found is not None]
    return max(days, key=lambda found: found.earliest, default=None)


def _before(charter: Charter, phase: str) -> str | None:
    """The last described phase before this one."""
    described: list[str] = [name for name, _ in phases(charter)]
    earlier = takewhile(lambda name: name != phase, PHASES)
    return next((name for name in reversed(tuple(earlier)) if name in described), None)
