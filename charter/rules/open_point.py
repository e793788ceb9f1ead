"""Something is still to be decided.

## What it checks

Every place that says `tbd: {owner, by}`, in the terms and in the people files. Until signing it is a warning that
names who decides and by when, and whether that day has passed; from signing on it is an error, since nobody can sign
what is not there. A role that a people file leaves open may wait for its day as long as the charter is a draft; at
signing, where the terms use it, `role-unowned` speaks of it.

## Why it matters

An open point is honest, and better than a value nobody means. It turns costly when its day passes in silence: both
sides go on planning, each with its own idea of how it will be decided, and find out at the signing table.

## Bad

```yaml
commitments:
  - id: crews
    from: contoso
    kind: support
    what: Trained crews on call.
    quantity: {tbd: {owner: contoso.delivery, by: 2026-12-01}}
```

## Good

```yaml
commitments:
  - id: crews
    from: contoso
    kind: support
    what: Trained crews on call.
    quantity: {value: 4, unit: crews}
```

## How to settle it with the partner

Read all open points aloud in one meeting, oldest first. For each: the value, or `none:` with the reason why it is not
needed, or a new day that its owner names in the room. A point that moves twice is a disagreement; treat it as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from charter.notation import read_day
from charter.rules import Case, Remark, rule
from charter.terms.contents import marks
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from charter.finding import Path


@rule(
    "DOC006",
    since={"draft": "warning", "signing": "error"},
    help="write the value, or none: and the reason",
)
def check(case: Case) -> Iterator[Remark]:
    for path, value in case.marks:
        if isinstance(value, Absent) and value.kind == "tbd":
            yield Remark(path, _message(path, value, case.today))
    for party, people in case.people.items():
        for path, value in marks(people):
            if isinstance(value, Absent) and value.kind == "tbd" and not _may_wait(case, party, path, value):
                yield Remark(path, _message(path, value, case.today), party=party)


def _may_wait(case: Case, party: str, path: Path, point: Absent) -> bool:
    """Whether an open point in a people file is a role that nothing needs yet, or that another rule speaks of."""
    if len(path) != 2 or path[0] != "roles" or given(case.charter.part_of) is not None:
        return False
    if case.reached("signing"):
        return Role(party, str(path[1])) in {mark for _, mark in case.marks if isinstance(mark, Role)}
    return not case.reached("proposed") and read_day(point.by).last >= case.today


def _message(path: Path, point: Absent, today: date) -> str:
    what = next((step for step in reversed(path) if isinstance(step, str)), "this")
    by = read_day(point.by)
    if by.last >= today:
        return f'"{what}" is open: {point.owner} decides by {by}'
    days = (today - by.last).days
    return f'"{what}" is still open: {point.owner} was to decide by {by}, {days} {"day" if days == 1 else "days"} ago'
