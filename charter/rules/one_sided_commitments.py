"""One side promises nothing, or nothing but good will.

## What it checks

Every party makes at least one commitment that is more than "best efforts" or "support" in words alone. What is given
may be of a different kind on each side: cash against shelf space is an exchange. Commitments that are only `intended`
do not count. A party that shares a pool of money under `splits` gives its share up.

## Why it matters

The side that promised nothing owes nothing when it gets busy, and it will get busy. Then the other side's engineers,
money and customers are already in, and there is no line to point at and say: this is what you said you would do.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
commitments:
  - {id: nw-engineers, from: northwind, kind: engineering, what: Two integration engineers for half a year.}
  - {id: co-support, from: contoso, kind: support, what: Best efforts and ongoing support.}
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
commitments:
  - {id: nw-engineers, from: northwind, kind: engineering, what: Two integration engineers for half a year.}
  - {id: co-crews, from: contoso, kind: support, what: Four trained crews on call in DE and AT.}
```

## How to settle it with the partner

Read the list of promises to the side that gives little and ask: "What will your people do in March that they would
not do without us?" Write that down: who, how many, until when. If the answer stays empty, you have a supplier or a
fan. That is fine, but it is no partnership, and it needs no charter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import (
    Promise,
    givers_are_known,
    is_firm,
    is_intangible,
    is_umbrella,
    party_ids,
    promises,
    promises_of,
    split_parties,
)
from charter.values import Absent

if TYPE_CHECKING:
    from charter.finding import Severity
    from charter.model import Charter


@rule(
    "VAL001",
    "11",
    since={"draft": "error"},
    help="add to commitments what this side gives: who or how much, and until when",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if isinstance(charter.commitments, Absent) or is_umbrella(charter) or not givers_are_known(charter):
        return
    if not any(promises(charter)):
        if not charter.splits:
            yield Remark(("commitments",), "no side promises anything")
        return
    sharing = split_parties(charter)
    for party in party_ids(charter):
        if party not in sharing:
            yield from _about(charter, party)


def _about(charter: Charter, party: str) -> Iterator[Remark]:
    rows = promises_of(charter, party)
    firm = tuple(promise for promise in rows if is_firm(promise))
    if not rows:
        yield Remark(("commitments",), f"{party} promises nothing")
    elif not firm:
        yield _at(rows, "intended", f"{party} only intends and promises nothing", "warning")
    elif all(is_intangible(charter, promise) for promise in firm):
        yield _at(firm, "what", f"{party} promises nothing but good will", "error")


def _at(rows: tuple[Promise, ...], key: str, said: str, at_most: Severity) -> Remark:
    first, *rest = (promise.path for promise in rows)
    also = tuple(Also((*path, key), "and here") for path in rest)
    return Remark((*first, key), said, also=also, at_most=at_most)
