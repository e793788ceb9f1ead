"""A pool is shared out, and somebody else takes a percentage of it first, or afterwards, or at the same time.

## What it checks

Where a revenue share (`share.base`) and a split (`splits.base`) are of the same base, in the same words, the split says
in `first` what is taken before the parts are made: half of what is left is not half.

## Why it matters

With a fee of 12.5% before an even split, each side holds 43.75%; with the fee afterwards, one of them pays it alone.
Both are fair deals. Both sides usually signed a different one.

## Bad

```yaml
commitments:
  - {id: fee, from: northwind, kind: revenue-share, share: {percent: 12.5%, base: profit of the kit}}
splits:
  - {id: kit, base: profit of the kit, parts: {northwind: 50%, contoso: 50%}}
```

## Good

```yaml
commitments:
  - {id: fee, from: northwind, kind: revenue-share, share: {percent: 12.5%, base: profit of the kit}}
splits:
  - id: kit
    base: profit of the kit
    first: ["the distribution fee, 12.5%"]
    parts: {northwind: 50%, contoso: 50%}
```

## How to settle it with the partner

Take 1000 and go down line by line: what comes off first, what is left, who gets which part of that. Write the lines
into `first` in that order. If nothing comes off before, write `none` and why.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import Promise, is_firm, promises
from charter.values import given
from charter.wording import quoted


@rule(
    "22",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="say in first what is taken before the parts are made, in order, or none and why",
)
def check(case: Case) -> Iterator[Remark]:
    shares: dict[str, Promise] = {}
    for promise in promises(case.charter):
        share = given(promise.terms.share)
        base = given(share.base) if share is not None else None
        if base is not None and is_firm(promise):
            shares.setdefault(_words(base), promise)
    for index, split in enumerate(given(case.charter.splits) or ()):
        base = given(split.base)
        taken = shares.get(_words(base)) if base is not None else None
        if base is None or taken is None or split.first:
            continue
        other = given(taken.terms.id) or "a revenue share"
        also = (Also((*taken.path, "share", "base"), f"{other} takes a share of it, too"),)
        said = (
            f"{given(split.id) or 'this split'} and {other} both take from {quoted(base)}, and nothing says which first"
        )
        yield Remark(("splits", index, "first"), said, also=also)


def _words(base: str) -> str:
    return " ".join(base.casefold().split())
