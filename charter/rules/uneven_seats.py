"""One side has the majority in a body that decides by majority.

## What it checks

Where a body (`governance.bodies`) or a row of `governance.decisions` decides by `majority`, no party alone holds more
than half of the seats. An outsider's seat belongs to nobody. Where a party alone decides by design, `mode: single` or
its own row says so.

## Why it matters

The other side sits in the meeting, is heard, and has no vote that counts. It notices at the first decision it loses,
and stops coming to the second.

## Bad

```yaml
governance:
  bodies:
    - {name: Council, members: [northwind.product, northwind.delivery, contoso.delivery], mode: majority}
```

## Good

```yaml
governance:
  bodies:
    - {name: Council, members: [northwind.product, contoso.delivery, panel], mode: majority}
```

## How to settle it with the partner

If one side is to decide, write `single` and its role: that is a fair deal with a price. If both are, give each party
one vote, however many people it sends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from charter.finding import Path
from charter.rules import Case, Remark, rule
from charter.values import Role, given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model import Charter


@rule(
    "54",
    since={"draft": "info", "proposed": "warning"},
    entered="2026-11-21",
    help="give each party the same number of seats, or write mode: single and who decides",
)
def check(case: Case) -> Iterator[Remark]:
    for path, name, seats in _votes(case.charter):
        parties = Counter(seat.party for seat in seats if isinstance(seat, Role))
        if len(parties) < 2:
            continue
        (party, most), *_ = parties.most_common(1)
        if 2 * most > len(seats):
            said = f"{party} has {most} of {len(seats)} votes in {quoted(name)}, and decides alone"
            yield Remark(path, said)


def _votes(charter: Charter) -> Iterator[tuple[Path, str, Sequence[Role | str]]]:
    governance = given(charter.governance)
    if governance is None:
        return
    for index, body in enumerate(given(governance.bodies) or ()):
        if body.mode == "majority":
            yield ("governance", "bodies", index, "members"), given(body.name) or "this body", given(body.members) or ()
    for index, row in enumerate(given(governance.decisions) or ()):
        if row.mode == "majority":
            path = ("governance", "decisions", index, "decided_by")
            yield path, given(row.topic) or "this decision", given(row.decided_by) or ()
