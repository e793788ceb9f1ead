"""The answer to "what happens to you if we don't do this?" is "nothing".

## What it checks

Where `leverage` is `over` a party, `if_absent` is not "nothing", "business as usual" or `none`. If another row over
the same party gives a real answer, the rule is silent.

## Why it matters

This is the most honest field of the charter. A party for which nothing changes has no reason to answer your mails
when work piles up, and it will not. Better to know it now than after two engineers have spent a spring on it.

## Bad

```yaml
leverage:
  - {over: contoso, kind: customer, because: Some customers asked., if_absent: Nothing changes.}
```

## Good

```yaml
leverage:
  - {over: contoso, kind: customer, because: Some customers asked., if_absent: It loses about one rollout in five.}
```

## How to settle it with the partner

Believe the answer. Either find what would really change for them (ask their delivery and their sellers, not their
partner manager), or spend no more on this than you would on an introduction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.empty_words import says_nothing
from charter.rules import Case, Remark, rule
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model.purpose import Leverage


@rule(
    "LEV007",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="find what would really change for this side, or do not invest",
)
def check(case: Case) -> Iterator[Remark]:
    rows = given(case.charter.leverage) or ()
    feels = {given(row.over) for row in rows if row.if_absent is not None and not _is_nothing(row)}
    for index, row in enumerate(rows):
        if _is_nothing(row) and row.over not in feels:
            said = f"without this partnership nothing changes for {given(row.over) or 'this side'}"
            yield Remark(("leverage", index, "if_absent"), said)


def _is_nothing(row: Leverage) -> bool:
    answer = row.if_absent
    if isinstance(answer, Absent):
        return answer.kind == "none"
    return answer is not None and says_nothing(answer)
