"""Nothing says why a side cannot shrug this partnership off.

## What it checks

`leverage` has, for each party, at least one row `over` it that says why it would feel the loss: a kind or a
`because`.

## Why it matters

Your partner has ten other partners. When its quarter gets tight it works for those it needs, not for those it likes.
If you cannot say what it loses without you, its people cannot either, and your mails are answered last. The same
holds the other way round: if nothing ties your own company to this, your product team will drop it first.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
leverage:
  - {over: northwind, kind: customer, because: 52 tickets in 2026 ask for on-site installation.}
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
leverage:
  - {over: northwind, kind: customer, because: 52 tickets in 2026 ask for on-site installation.}
  - {over: contoso, kind: economic, because: A certified installer bills 30% more per site.}
```

## How to settle it with the partner

Ask, and mean it: "What happens to you if we do not do this?" A rule they have to meet is the strongest answer, then
money, then customers or competitors, and shared marketing is the weakest. Then answer the same question for yourself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import party_ids
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.purpose import Leverage


@rule(
    "LEV001",
    "3",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="say in leverage for each side what it loses without this partnership, and where you know that from",
)
def check(case: Case) -> Iterator[Remark]:
    leverage, parties = case.charter.leverage, party_ids(case.charter)
    if isinstance(leverage, Absent):
        return
    if not leverage:
        who = f"{listed(parties)} cannot shrug this off" if parties else "no side can shrug this off"
        yield Remark(("leverage",), f"nothing says why {who}")
        return
    if any(given(row.over) is None for row in leverage):
        return
    for party in parties:
        rows = [index for index, row in enumerate(leverage) if row.over == party]
        said = f"nothing says why {party} cannot shrug this off"
        if not rows:
            yield Remark(("leverage",), said, at_most="warning")
        elif not any(_says_why(leverage[index]) for index in rows):
            yield Remark(("leverage", rows[0], "because"), said)


def _says_why(row: Leverage) -> bool:
    return row.kind is not None or row.because is not None or row.if_absent is not None
