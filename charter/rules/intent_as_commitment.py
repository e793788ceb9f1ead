"""A promise rests on a paper that binds nobody.

## What it checks

What is owed `under` an agreement is owed under one that binds. Where that agreement says `binding: false`, as a letter
of intent does, the row says `intended: true`, and stays out of the totals.

## Why it matters

A letter of intent is quoted in a press release, added up in a business case, and hired for. Then it turns out that it
was never owed, and everybody who built on it knew that they had not read it.

## Bad

```yaml
commitments:
  - {id: fund, from: contoso, kind: money, what: A launch fund., under: letter}
agreements:
  - {id: letter, kind: letter-of-intent, dated: 2026-03-02, binding: false}
```

## Good

```yaml
commitments:
  - {id: fund, from: contoso, kind: money, what: A launch fund., under: letter, intended: true}
agreements:
  - {id: letter, kind: letter-of-intent, dated: 2026-03-02, binding: false}
```

## How to settle it with the partner

Ask: "Would you pay this if your board changed its mind tomorrow?" If yes, put it into an agreement that binds. If no,
mark it as intended, and plan as if it did not come.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import given


@rule(
    "78",
    since={"draft": "warning"},
    help="name the agreement that binds, or add intended: true",
)
def check(case: Case) -> Iterator[Remark]:
    loose = {
        given(agreement.id): index
        for index, agreement in enumerate(given(case.charter.agreements) or ())
        if given(agreement.binding) is False
    }
    for promise in promises(case.charter):
        under = given(promise.terms.under)
        if under is not None and under in loose and is_firm(promise):
            name = given(promise.terms.id) or "this"
            also = (Also(("agreements", loose[under], "binding"), f"{under} binds nobody"),)
            yield Remark((*promise.path, "under"), f"{name} is promised under {under}, which binds nobody", also=also)
