"""The day on which the charter was to be looked at again has passed.

## What it checks

From crawl on, until the wind-down, `review_by` lies ahead, and so does the day on which the renewal of run is reviewed
(`renewal.review_by`). Where only a month, quarter or year is known, it has passed with its last day.

## Why it matters

You signed what made sense then. A partnership that nobody looks at again is run by whoever still remembers, until the
first dispute, when both sides read the terms and find them a year old.

## Bad

```yaml
review_by: 2026-10-01
```

## Good

```yaml
review_by: 2027-10-01
```

## How to settle it with the partner

Put one hour into the calendar this week, and read the cover page together: goals, gates, promises, exit. What still
holds stays; what does not becomes an amendment, and either way the amendment sets the next day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import given

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.values import Day


@rule(
    "DOC008",
    "64",
    since={"crawl": "warning"},
    help="review it together, and set the next day by an amendment",
)
def check(case: Case) -> Iterator[Remark]:
    if case.stage == "winding-down":
        return
    for path, day, what in _reviews(case):
        late = (case.today - day.last).days
        if late > 0:
            ago = "1 day ago" if late == 1 else f"{late} days ago"
            yield Remark(path, f"{what} was to be reviewed by {day}, {ago}")


def _reviews(case: Case) -> Iterator[tuple[Path, Day, str]]:
    if (day := given(case.charter.review_by)) is not None:
        yield ("review_by",), day, "this charter"
    plan = given(case.charter.phases)
    run = given(plan.run) if plan is not None else None
    renewal = given(run.renewal) if run is not None else None
    if renewal is not None and (day := given(renewal.review_by)) is not None:
        yield ("phases", "run", "renewal", "review_by"), day, "the renewal of run"
