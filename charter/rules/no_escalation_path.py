"""Nothing says who settles a dispute that the two of you cannot settle.

## What it checks

`governance.escalation` lists at least one level. A row of `governance.decisions` that gives all disputes to somebody
is an answer too, and so is `escalation: {none: reason}`.

## Why it matters

The first real dispute is about a late delivery or a lost deal. Without an agreed next step it goes to whoever is
angriest, by mail, to the highest person they know. That costs a relationship that took a year to build, over
something two people could have settled in two days.

## Bad

```yaml
governance:
  sponsors: {northwind: northwind.sponsor, contoso: contoso.sponsor}
```

## Good

```yaml
governance:
  sponsors: {northwind: northwind.sponsor, contoso: contoso.sponsor}
  escalation:
    - {level: 1, roles: [northwind.delivery, contoso.delivery], within: 2 business days}
    - {level: 2, roles: [northwind.sponsor, contoso.sponsor], within: 5 business days, then: exit-review}
```

## How to settle it with the partner

Ask: "If your delivery lead and ours cannot agree, who talks next, and how long may they take?" Two levels are enough
for most: the people who do the work, then the sponsors. Say what happens when the sponsors do not agree either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model.governance import Governance

_DISPUTES = re.compile(r"\bdisputes?\b", re.IGNORECASE)


@rule(
    "GOV002",
    since={"proposed": "error"},
    help="list in governance.escalation who talks to whom, how long they have, and what follows the last level",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if isinstance(charter.governance, Absent) or given(charter.part_of) is not None:
        return
    governance = charter.governance
    if governance is None or not (governance.escalation or _settles_disputes(governance)):
        yield Remark(("governance", "escalation"), "nothing says where a dispute goes that two people cannot settle")


def _settles_disputes(governance: Governance) -> bool:
    rows = given(governance.decisions) or ()
    return any(row.decided_by and _DISPUTES.search(given(row.topic) or "") for row in rows)
