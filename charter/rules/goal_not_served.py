"""A goal that no commitment serves.

## What it checks

Where commitments say which goals they serve (`serves`), each goal is served by at least one of them. Where a
commitment withholds what it serves, or names a goal that does not exist, the rule stays silent.

## Why it matters

A goal that nobody works for is a wish, and the party whose goal it is will notice first. It is the quiet reason why one
side stops answering after the launch: everything it was promised was in the preamble, nothing in the plan.

## Bad

```yaml
goals:
  - {id: faster-start, for: customers, outcome: First shipment in days.}
  - {id: service-line, for: contoso, outcome: A profitable installation line.}
commitments:
  - {id: crews, from: contoso, kind: support, what: Four trained crews on call., serves: [faster-start]}
```

## Good

```yaml
goals:
  - {id: faster-start, for: customers, outcome: First shipment in days.}
  - {id: service-line, for: contoso, outcome: A profitable installation line.}
commitments:
  - {id: crews, from: contoso, kind: support, what: Four trained crews on call., serves: [faster-start]}
  - {id: leads, from: northwind, kind: distribution, what: Offered at every new site., serves: [service-line]}
```

## How to settle it with the partner

Read the goal aloud and ask the other side: "What will you do for this, by when?" If there is an answer, it is a
commitment. If there is none, take the goal out; it is better to miss it now than in the review.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_umbrella, promises
from charter.values import Absent, given
from charter.wording import quoted


@rule(
    "logic: the promise closes",
    since={"draft": "warning"},
    help="add the commitment that brings it about, name it under serves of one, or take the goal out",
)
def check(case: Case) -> Iterator[Remark]:
    rows = [promise.terms.serves for promise in promises(case.charter)]
    served = {goal for goals in rows for goal in given(goals) or ()}
    if not served or is_umbrella(case.charter) or _is_hidden(case, rows):
        return
    goals = given(case.charter.goals) or ()
    if not served <= {given(goal.id) for goal in goals}:
        return  # a slip in a name, of which dangling-reference speaks
    for index, goal in enumerate(goals):
        name, outcome = given(goal.id), given(goal.outcome)
        if name is not None and name not in served:
            said = f"{name}: {quoted(outcome)}" if outcome else name
            also = (Also(("commitments",), "none of these serves it"),)
            yield Remark(("goals", index, "id"), f"no commitment serves {said}", also=also)


def _is_hidden(case: Case, rows: list[tuple[str, ...] | Absent | None]) -> bool:
    """Whether the commitment that serves it may be one that is not shown."""
    if any(isinstance(row, Absent) and row.kind != "none" for row in rows):
        return True
    return any(path[:1] == ("commitments",) and absent.kind != "none" for path, absent in case.absent_items)
