"""A whole partnership for two or three deals.

## What it checks

Where `purpose.opportunity` counts the customers who could use this (`accounts`), there are more than three. Where
nothing is counted, more than one asked for it (`requested_by`).

## Why it matters

A loud seller with two deals can start a partnership that keeps eleven people busy for a year. Three deals are helped by
a phone call and a one-page agreement; they do not pay for gates, crews and a connector.

## Bad

```yaml
purpose:
  opportunity: {accounts: 2, requested_by: [sales north]}
```

## Good

```yaml
purpose:
  opportunity: {accounts: 120, pipeline: EUR 900000, requested_by: [12 customers, sales]}
```

## How to settle it with the partner

Count together, from both customer lists, who has both products or could have. If it stays at three, do these three by
hand and without a charter, and look again when the fourth one asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import given
from charter.wording import counted, quoted

_THIN = 3


@rule(
    "FIT012",
    since={"draft": "warning"},
    entered="2026-11-21",
    help="count the customers of both sides who could use it, or help these few without a charter",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    opportunity = given(purpose.opportunity) if purpose is not None else None
    if opportunity is None:
        return
    path, accounts = ("purpose", "opportunity"), given(opportunity.accounts)
    asking = opportunity.requested_by
    if accounts is not None:
        if accounts <= _THIN:
            yield Remark((*path, "accounts"), f"this is for {counted(accounts, 'customer')}, and {_THIN} are few")
    elif (
        opportunity.accounts is None and opportunity.pipeline is None and isinstance(asking, tuple) and len(asking) == 1
    ):
        who = given(asking[0])
        if who is not None:
            yield Remark(
                (*path, "requested_by"), f"only {quoted(who)} asked for this, and nobody counted the customers"
            )
