"""Something is promised from a day on, and for ever.

## What it checks

A promise that lasts (`from_date`) says until when: a date, an event, or `end` for the end of the charter's term. What
exists for everybody anyway (`standing: true`) and what is only intended are not asked; money that flows without an end
is `open-tap`, an exclusivity without one `open-exclusivity`.

## Why it matters

"As before" and "from now on" are easy to promise and outlive everybody who knew what was meant. Years later the other
side has built on it, and calls it an obligation.

## Bad

```yaml
commitments:
  - {id: ports, from: contoso, kind: engineering, what: Keeps the software on this platform., from_date: 2027-01-11}
```

## Good

```yaml
commitments:
  - id: ports
    from: contoso
    kind: engineering
    what: Keeps release 4 and its fixes on this platform.
    from_date: 2027-01-11
    until: end
```

## How to settle it with the partner

Ask: "Do you mean as long as we work together?" Then it is `until: end`. If one of you means longer, agree on a day and
on the products or versions, and write `survives: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.payments import PAYING
from charter.values import given


@rule(
    "77",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="add until: a date, an event, or end for the end of the charter's term",
)
def check(case: Case) -> Iterator[Remark]:
    for promise in promises(case.charter):
        terms, kind = promise.terms, given(promise.terms.kind)
        if terms.from_date is None or terms.until is not None or not is_firm(promise):
            continue
        if kind is None or kind in PAYING or kind == "exclusivity" or given(terms.standing) is True:
            continue
        name = given(terms.id) or "this"
        also = (Also((*promise.path, "from_date"), "it begins here"),)
        yield Remark((*promise.path, "until"), f"{name} begins and has no end", also=also)
