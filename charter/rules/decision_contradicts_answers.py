"""The answers say build it yourself, and the charter partners for it.

## What it checks

Of the answers in `purpose.build_or_partner`, none speaks against partnering: the capability is not `core: true`, and
there is a credible partner (`credible_partner` is not `false`).

## Why it matters

A partnership against one's own answers was decided by somebody who did not read them. What sets you apart belongs to
whoever builds it, and a partner who does not need you leaves at the first better offer.

## Bad

```yaml
purpose:
  build_or_partner: {core: true, delay: 9 months of roadmap, credible_partner: true}
```

## Good

```yaml
purpose:
  build_or_partner: {core: false, delay: 9 months of roadmap, credible_partner: true}
```

## How to settle it with the partner

Settle it at home first: either the answer is wrong, then correct it with whoever gave it, or the scope is. Often
a small core stays with you, and the partner does what lies around it: then say so in `scope.out`.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import given


@rule(
    "FIT006",
    since={"draft": "error"},
    entered="2026-11-21",
    help="correct the answer, or leave out of the scope what the answer is about",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    answers = given(purpose.build_or_partner) if purpose is not None else None
    if purpose is None or answers is None:
        return
    path = ("purpose", "build_or_partner")
    also = (Also(("purpose", "job"), "and this is what the partner is for"),) if purpose.job is not None else ()
    if given(answers.core) is True:
        said = "this is core to what sets you apart, and a partner is to do it"
        yield Remark((*path, "core"), said, also=also)
    if given(answers.credible_partner) is False:
        said = "no credible partner exists that needs this, too, and this charter is with one"
        yield Remark((*path, "credible_partner"), said, also=also)
