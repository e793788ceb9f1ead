"""At the end, shared data is deleted before it is given back.

## What it checks

In `exit.wind_down.data`, `delete_by` is no shorter than `return_by`. Lengths that may be either way round, such as 1
month and 30 days, are not compared.

## Why it matters

The plan is read once, on the worst day, by people who were not there when it was written. Whoever follows it to the
letter destroys what the other side was to get, and has a signature for it.

## Bad

```yaml
exit:
  wind_down:
    data: {return_by: 60 days, delete_by: 30 days}
```

## Good

```yaml
exit:
  wind_down:
    data: {return_by: 30 days, delete_by: 60 days}
```

## How to settle it with the partner

Ask the two who will do it: how long does the export take, and how long does the receiver need to see that it is
complete? Only then is the copy deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import given


@rule(
    "72",
    since={"draft": "error"},
    entered="2026-11-21",
    help="leave time between the return and the deletion",
)
def check(case: Case) -> Iterator[Remark]:
    ending = given(case.charter.exit)
    plan = given(ending.wind_down) if ending is not None else None
    data = given(plan.data) if plan is not None else None
    deleted, back = (given(data.delete_by), given(data.return_by)) if data is not None else (None, None)
    most = deleted.at_most_days if deleted is not None else None
    if back is not None and most is not None and most < back.at_least_days:
        path = ("exit", "wind_down", "data")
        said = f"data is deleted within {deleted}, and returned within {back}"
        yield Remark((*path, "delete_by"), said, also=(Also((*path, "return_by"), "the return"),))
