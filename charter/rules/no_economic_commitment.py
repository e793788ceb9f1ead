"""Nobody, or one side not, promises anything that costs something.

## What it checks

At least one firm commitment costs its giver something: money, a share of revenue, goods, business given up
(exclusivity), or work with a number on it (`quantity` or `value`). If there is none on any side, it is an error. If
some side pays and another has not one number in all it promises, it is a warning for that side. A withheld amount
counts; something that exists for everybody anyway (`standing: true`) does not. At tier 1, where nobody plans a launch
around the other, the first is a warning as well.

## Why it matters

"Engineering support" can be two people for half a year or one person on a Friday. The side that reads it as two
people plans a launch around it, the side that meant a Friday never breaks its word. When a better project comes
along, what has no number and no budget line is dropped first.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
commitments:
  - {id: connector, from: northwind, kind: engineering, what: A scanner connector.}
  - {id: crews, from: contoso, kind: support, what: Installs scanners.}
```

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
commitments:
  - {id: fee, from: northwind, kind: money, what: A fee for each site, value: {amount: EUR 40000}}
  - {id: crews, from: contoso, kind: support, what: Installs scanners.}
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
commitments:
  - {id: fee, from: northwind, kind: money, what: A fee for each site, value: {amount: EUR 40000}}
  - {id: crews, from: contoso, kind: support, what: Installs scanners., quantity: {value: 4, unit: crews}}
```

## How to settle it with the partner

Take the promise that matters most to you and ask: "How many people, or how much money, have you set aside for this,
and whose budget is it?" A range is fine. If the figure must not be shown, write `undisclosed` and where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import (
    givers_are_known,
    is_economic,
    is_firm,
    is_marketing,
    is_umbrella,
    party_ids,
    promises,
    uncounted,
)

if TYPE_CHECKING:
    from charter.finding import Severity
    from charter.model import Charter


@rule(
    "VAL003",
    since={"proposed": "error"},
    help="add to commitments one of money, or a quantity or value to one that is there",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    firm = [promise for promise in promises(charter) if is_firm(promise)]
    theater = all(is_marketing(promise) for promise in firm)
    if theater or charter.splits or is_umbrella(charter) or not givers_are_known(charter):
        return
    ceiling: Severity = "warning" if case.tier == 1 else "error"
    if not any(is_economic(promise) for promise in firm):
        yield Remark(("commitments",), "no promise costs its side money, goods or counted work", at_most=ceiling)
        return
    yield from _sides(charter)


def _sides(charter: Charter) -> Iterator[Remark]:
    for party in party_ids(charter):
        if rows := uncounted(charter, party):
            said = f"not one promise of {party} has a number or a price"
            also = tuple(Also(row.path, "nor has this one") for row in rows[1:])
            yield Remark((*rows[0].path, "value"), said, also=also, at_most="warning")
