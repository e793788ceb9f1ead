"""The pilot runs, and no meeting is in anybody's calendar.

## What it checks

From crawl on and from tier 2, `governance.touchpoints` names at least one recurring meeting or message. Each says how
often (`every`) and who calls it (`owner`).

## Why it matters

Partnerships do not end with a quarrel, they go quiet. The weeks after the start are full of mails; then everybody waits
for the other to call, and the first review finds two months without a word.

## Bad

```yaml
governance:
  touchpoints: [{what: operating call}]
```

## Good

```yaml
governance:
  touchpoints: [{what: operating call, every: 2 weeks, owner: northwind.relationship}]
```

## How to settle it with the partner

Put the next three dates into both calendars while you talk. A short call that takes place beats a review that is moved;
give it one owner, who also says when it is no longer needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given
from charter.wording import listed, quoted


@rule(
    "CAD001",
    since={"crawl": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add a touchpoint: what, every and owner",
)
def check(case: Case) -> Iterator[Remark]:
    governance, path = case.charter.governance, ("governance", "touchpoints")
    if isinstance(governance, Absent) or case.charter.part_of is not None:
        return
    rows = governance.touchpoints if governance is not None else None
    if not rows:
        yield Remark(path, "nothing says when you talk to each other")
        return
    for index, row in enumerate(given(rows) or ()):
        missing = [words for words, part in (("how often", row.every), ("who calls it", row.owner)) if part is None]
        if missing:
            what = quoted(given(row.what) or "this meeting")
            yield Remark((*path, index), f"nothing says {listed(missing)}: {what}", "add every and owner")
