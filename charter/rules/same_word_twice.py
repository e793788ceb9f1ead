"""Two metrics have one name and count it differently.

## What it checks

No two metrics have the same `name` (letter case and spaces aside): each number is defined once. Where two sides count
the same thing in two ways, the names say which is which.

## Why it matters

Both sides come to the review with "adoption", and the two numbers differ. The meeting is spent on which one is right,
and each side leaves with its own.

## Bad

```yaml
metrics:
  adoption: {name: Live customers, unit: customers, source: {system: Northwind billing, party: northwind}}
  live: {name: Live customers, unit: customers, source: {system: Contoso dispatch, party: contoso}}
```

## Good

```yaml
metrics:
  adoption: {name: Live customers by invoice, unit: customers, source: {system: Northwind billing, party: northwind}}
  live: {name: Live customers by visit, unit: customers, source: {system: Contoso dispatch, party: contoso}}
```

## How to settle it with the partner

Put both numbers of last month on the table and count the difference by hand. Then choose the one that a gate uses; the
other gets its own name, or goes.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import given
from charter.wording import quoted


@rule(
    "59",
    since={"draft": "warning"},
    entered="2026-11-21",
    help="give the two their own names, or keep one of them",
)
def check(case: Case) -> Iterator[Remark]:
    first: dict[str, str] = {}
    for metric, found in (given(case.charter.metrics) or {}).items():
        known = given(found)
        name = given(known.name) if known is not None else None
        if name is None:
            continue
        other = first.setdefault(" ".join(name.casefold().split()), metric)
        if other != metric:
            also = (Also(("metrics", other, "name"), f"{other} is called so, too"),)
            yield Remark(("metrics", metric, "name"), f"{metric} and {other} are both called {quoted(name)}", also=also)
