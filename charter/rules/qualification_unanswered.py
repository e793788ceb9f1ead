"""Nobody asked the other side: "What happens to you if we don't do this?"

## What it checks

For every party that `leverage` speaks of, at least one row answers what happens to it if this is not done
(`if_absent`). An answer that comes to "nothing" is the rule `nothing-changes-answer`.

## Why it matters

It is the one question that tells a partner from a friendly contact. "We lose the certificate" and "we might lose some
customers" and "nothing" need three different plans, and you can only find out by asking.

## Bad

```yaml
leverage:
  - {over: contoso, kind: economic, because: A certified installer bills 30% more per site.}
```

## Good

```yaml
leverage:
  - over: contoso
    kind: economic
    because: A certified installer bills 30% more per site.
    if_absent: Contoso keeps losing rollouts to general contractors.
```

## How to settle it with the partner

Ask it aloud, in these words, and wait. Write the answer down as it was given; do not improve it.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import given


@rule(
    "LEV006",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help='add if_absent: its answer to "what happens to you if we don\'t do this?"',
)
def check(case: Case) -> Iterator[Remark]:
    rows = given(case.charter.leverage) or ()
    answered = {given(row.over) for row in rows if row.if_absent is not None}
    asked: dict[str, int] = {}
    for index, row in enumerate(rows):
        if (party := given(row.over)) is not None and party not in answered:
            asked.setdefault(party, index)
    for party, index in asked.items():
        yield Remark(("leverage", index, "if_absent"), f"nothing says what happens to {party} if this is not done")
