"""A percentage of what?

## What it checks

A share that states a percentage (or bands of them) says what it is a percentage of: `base` in words, or `base_ref`, the
place in an agreement where it is defined. So does every pool that is split.

## Why it matters

Eight percent of list price, of what was invoiced, or of what was paid after refunds and taxes are three different
cheques. Both sides have calculated with the one that suits them, and each finds out at the first statement.

## Bad

```yaml
commitments:
  - id: referral-fee
    from: contoso
    kind: revenue-share
    what: A share of installation revenue.
    share: {percent: 8%, pay_within: 30 days}
```

## Good

```yaml
commitments:
  - id: referral-fee
    from: contoso
    kind: revenue-share
    what: A share of installation revenue.
    share: {percent: 8%, base: installation revenue that was paid without tax and refunds, pay_within: 30 days}
```

## How to settle it with the partner

Take one real invoice and calculate the share together, line by line: discounts, tax, refunds, travel, what was never
paid. What you used in the end is the base.
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import given


@rule(
    "19",
    since={"draft": "warning", "proposed": "error"},
    help="add base in words, or base_ref with the place in the agreement",
)
def check(case: Case) -> Iterator[Remark]:
    for index, promise in enumerate(given(case.charter.commitments) or ()):
        share = given(promise.share)
        if share is None or share.base is not None or share.base_ref is not None:
            continue
        if share.percent is not None or share.bands:
            percent = given(share.percent)
            said = f"{percent} of what?" if percent else "a percentage of what?"
            yield Remark(("commitments", index, "share", "base"), f"{said} nothing says what is shared")
    for index, split in enumerate(given(case.charter.splits) or ()):
        if split.base is None and split.parts:
            said = f"nothing says what {given(split.id) or 'this pool'} consists of"
            yield Remark(("splits", index, "base"), said, "add base in words")
