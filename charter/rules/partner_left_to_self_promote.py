"""The partner is to sell it, and gets nothing to sell it with.

## What it checks

From walk on and from tier 2, where one side sells for the other (`referral`, `resell`, `distribution`, `marketplace`),
somebody promises `training`, `certification` or `co-marketing`, or a deliverable of crawl or walk is training, a
playbook, material or a kit.

## Why it matters

Partners do not promote by themselves. Without a page, a demonstration and an hour of training, the second product is
the one that the seller leaves out of the meeting.

## Bad

```yaml
pattern: resell
commitments:
  - {id: licence, from: northwind, kind: license, what: The right to sell it.}
```

## Good

```yaml
pattern: resell
commitments:
  - {id: licence, from: northwind, kind: license, what: The right to sell it.}
  - {id: course, from: northwind, kind: training, what: A morning with the test for twelve sellers.}
```

## How to settle it with the partner

Ask the partner's best seller what it would need for the next meeting, and by when. It is a shorter list than a portal,
and it will be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.patterns import SELLING
from charter.terms.timeline import phases
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Charter

_ENABLING = re.compile(r"train|playbook|material|\bkit\b|enable|course|academy|deck|demo|schulung", re.IGNORECASE)


@rule(
    "LCH007",
    since={"walk": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="promise training or material, or make it a deliverable of walk",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if given(charter.pattern) not in SELLING or charter.part_of is not None:
        return
    if isinstance(charter.commitments, Absent) or isinstance(charter.phases, Absent) or _is_enabled(charter):
        return
    yield Remark(("commitments",), "the partner is to sell this, and nobody promises training or material")


def _is_enabled(charter: Charter) -> bool:
    kinds = {given(promise.terms.kind) for promise in promises(charter) if is_firm(promise)}
    if kinds & {"training", "certification", "co-marketing"}:
        return True
    for _, phase in phases(charter):
        if isinstance(phase.deliverables, Absent):
            return True
        for deliverable in phase.deliverables or ():
            what = given(deliverable.what)
            if what is None or _ENABLING.search(what):
                return True
    return False
