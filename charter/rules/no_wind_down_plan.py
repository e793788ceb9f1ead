"""Nothing says what happens to customers when this ends.

## What it checks

From walk on, when customers depend on it, `exit.wind_down` says what happens to them (`customers` with a `plan`). They
hear of the end before the wind-down is over.

## Why it matters

On the day you part, your common customers are in the middle of a rollout, hold a contract that runs for another year,
or have data on the other side. If that is settled then, it is settled by two companies that no longer need each
other.

## Bad

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
```

## Good

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
  wind_down:
    takes: 90 days
    customers: {plan: Northwind takes over open installations., told_within: 10 days}
    support_tail: 12 months
```

## How to settle it with the partner

Ask: "Our largest common customer signs on Monday, we part on Friday. Who serves them, until when, and who tells them?"
Make the support tail at least as long as the contracts that customers hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model.ending import WindDown

_PLACE = ("exit", "wind_down")


@rule(
    "EXIT004",
    "72",
    since={"walk": "error"},
    help="say in exit.wind_down who serves the customers then, for how long, and when they are told",
)
def check(case: Case) -> Iterator[Remark]:
    ending = case.charter.exit
    if isinstance(ending, Absent):
        return
    if ending is None or ending.wind_down is None:
        if not given(case.charter.part_of):
            yield Remark(_PLACE, "nothing says what happens to customers when this ends")
        return
    plan = given(ending.wind_down)
    if plan is not None:
        yield from _customers(plan)


def _customers(wind_down: WindDown) -> Iterator[Remark]:
    if wind_down.customers is None:
        yield Remark((*_PLACE, "customers"), "the wind-down does not say what happens to customers")
        return
    customers, takes = given(wind_down.customers), given(wind_down.takes)
    told = given(customers.told_within) if customers else None
    longest = takes.at_most_days if takes else None
    if told is not None and longest is not None and told.at_least_days > longest:
        yield Remark(
            (*_PLACE, "customers", "told_within"),
            f"customers may hear of it after {told}, when everything is over",
            "tell them before the wind-down ends",
            also=(Also((*_PLACE, "takes"), f"the wind-down takes {takes}"),),
        )
