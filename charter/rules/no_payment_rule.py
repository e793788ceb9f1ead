"""A share is owed, and nobody said when it is paid, or who states the figure.

## What it checks

A revenue share says how soon it is paid (`pay_within`) and which party states the base (`reported_by`). Where a
contract holds the terms of payment (`under`, or `base_ref` for the base), or the row is only intended, nothing is
asked.

## Why it matters

The percentage is argued about once, the figure behind it every quarter. Whoever has the numbers, when the other may
look at them, and what happens when an estimate was wrong, decides more money than half a point does.

## Bad

```yaml
commitments:
  - {id: fee, from: contoso, kind: revenue-share, share: {percent: 8%, base: net installation revenue}}
```

## Good

```yaml
commitments:
  - id: fee
    from: contoso
    kind: revenue-share
    share: {percent: 8%, base: net installation revenue, pay_within: 30 days, reported_by: contoso, true_up: yearly}
```

## How to settle it with the partner

Ask who closes the books first, and by which day of the month that figure stands. The side with the figure reports, the
other may look at it once a year. `true_up` says how often an estimate is put right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model.exchange import RevenueShare


@rule(
    "24",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="add pay_within and reported_by to the share, or under: the agreement that says so",
)
def check(case: Case) -> Iterator[Remark]:
    for promise in promises(case.charter):
        share = given(promise.terms.share)
        if share is None or promise.terms.under is not None or share.base_ref is not None or not is_firm(promise):
            continue
        if missing := _unsaid(share):
            name = given(promise.terms.id) or "this share"
            yield Remark((*promise.path, "share"), f"nothing says {listed(missing)} for {name}")


def _unsaid(share: RevenueShare) -> list[str]:
    base = given(share.base)
    figure = f"who states {quoted(base)}" if base is not None else "who states the figure"
    asked = ((share.pay_within, "how soon it is paid"), (share.reported_by, figure))
    return [words for value, words in asked if value is None]
