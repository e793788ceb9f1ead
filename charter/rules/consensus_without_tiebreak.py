"""A decision needs everybody's yes, and nothing says what happens without it.

## What it checks

A row of `governance.decisions`, or a body of `governance.bodies`, that decides by `consensus` across parties says what
happens when they cannot agree (`deadlock`); a body may have a `casting_vote` instead. A majority of two is the same as
consensus. A consensus within one party is that party's own affair.

## Why it matters

With consensus, every party can stop everything by not answering. The one that likes things as they are wins each time,
without an argument. On a roadmap conflict that means the feature the other side was promised is simply never decided.

## Bad

```yaml
governance:
  decisions:
    - {topic: roadmap conflict, decided_by: [northwind.delivery, contoso.delivery], mode: consensus, deadline: 10 days}
```

## Good

```yaml
governance:
  decisions:
    - topic: roadmap conflict
      decided_by: [northwind.delivery, contoso.delivery]
      mode: consensus
      deadline: 10 days
      deadlock: escalate
```

## How to settle it with the partner

Ask for each row: "If we still disagree on the last day, what holds?" There are three answers: it goes up the escalation
path (`escalate`), everything stays as it is (`status-quo`), or we look at the exit (`exit-review`). Each is fine; only
no answer is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from charter.finding import Severity
from charter.rules import Case, Remark, rule
from charter.values import Role, given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model.governance import Body, DecisionRight


@rule(
    "53",
    since={"draft": "warning", "proposed": "error"},
    help="add deadlock: escalate, status-quo or exit-review",
)
def check(case: Case) -> Iterator[Remark]:
    governance = given(case.charter.governance)
    if governance is None:
        return
    ceiling = _ceiling(case)
    for index, row in enumerate(given(governance.decisions) or ()):
        voters = given(row.decided_by) or ()
        if row.deadlock is None and _can_stall(row, voters):
            topic = quoted(given(row.topic) or "this")
            said = f"nothing says what happens if {listed(_names(voters))} do not agree on {topic}"
            yield Remark(("governance", "decisions", index, "deadlock"), said, at_most=ceiling)
    for index, body in enumerate(given(governance.bodies) or ()):
        voters = given(body.members) or ()
        if body.deadlock is None and body.casting_vote is None and _can_stall(body, voters):
            said = f"nothing says what happens if {quoted(given(body.name) or 'this body')} does not agree"
            yield Remark(("governance", "bodies", index, "deadlock"), said, at_most=ceiling)


def _ceiling(case: Case) -> Severity:
    if case.tier == 3:
        return "error"
    return "warning" if case.reached("proposed") else "info"


def _can_stall(row: DecisionRight | Body, voters: Sequence[Role | str]) -> bool:
    across = len({who.party if isinstance(who, Role) else who for who in voters}) > 1
    return across and (row.mode == "consensus" or (row.mode == "majority" and len(voters) == 2))


def _names(voters: Sequence[Role | str]) -> list[str]:
    return list(dict.fromkeys(who.party if isinstance(who, Role) else who for who in voters))
