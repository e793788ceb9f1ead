"""Something is claimed about customers or about a party, and nobody could look it up.

## What it checks

The customer's trouble (`purpose.friction.statement`) and every reason why a side cannot shrug this off
(`leverage.because`) say where they are known from (`source`): a report, an export, a clause of a partner program, so
many interviews. `none` with a reason is an answer.

## Why it matters

The sentence that convinced everybody is the one nobody checked. In the second year somebody asks where the number came
from, and the partnership rests on a slide.

## Bad

```yaml
leverage:
  - {over: contoso, kind: requirement, because: Its program demands a certified installer.}
```

## Good

```yaml
leverage:
  - over: contoso
    kind: requirement
    because: Its program demands a certified installer.
    source: Contoso partner program 2026, section 4.2, behind a login
```

## How to settle it with the partner

Ask the side that made the claim to send you what it stands on. What cannot be shared is named all the same: the title,
the date, who keeps it. If nothing stands behind it, the claim becomes a question for crawl.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import given
from charter.wording import quoted

_CLAUSE = "add source: the document and the clause that demands it"


@rule(
    "DOC011",
    "LEV004",
    "9",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="add source: where this is known from, so that the other side could look it up",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    friction = given(purpose.friction) if purpose is not None else None
    statement = given(friction.statement) if friction is not None else None
    if friction is not None and statement is not None and friction.source is None:
        path = ("purpose", "friction", "source")
        yield Remark(path, f"nothing says where {quoted(statement)} is known from")
    for index, row in enumerate(given(case.charter.leverage) or ()):
        because = given(row.because)
        if because is not None and row.source is None:
            said = f"nothing says where {quoted(because)} is known from"
            yield Remark(("leverage", index, "source"), said, _CLAUSE if row.kind == "requirement" else None)
