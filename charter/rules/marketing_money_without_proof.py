"""Money is promised for marketing, and nobody has to show what was done with it.

## What it checks

Cash for `co-marketing` or `sponsorship` (a `value` with `basis: cash`) depends on something that can be shown: what it
pays for is a deliverable (`enables`), something must have happened (`if`), a gate releases it (`after`), or a contract
says how it is claimed (`under`). Work in kind, and a budget of zero, are not asked.

## Why it matters

Marketing funds are spent in the last week of the quarter, on what was going to be bought anyway. Without a proof and
a last day for the claim, the only number that anybody can report is the budget.

## Bad

```yaml
commitments:
  - {id: fund, from: northwind, kind: co-marketing, what: A marketing budget., value: {amount: EUR 30000, basis: cash}}
```

## Good

```yaml
commitments:
  - id: fund
    from: northwind
    kind: co-marketing
    what: Pays two regional webinars, against the invoice and the list of guests, claimed within 60 days.
    value: {amount: EUR 30000, basis: cash}
    enables: webinars
```

## How to settle it with the partner

Agree what is shown (invoice, list of guests, the page itself) and by when it is claimed. Make the thing that is paid
for a deliverable with a `done_when`: then the proof has a place already.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import given

if TYPE_CHECKING:
    from charter.model.exchange import Commitment


@rule(
    "28",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="name in enables the deliverable that is paid for, or say under, after or if what releases the money",
)
def check(case: Case) -> Iterator[Remark]:
    for promise in promises(case.charter):
        terms = promise.terms
        released = (terms.enables, terms.if_, terms.after, terms.under)
        if given(terms.kind) not in ("co-marketing", "sponsorship") or not is_firm(promise) or not _is_cash(terms):
            continue
        if all(part is None for part in released):
            name = given(terms.id) or "this budget"
            yield Remark((*promise.path, "enables"), f"nobody has to show what {name} was spent on")


def _is_cash(terms: Commitment) -> bool:
    value = given(terms.value)
    if value is None or given(value.basis) != "cash":
        return False
    sums = [given(part) for part in (value.amount, value.high, value.low, value.total)]
    return any(part is not None and part.amount > 0 for part in sums)
