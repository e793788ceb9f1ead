"""One side only opens its doors.

## What it checks

A party promises more than reach and a good word (`distribution`, `credibility`, `co-marketing`) that nobody counts,
unless that is what the partnership is for: a pattern that sells (`referral`, `resell`, `distribution`, `marketplace`,
`co-marketing`), or the job `distribution` or `credibility`. Reach in numbers (`quantity`, `value`) is not asked.

## Why it matters

A partner who introduces the product and leaves has not changed whether it works for the customer. It is a channel, and
wants to be run as one: with a fee, a registration and no steering group.

## Bad

```yaml
pattern: co-delivery
purpose: {job: implementation}
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
commitments:
  - {id: engineers, from: northwind, kind: engineering, what: Two engineers.}
  - {id: doors, from: contoso, kind: distribution, what: Opens the doors of its customers.}
```

## Good

```yaml
pattern: co-delivery
purpose: {job: implementation}
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
commitments:
  - {id: engineers, from: northwind, kind: engineering, what: Two engineers.}
  - {id: doors, from: contoso, kind: distribution, what: Opens the doors of its customers.}
  - {id: crews, from: contoso, kind: support, what: Four trained crews.}
```

## How to settle it with the partner

Ask: "What is different for the customer because it is you?" If the answer is work, write it down as a commitment. If
it is "they trust us", choose the pattern `referral` and save both of you three meetings a month.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.exchange import Promise, givers_are_known, is_firm, is_umbrella, party_ids, promises, split_parties
from charter.terms.patterns import SELLING
from charter.values import given
from charter.wording import listed

_REACH = frozenset(["distribution", "credibility", "co-marketing"])


@rule(
    "FIT015",
    "VAL011",
    since={"draft": "warning"},
    entered="2026-11-21",
    help="add what this side does for the customer, or choose the pattern referral",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    purpose = given(charter.purpose)
    jobs = {given(purpose.job), *(given(purpose.also) or ())} if purpose is not None else set()
    if given(charter.pattern) in {*SELLING, "co-marketing", None} or jobs & {"distribution", "credibility"}:
        return
    if is_umbrella(charter) or not givers_are_known(charter):
        return
    firm = [promise for promise in promises(charter) if is_firm(promise)]
    if all(_is_reach(promise) for promise in firm):
        return  # nobody works: that is theater-only
    for party in party_ids(charter):
        own = [promise for promise in firm if promise.terms.from_ == party]
        if own and all(_is_reach(promise) for promise in own) and party not in split_parties(charter):
            kinds = listed(list(dict.fromkeys(str(promise.terms.kind) for promise in own)))
            yield Remark((*own[0].path, "kind"), f"all that {party} gives is {kinds}: it opens doors, uncounted")


def _is_reach(promise: Promise) -> bool:
    terms = promise.terms
    return given(terms.kind) in _REACH and terms.quantity is None and terms.value is None
