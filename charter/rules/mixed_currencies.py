"""One promise counts in two currencies, and nothing says how they meet.

## What it checks

Within one `value`, one `share` and one `budget` of a commitment all amounts are in one currency, and a `cap` is in the
currency of the value it limits. Where an agreement holds the rate (`under`), this is a warning at most.

## Why it matters

A cap of USD 250 000 on payments in EUR is a different cap every day. The side that gains from today's rate will call
today the day that counts.

## Bad

```yaml
commitments:
  - {id: fee, from: contoso, kind: money, value: {amount: EUR 60000, per: quarter}, cap: USD 250000}
```

## Good

```yaml
commitments:
  - {id: fee, from: contoso, kind: money, value: {amount: EUR 60000, per: quarter}, cap: EUR 230000}
```

## How to settle it with the partner

Choose the currency of whoever pays, and let the other side carry the rate, or agree on one rate with a day and write
it into the contract. If both currencies are real, write two commitments, one in each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from charter.finding import Path
from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import promises
from charter.values import Money, given

if TYPE_CHECKING:
    from charter.model.exchange import Commitment


class _Amount(NamedTuple):
    path: Path
    money: Money


@rule(
    "23",
    since={"draft": "warning", "proposed": "error"},
    entered="2026-11-21",
    help="write all amounts of one promise in one currency, or make it two promises",
)
def check(case: Case) -> Iterator[Remark]:
    for promise in promises(case.charter):
        for first, *others in _together(promise.terms):
            other = next((amount for amount in others if amount.money.currency != first.money.currency), None)
            if other is not None:
                said = f"{first.money} and {other.money} stand in one promise, and nothing says how they meet"
                also = (Also((*promise.path, *first.path), f"this one is in {first.money.currency}"),)
                at_most = "error" if promise.terms.under is None else "warning"
                yield Remark((*promise.path, *other.path), said, None, also, at_most)  # type: ignore[arg-type]


def _together(terms: Commitment) -> Iterator[list[_Amount]]:
    """The amounts that are added, compared or limited by each other."""
    value, share, budget = given(terms.value), given(terms.share), given(terms.budget)
    worth: list[tuple[Path, object]] = [
        (("value", key), getattr(value, key, None)) for key in ("amount", "low", "high", "total")
    ]
    schedule = (given(value.schedule) or ()) if value is not None else ()
    worth += [(("value", "schedule", index, "amount"), part.amount) for index, part in enumerate(schedule)]
    limits = [(("share", key), getattr(share, key, None)) for key in ("floor", "cap")]
    unit = [(("budget", key), getattr(budget, key, None)) for key in ("price", "cost_to_serve")]
    for group in ([*worth, (("cap",), terms.cap)], limits, unit):
        if amounts := [_Amount(path, money) for path, money in group if isinstance(money, Money)]:
            yield amounts
