"""The single payments do not come to the total.

## What it checks

Where a value has a `schedule` of payments and a `total` (or one `amount` for all of them), the payments add up to it,
exactly. A total that is only a floor (`at_least: true`) or an estimate (`about: true`) does not have to close, and
neither does a sum with a withheld amount or with two currencies.

## Why it matters

Two numbers that disagree are two contracts. Finance books one of them, the other side invoices the other, and the
difference is found in the first quarter, when trust is what you have least to spare.

## Bad

```yaml
commitments:
  - id: build-fund
    from: contoso
    kind: money
    what: Contoso's part of the build.
    value:
      total: EUR 250000
      schedule: [{date: 2027-04-01, amount: EUR 100000}, {date: 2027-07-01, amount: EUR 120000}]
```

## Good

```yaml
commitments:
  - id: build-fund
    from: contoso
    kind: money
    what: Contoso's part of the build.
    value:
      total: EUR 220000
      schedule: [{date: 2027-04-01, amount: EUR 100000}, {date: 2027-07-01, amount: EUR 120000}]
```

## How to settle it with the partner

Ask which number was agreed on, the total or the payments, and correct the other. If the total is a minimum, say so with
`at_least: true`. Do not split the difference in a spreadsheet that only one of you has.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.values import Money, given

if TYPE_CHECKING:
    from charter.model.exchange import Value


@rule(
    "18",
    since={"draft": "error"},
    help="correct the total or a payment, or say that the total is a floor: at_least: true",
)
def check(case: Case) -> Iterator[Remark]:
    for index, promise in enumerate(given(case.charter.commitments) or ()):
        value = given(promise.value)
        if value is None or given(value.at_least) or given(value.about):
            continue
        key, claimed = _claim(value)
        summed = _sum(value)
        if claimed is None or summed is None or summed.currency != claimed.currency or summed.amount == claimed.amount:
            continue
        path = ("commitments", index, "value")
        yield Remark(
            (*path, key),
            f"the payments add up to {summed}, not to {claimed}",
            also=(Also((*path, "schedule"), f"{summed} in all"),),
        )


def _claim(value: Value) -> tuple[str, Money | None]:
    """What the payments should come to: the total, or the one amount that does not recur."""
    if value.total is not None:
        return "total", given(value.total)
    return "amount", given(value.amount) if value.per is None else None


def _sum(value: Value) -> Money | None:
    """The payments together; None where there are none, one is withheld, or currencies differ."""
    amounts = [given(payment.amount) for payment in given(value.schedule) or ()]
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts) or len({amount.currency for amount in known}) > 1:
        return None
    return Money(known[0].currency, sum((amount.amount for amount in known), Decimal(0)))
