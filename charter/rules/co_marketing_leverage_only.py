"""Shared marketing is all that ties a side to this partnership.

## What it checks

Wherever `leverage` says why a party cannot shrug this off, co-marketing is not the only reason.

## Why it matters

Being seen together is pleasant, and nobody's number depends on it. A partner that stays for the logo leaves for a
better-known logo, and until then it does what is easy: it posts. The hard things, such as reserved people, a roadmap
slot or a price, are done by those who would lose something.

## Bad

```yaml
leverage:
  - {over: contoso, kind: co-marketing, because: A joint webinar and a logo on our partner page.}
```

## Good

```yaml
leverage:
  - {over: contoso, kind: co-marketing, because: A joint webinar and a logo on our partner page.}
  - {over: contoso, kind: economic, because: A certified installer bills 30% more per site.}
```

## How to settle it with the partner

Look for one of the four stronger reasons: a rule of their program or of the law that you help them meet, money in
their own books, customers who ask them for you, a rival they are afraid of. Ask their service desk and their sellers,
not their marketing. If there is none, keep it small: a campaign with a budget and an end.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import given


@rule(
    "LEV002",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="find a requirement, money, customers or a rival that ties this side, or keep the investment small",
)
def check(case: Case) -> Iterator[Remark]:
    rows = list(enumerate(given(case.charter.leverage) or ()))
    parties = [party for party in dict.fromkeys(given(row.over) for _, row in rows) if party is not None]
    for party in parties:
        over = [(index, row.kind) for index, row in rows if row.over == party]
        if all(kind == "co-marketing" for _, kind in over):
            first, *rest = [("leverage", index, "kind") for index, _ in over]
            yield Remark(
                first,
                f"nothing but co-marketing ties {party} to this",
                also=tuple(Also(path, "co-marketing again") for path in rest),
                at_most="warning" if case.charter.pattern == "co-marketing" else "error",
            )
