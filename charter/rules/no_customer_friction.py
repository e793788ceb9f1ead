"""No customer trouble is named that this partnership removes.

## What it checks

`purpose.friction.statement` says in a sentence what stands in the customer's way today.

## Why it matters

Two companies always find reasons to work together; a customer pays only to get rid of a trouble. If you cannot name
that trouble, sellers have nothing to open a talk with, product teams build what is easy to connect, and no number
will ever show whether it helped.

## Bad

```yaml
purpose:
  friction: {kind: trusted-services}
```

## Good

```yaml
purpose:
  friction:
    kind: trusted-services
    statement: Mid-size warehouses lose six weeks between contract and first shipment.
```

## How to settle it with the partner

Bring three customers whom both of you know and say for each: what did they do last month that they would rather not
do? Write down the one that all three share, with a number if you have one, and where you know it from.
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given


@rule(
    "FIT010",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="say in purpose.friction what stands in the customer's way today: a statement, with a number if there is one",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    if isinstance(case.charter.purpose, Absent):
        return
    if purpose is None or purpose.friction is None:
        yield Remark(("purpose", "friction"), "no customer trouble is named that this partnership removes")
        return
    friction = given(purpose.friction)
    if friction is not None and friction.statement is None:
        kind = given(friction.kind)
        named = f'"{kind}" is only a kind of trouble' if kind else "the customer's trouble is left open"
        yield Remark(("purpose", "friction", "statement"), f"{named}: what customers go through is not said")
