"""Somebody guarantees a result, without a limit and whatever happens.

## What it checks

A guarantee has a limit: a `cap`, or a value that says the most it can be (`amount`, `high` or `total`). Or it depends
on something (`if`, `after` a gate, `for_phase`). One that is still owed when the partnership is over
(`survives: true`) has a limit in any case. What a contract says (`under`) is not judged here.

## Why it matters

A guarantee is cheap on the day it is given: nobody expects to pay it. It is paid in the year in which everything else
went wrong, too, often to a partner who has already left.

## Bad

```yaml
commitments:
  - {id: minimum, from: northwind, kind: guarantee, what: Makes up what search revenue falls short of the plan.}
```

## Good

```yaml
commitments:
  - id: minimum
    from: northwind
    kind: guarantee
    what: Makes up what search revenue falls short of the plan.
    cap: EUR 250000
    if: {metric: hospitals_live, reaches: ">= 12"}
```

## How to settle it with the partner

Ask what the other side must have done for the guarantee to be fair, and make that the condition. Then ask for the sum
at which your own management would have to sign again: that is the cap.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import given

if TYPE_CHECKING:
    from charter.model.exchange import Commitment


@rule(
    "17",
    since={"draft": "info", "proposed": "warning"},
    entered="2026-11-21",
    help="add a cap, and what the guarantee depends on",
)
def check(case: Case) -> Iterator[Remark]:
    for promise in promises(case.charter):
        terms, name = promise.terms, given(promise.terms.id) or "this guarantee"
        if given(terms.kind) != "guarantee" or not is_firm(promise) or terms.under is not None or _is_limited(terms):
            continue
        if given(terms.survives) is True:
            also = (Also((*promise.path, "survives"), "owed after the end, too"),)
            said = f"{name} is still owed when the partnership is over, and has no limit"
            yield Remark((*promise.path, "cap"), said, "add a cap", also)
        elif terms.if_ is None and terms.after is None and terms.for_phase is None:
            yield Remark((*promise.path, "cap"), f"{name} has no limit and depends on nothing")


def _is_limited(terms: Commitment) -> bool:
    """Whether anything says the most it can be; a withheld value may."""
    value = terms.value
    if terms.cap is not None or value is None:
        return terms.cap is not None
    known = given(value)
    return known is None or any(part is not None for part in (known.amount, known.high, known.total, known.schedule))
