"""Money flows at regular times, and nothing ever turns it off.

## What it checks

A promise of money that is paid again and again (`every`, or a value `per` month, quarter or year) has an end (`until`),
a `cap`, a `total`, or a gate or result that releases it (`after`, `for_phase`, `if`). It looks at money, co-investment,
loans, sponsorship, and anything paid in cash, not at what a customer buys or at shares of revenue.

## Why it matters

A quarterly payment that began as a helping hand becomes somebody's budget. Stopping it later is a hostile act, so it
goes on, long after anybody remembers what it was for.

## Bad

```yaml
commitments:
  - id: market-fund
    from: northwind
    kind: money
    what: A contribution to Contoso's sales team.
    value: {amount: EUR 20000, per: quarter, basis: cash}
    from_date: 2027-07-01
```

## Good

```yaml
commitments:
  - id: market-fund
    from: northwind
    kind: money
    what: A contribution to Contoso's sales team.
    value: {amount: EUR 20000, per: quarter, basis: cash}
    from_date: 2027-07-01
    until: 2028-06-30
```

## How to settle it with the partner

Ask: "What has to be true for the next payment to make sense?" and tie it to that gate. If nothing comes to mind, agree
on a number of payments; a renewal is easier to ask for than a stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import given

if TYPE_CHECKING:
    from charter.model.exchange import Commitment, Value

_FUNDING = frozenset({"money", "co-investment", "loan", "sponsorship"})
_EARNED = frozenset({"purchase", "revenue-share", "guarantee", "milestone"})


@rule(
    "25",
    since={"draft": "warning", "proposed": "error"},
    help="add until, a cap, or the gate that releases the next payment",
)
def check(case: Case) -> Iterator[Remark]:
    for index, promise in enumerate(given(case.charter.commitments) or ()):
        value = given(promise.value)
        rhythm = _rhythm(promise, value)
        if rhythm and _is_funding(promise, value) and not _stops(promise, value) and not given(promise.intended):
            amount = given(value.amount) if value else None
            payer = given(promise.from_) or "one side"
            said = f"{payer} pays {amount or 'money'} every {rhythm}, with no end, cap or gate"
            yield Remark(("commitments", index, "until"), said)


def _rhythm(promise: Commitment, value: Value | None) -> str:
    """The period it is paid again and again with; empty if it is paid once."""
    per, every = given(value.per) if value else None, given(promise.every)
    if per or every is None:
        return per or ""
    return every.unit if every.count == 1 else str(every)


def _is_funding(promise: Commitment, value: Value | None) -> bool:
    basis = given(value.basis) if value else None
    if basis == "in-kind" or promise.kind in _EARNED:
        return False
    return promise.kind in _FUNDING or basis == "cash"


def _stops(promise: Commitment, value: Value | None) -> bool:
    limits: list[object] = [promise.until, promise.cap, promise.after, promise.for_phase, promise.if_, promise.due]
    if value is not None:
        limits += [value.total, value.schedule]
    return any(limit is not None for limit in limits)
