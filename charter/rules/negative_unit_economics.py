"""Every customer served costs more than it brings, and nothing stops that.

## What it checks

Where a promise states what one unit brings and what serving it costs (`budget`), the price is at least the cost. If
it is not, the loss has a `cap`, ends before the run does (`until`), or a trigger in `exit.triggers` that names this
promise (`applies_to`) changes or stops it. Amounts in two currencies are not compared. A price without any cost beside
it is a warning at most, and none where there is a `cap`, an `until` or such a trigger.

## Why it matters

A loss on each unit grows with success: the better the partnership works, the more it costs you, and the less either
side wants to say so. A subsidy is a fine investment if it is called one, with an amount and a last day.

## Bad

```yaml
commitments:
  - id: installation
    from: contoso
    kind: support
    what: Installation at a fixed price.
    budget: {price: EUR 900, cost_to_serve: EUR 1100}
    until: end
```

## Good

```yaml
commitments:
  - id: installation
    from: contoso
    kind: support
    what: Installation at a fixed price, below cost for the first year.
    budget: {price: EUR 900, cost_to_serve: EUR 1100}
    cap: EUR 40000
    until: 2028-06-30
```

## How to settle it with the partner

Say it openly: "At this price we lose on each one." Then choose together: a price that carries itself from a certain
volume on, a limit on how many are served at this price, or a day on which the price is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.values import Absent, Day, Money, given

if TYPE_CHECKING:
    from charter.model.charter import Charter
    from charter.model.exchange import Budget, Commitment


@rule(
    "16",
    since={"draft": "info", "proposed": "warning", "walk": "error"},
    help="raise the price, or give the loss a cap, a last day, or a trigger that reprices it",
)
def check(case: Case) -> Iterator[Remark]:
    for index, promise in enumerate(given(case.charter.commitments) or ()):
        budget, path = given(promise.budget), ("commitments", index, "budget")
        if budget is None or promise.cap is not None or _is_repriced(promise, case.charter):
            continue
        price = given(budget.price)
        if price is not None and budget.cost_to_serve is None and promise.until is None:
            said = f"one brings {price}, and nothing says what serving it costs"
            yield Remark((*path, "cost_to_serve"), said, "write cost_to_serve, if only roughly", at_most="warning")
        elif (lost := _loss(budget)) is not None and not _ends_early(promise, case.charter):
            yield Remark(
                path,
                f"each one loses {lost}: it brings {price} and costs {budget.cost_to_serve}",
                also=(Also((*path, "cost_to_serve"), "the cost of serving one"),),
            )


def _loss(budget: Budget) -> Money | None:
    price, cost = given(budget.price), given(budget.cost_to_serve)
    if price is None or cost is None or price.currency != cost.currency or price.amount >= cost.amount:
        return None
    return Money(price.currency, cost.amount - price.amount)


def _ends_early(promise: Commitment, charter: Charter) -> bool:
    """Whether it ends while the partnership goes on; ending together with it is no end of the loss."""
    until = promise.until
    if until is None or isinstance(until, Absent | str):
        return isinstance(until, Absent)
    last = until if isinstance(until, Day) else given(until.date)
    end = _end_of_run(charter)
    return last is not None and (end is None or last.last < end)


def _end_of_run(charter: Charter) -> date | None:
    phases = given(charter.phases)
    run = given(phases.run) if phases else None
    if run is None:
        return None
    end, start, term = given(run.end), given(run.start), given(run.term)
    if end is not None:
        return end.last
    return term.after(start.last) if term and start else None


def _is_repriced(promise: Commitment, charter: Charter) -> bool:
    ending = given(charter.exit)
    triggers = (given(ending.triggers) or ()) if ending else ()
    return any(promise.id in (given(trigger.applies_to) or ()) for trigger in triggers)
