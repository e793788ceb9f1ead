"""One side may use the other's name, and nobody has to say yes.

## What it checks

Where something is announced (`publicity.announce` is `joint` or `each`), or one side promises marketing or its good
name (`co-marketing`, `credibility`), every party has somebody who approves what is said: `publicity.approvers`. An
agreement whose `topic` is the brand, or publicity, is as good.

## Why it matters

A logo on a slide promises more than the contract does. The first time you see it on a stage, beside a sentence you
would never have said, it is too late to ask who approved it.

## Bad

```yaml
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
operations:
  publicity: {announce: joint}
```

## Good

```yaml
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
operations:
  publicity:
    announce: joint
    approvers: {northwind: northwind.sponsor, contoso: contoso.sponsor}
    turnaround: 5 business days
```

## How to settle it with the partner

Name one role on each side, and how long an answer may take. Short is fair: whoever has to wait three weeks for a post
will stop asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, is_marketing, party_ids, promises
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter
    from charter.model.governance import Publicity

_PLACE = ("operations", "publicity", "approvers")
_BRAND = re.compile(r"\b(?:brands?|trade-?marks?|logos?|publicity|marketing|announcements?)\b", re.IGNORECASE)


@rule(
    "62",
    since={"signing": "warning"},
    help="name for each party the role that approves what is said with its name: operations.publicity.approvers",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    operations = charter.operations
    publicity = None if isinstance(operations, Absent) or operations is None else operations.publicity
    if isinstance(operations, Absent) or isinstance(publicity, Absent) or given(charter.part_of) is not None:
        return
    use = _use(charter, publicity)
    if use is None or (publicity is not None and isinstance(publicity.approvers, Absent)) or _agreed(charter):
        return
    approvers = (given(publicity.approvers) or {}) if publicity is not None else {}
    missing = [party for party in party_ids(charter) if party not in approvers]
    if missing:
        path, words = use
        message = f"{words}, and nobody approves what is said about {listed(missing)}"
        yield Remark(_PLACE, message, also=(Also(path, words),))


def _use(charter: Charter, publicity: Publicity | None) -> tuple[Path, str] | None:
    """The first use of a name, with its place."""
    announce = given(publicity.announce) if publicity is not None else None
    if announce in ("joint", "each"):
        words = "this is announced together" if announce == "joint" else "each party announces this"
        return ("operations", "publicity", "announce"), words
    for promise in promises(charter):
        if is_marketing(promise) and is_firm(promise):
            name = given(promise.terms.id) or "this"
            return (*promise.path, "kind"), f"{name} is {given(promise.terms.kind)}"
    return None


def _agreed(charter: Charter) -> bool:
    return any(_BRAND.search(given(agreement.topic) or "") for agreement in given(charter.agreements) or ())
