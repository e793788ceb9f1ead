"""It is called strategic, and nothing changes for it.

## What it checks

At tier 3, `strategic_change` says what each party changes in its own business: its packaging, support, roadmap, way
of selling or delivery. A promise of kind `roadmap`, or a deliverable that speaks of such a change, counts for the
party that gives it. If no party changes anything it is an error; if only one does, a warning.

## Why it matters

"Strategic" is the word for partnerships that get executive dinners and no engineers. A company that is not willing to
change anything for it will treat it like any other vendor once the announcement is out, and its partner has planned a
year around it.

## Bad

```yaml
tier: 3
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
commitments:
  - {id: logo, from: northwind, kind: co-marketing, what: A joint press release.}
```

## Good

```yaml
tier: 3
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
strategic_change:
  - {what: The connector ships in the standard package., party: northwind, owner: northwind.product, date: 2027-07-01}
  - {what: Installation is sold at a fixed price., party: contoso, owner: contoso.sales, date: 2027-07-01}
```

## How to settle it with the partner

Ask: "What will your people do differently on a normal Tuesday because of this?" and answer it yourself. If neither
has an answer, it is a good tier-2 partnership: call it that and run it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.charter import Charter
    from charter.model.phases import Deliverable

_CHANGE = re.compile(
    r"\b(?:roadmap|release|packag\w+|bundl\w+|price list|pricing|sales|sellers?|selling|support)\b", re.IGNORECASE
)


@rule(
    "TIER006",
    "6",
    since={"draft": "error"},
    from_tier=3,
    help="say in strategic_change what each party changes, with owner and date, or call it tier 2",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if isinstance(charter.strategic_change, Absent):
        return
    parties = tuple(given(charter.parties) or ())
    changing = set(_changing(charter))
    idle = [party for party in parties if party not in changing]
    if not changing:
        said = f"this is called strategic, and nothing says what {listed(parties) or 'anybody'} would change for it"
        yield Remark(("strategic_change",), said)
    elif idle:
        changes = "changes" if len(idle) == 1 else "change"
        yield Remark(
            ("strategic_change",),
            f"this is called strategic, and {listed(idle)} {changes} nothing for it",
            f"say what {listed(idle)} {changes}, or call it tier 2",
            at_most="warning",
        )


def _changing(charter: Charter) -> Iterator[str | Absent]:
    """The parties that change something."""
    for change in given(charter.strategic_change) or ():
        yield change.party
    for promise in given(charter.commitments) or ():
        if promise.kind == "roadmap" and not given(promise.intended):
            yield promise.from_
    for deliverable in _deliverables(charter):
        owner = given(deliverable.owner)
        if owner and _CHANGE.search(f"{given(deliverable.what)} {given(deliverable.done_when)}"):
            yield owner.party


def _deliverables(charter: Charter) -> Iterator[Deliverable]:
    phases = given(charter.phases)
    for phase in (phases.crawl, phases.walk, phases.run) if phases else ():
        inside = given(phase)
        yield from (given(inside.deliverables) or ()) if inside else ()
