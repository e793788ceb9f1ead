"""Both sides will say that the deal is theirs.

## What it checks

Where one side sells for the other (`referral`, `resell`, `distribution`, `marketplace`), `attribution` says when a
party counts as the source of a deal (`sourced`). Except for referrals, it also says how long a registration protects
(`registered_for`) and who wins when both claim it (`tie`), or who settles that (`disputes_to`).

## Why it matters

Two sellers, one customer, one commission. Without a rule the argument is held in front of the customer, and the deal
goes to a third party while it lasts.

## Bad

```yaml
pattern: resell
attribution: {sourced: First meeting brought by the party}
```

## Good

```yaml
pattern: resell
attribution: {sourced: First meeting brought by the party, registered_for: 90 days, tie: earliest}
```

## How to settle it with the partner

Take the last three deals that both of you touched, and decide each one by the rule as written. If you have to add a
sentence, it belongs into the rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.patterns import SELLING
from charter.values import Absent, given
from charter.wording import listed


@rule(
    "INC004",
    "61",
    since={"signing": "warning", "walk": "error"},
    entered="2026-11-21",
    help="add attribution: sourced, registered_for, and tie or disputes_to",
)
def check(case: Case) -> Iterator[Remark]:
    charter, pattern = case.charter, given(case.charter.pattern)
    found = charter.attribution
    if pattern not in SELLING or isinstance(found, Absent) or charter.part_of is not None:
        return
    if found is None:
        yield Remark(("attribution",), f"nothing says whose deal a deal is (pattern {pattern})")
        return
    asked: list[tuple[str, object]] = [("when a party is the source", found.sourced)]
    if pattern != "referral":
        asked.append(("how long a registration protects", found.registered_for))
        asked.append(("who wins when both claim a deal", found.tie if found.tie is not None else found.disputes_to))
    if missing := [words for words, answer in asked if answer is None]:
        yield Remark(("attribution",), f"nothing says {listed(missing)}")
