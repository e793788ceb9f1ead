"""The highest tier, and only a mild reason for a side to need it.

## What it checks

At tier 3 every party that `leverage` speaks of has at least one strong reason (`requirement` or `economic`) to need
this. Where a reason is withheld or has no kind, it may be a strong one.

## Why it matters

Strategic partnerships take the product, the roadmap and the people of both sides. Who is only asked for by customers,
or a little ahead of rivals, gives that up in the first hard quarter; then you have built for nobody.

## Bad

```yaml
tier: 3
leverage:
  - {over: contoso, kind: customer, because: 52 tickets ask for it.}
```

## Good

```yaml
tier: 3
leverage:
  - {over: contoso, kind: customer, because: 52 tickets ask for it.}
  - {over: contoso, kind: economic, because: A kit earns in eight weeks what a project earns in twenty.}
```

## How to settle it with the partner

Ask for the line of its own accounts in which this will be seen, or for the clause that demands it. If there is neither
yet, start at tier 2 and let crawl find it: going up a tier later is an amendment, going down is a disappointment.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import given
from charter.wording import listed

_MILD = frozenset(["competitive", "customer", "co-marketing"])


@rule(
    "LEV005",
    since={"proposed": "warning"},
    from_tier=3,
    entered="2026-11-21",
    help="find what it requires or earns from this, or start at tier 2",
)
def check(case: Case) -> Iterator[Remark]:
    rows = given(case.charter.leverage) or ()
    over = [given(row.over) for row in rows]
    for party in dict.fromkeys(name for name in over if name is not None and None not in over):
        own = [(index, given(row.kind)) for index, row in enumerate(rows) if over[index] == party]
        if all(kind in _MILD for _, kind in own):
            kinds = listed(list(dict.fromkeys(str(kind) for _, kind in own)))
            said = f"tier 3, and all that makes {party} need this is {kinds}"
            yield Remark(("leverage", own[0][0], "kind"), said, also=(Also(("tier",), "the highest tier"),))
