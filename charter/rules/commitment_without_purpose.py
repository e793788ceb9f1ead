"""Something is promised, and nobody gets anything from it.

## What it checks

A commitment says which goal it serves (`serves`) or which deliverable it makes possible (`enables`). What exists for
everybody anyway (`standing`), money and what is paid with, exclusivity, and the duty to ask first (`process`) need not.

## Why it matters

Work without a purpose is done first where it is easy and dropped first where it is hard, and both are right. In the
balance it counts like anything else: one side believes that it gives a lot, the other has never asked for it.

## Bad

```yaml
goals:
  - {id: faster-start, for: customers, outcome: First shipment in days.}
commitments:
  - {id: crews, from: contoso, kind: support, what: Four trained crews on call.}
```

## Good

```yaml
goals:
  - {id: faster-start, for: customers, outcome: First shipment in days.}
commitments:
  - {id: crews, from: contoso, kind: support, what: Four trained crews on call., serves: [faster-start]}
```

## How to settle it with the partner

Ask the receiving side: "If they did not do this, what would you miss?" Write the answer into `serves`. If nothing
would be missed, strike the row: a shorter list is kept, a long one is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import Absent, given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model.exchange import Commitment

_NEED_NONE = frozenset(
    [
        "co-investment", "equity", "exclusivity", "guarantee", "loan", "milestone", "money", "option", "process",
        "purchase", "revenue-share", "sponsorship",
    ]
)  # fmt: skip


@rule(
    "13",
    "logic: the promise closes",
    since={"proposed": "warning"},
    help="write in serves which goal it is for, or in enables which deliverable it makes possible",
)
def check(case: Case) -> Iterator[Remark]:
    if not given(case.charter.goals):
        return
    for promise in promises(case.charter):
        terms = promise.terms
        kind = given(terms.kind)
        if kind is None or kind in _NEED_NONE or given(terms.standing) is True or not is_firm(promise):
            continue
        if _leads_nowhere(terms):
            said = quoted(given(terms.what) or given(terms.id) or "this")
            yield Remark((*promise.path, "serves"), f"{said} serves no goal and enables nothing")


def _leads_nowhere(terms: Commitment) -> bool:
    serves = terms.serves
    missing = not serves or (isinstance(serves, Absent) and serves.kind == "none")
    return missing and terms.enables is None and terms.for_phase is None
