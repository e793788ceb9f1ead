"""One sells for the other, and nobody counts what it brings.

## What it checks

From walk on, a partnership that sells (`referral`, `resell`, `distribution`, `marketplace`), or in which a share of
revenue is paid, has a metric of money or deals: of class `revenue`, `deal-quality` or `win-rate`, or counted in a
currency. Where a party reports the revenue that is shared (`share.reported_by`), somebody counts already.

## Why it matters

Without it the first question of every budget round has no answer: "What did we sell because of them?" Partners that
bring a fifth of the business have been dropped because nobody could show it.

## Bad

```yaml
pattern: referral
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, class: time-to-value, unit: hours}
```

## Good

```yaml
pattern: referral
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, class: time-to-value, unit: hours}
  sourced: {name: Net revenue from customers that the partner brought, class: revenue, unit: EUR}
```

## How to settle it with the partner

Agree on two words: *sourced* is what would not exist without the partner, *influenced* is what it helped to win. Count
both from today on, in one sheet, even if the systems cannot do it yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.exchange import RevenueShare
    from charter.model.measure import Metric
    from charter.terms.exchange import Promise

_SELLING = frozenset({"referral", "resell", "distribution", "marketplace"})
_CLASSES = frozenset({"revenue", "deal-quality", "win-rate"})
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")


@rule(
    "MET007",
    since={"walk": "warning"},
    help="add a metric of class revenue: what customers pay whom the partner brought or helped to win",
)
def check(case: Case) -> Iterator[Remark]:
    metrics = given(case.charter.metrics)
    if not metrics or any(isinstance(metric, Absent) for metric in metrics.values()) or not _sells(case.charter):
        return
    if not any(_is_of_money(metric) for found in metrics.values() if (metric := given(found)) is not None):
        yield Remark(("metrics",), "nobody counts what is sold because of this partnership", on_key=True)


def _sells(charter: Charter) -> bool:
    """Whether one sells for the other, and nobody reports the revenue for a share of it."""
    shares = [promise.terms.share for promise in promises(charter) if _shares(promise)]
    if any(share is not None and (given(share) is None or _reported(given(share))) for share in shares):
        return False
    return given(charter.pattern) in _SELLING or bool(shares)


def _shares(promise: Promise) -> bool:
    return given(promise.terms.kind) == "revenue-share" and is_firm(promise)


def _reported(share: RevenueShare | None) -> bool:
    return share is not None and share.reported_by is not None


def _is_of_money(metric: Metric) -> bool:
    unit = metric.unit
    return (
        isinstance(metric.class_, Absent)
        or metric.class_ in _CLASSES
        or isinstance(unit, Absent)
        or bool(_CURRENCY.search(unit or ""))
    )
