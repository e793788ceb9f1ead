"""Sellers are to sell something, and nobody said what is in it for them.

## What it checks

Where one side sells for the other (`referral`, `resell`, `distribution`, `marketplace`), every party has a row in
`incentives` for a team that sells (`sales`, `account`, `partner manager`), with its `mechanism`. `none` with a reason
is an answer.

## Why it matters

A seller with a quota does what pays, and leaves out what makes a deal harder or slower. No announcement changes that;
the compensation plan does, and it is written once a year.

## Bad

```yaml
pattern: resell
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
incentives:
  - {party: contoso, team: sales, mechanism: The fee is paid from the account's margin.}
```

## Good

```yaml
pattern: resell
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
incentives:
  - {party: northwind, team: sales, mechanism: Quota credit for sites that the partner sells.}
  - {party: contoso, team: sales, mechanism: The fee is paid from the account's margin.}
```

## How to settle it with the partner

Ask one seller of each side: "If you sold this tomorrow, what would your next pay slip say?" If the answer is "nothing",
call whoever writes the plan before you call marketing.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.exchange import party_ids
from charter.terms.incentives import reason_of
from charter.terms.patterns import SELLING
from charter.values import Absent, given
from charter.wording import listed

_TEAM = r"\b(sales|sell|sellers?|account|commercial|partner manage\w*|vertrieb|field)\b"


@rule(
    "INC001",
    "60",
    since={"signing": "warning"},
    entered="2026-11-21",
    help="add a row for the sales team: what selling this does to its quota or pay",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if given(charter.pattern) not in SELLING or isinstance(charter.incentives, Absent) or charter.part_of is not None:
        return
    missing = [party for party in party_ids(charter) if reason_of(charter, party, _TEAM) is None]
    if missing:
        said = f"nothing says why the sellers of {listed(missing)} would sell this"
        yield Remark(("incentives",), said)
