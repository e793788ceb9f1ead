"""Between full speed and the end there is no slower gear.

## What it checks

From tier 2 on, a charter that plans walk and run says when it gets less attention without ending (`exit.deprioritize`).
A trigger that changes something in place of ending it (`then: change`) is one, too.

## Why it matters

Most partnerships do not fail, they fade. Without a lower gear the people stay reserved and the meetings stay in the
calendar, until somebody stops coming. With one, both know in which month the crews go back to other work.

## Bad

```yaml
phases:
  walk: {start: 2027-03-22, end: 2027-06-11}
  run: {start: 2027-07-01, term: 12 months}
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 90 days}
```

## Good

```yaml
phases:
  walk: {start: 2027-03-22, end: 2027-06-11}
  run: {start: 2027-07-01, term: 12 months}
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 90 days}
  deprioritize: {when: {metric: sites_live, is: "< 40", for: 2 reviews, in: [run]}, then: Return to walk staffing.}
```

## How to settle it with the partner

Ask which number, two reviews in a row, would make each of you move people elsewhere without leaving. Take the higher
one, and say what stays: support for live customers always does.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.timeline import phases
from charter.values import given


@rule(
    "EXIT006",
    since={"proposed": "warning"},
    from_tier=2,
    help="add exit.deprioritize: which number, for how many reviews, and what is reduced then",
)
def check(case: Case) -> Iterator[Remark]:
    ending = given(case.charter.exit)
    planned = {name for name, _ in phases(case.charter)}
    if ending is None or ending.deprioritize is not None or case.charter.part_of is not None:
        return
    triggers = given(ending.triggers) or ()
    if not triggers or not {"walk", "run"} <= planned or any(trigger.then == "change" for trigger in triggers):
        return
    yield Remark(("exit", "deprioritize"), "nothing says when this gets less attention without ending")
