"""Who qualifies, lists, represents, supports and routes is left to whoever picks up the phone.

## What it checks

At tier 3, from walk on, `governance.rules` says who decides whether a partner or customer qualifies, who approves a
listing, who may speak for the product, what support is given, and which issue goes where. At every tier, rules that
are begun speak of all five.

## Why it matters

These five questions come up every week. Without an answer each is decided anew, by another person, in another way; the
tenth partner has the answers of all of them on file.

## Bad

```yaml
tier: 3
governance:
  rules: {qualifies: Adatum says whether a hospital is ready.}
```

## Good

```yaml
tier: 3
governance:
  rules:
    qualifies: Adatum says whether a hospital is ready.
    lists: Lamna keeps the list.
    represents: Only the sponsors speak for all.
    supports: Fabrikam answers for pumps, Lamna for orders.
    routes: Everything unclear goes to Adatum first.
```

## How to settle it with the partner

Take the last five mails that went back and forth between you, and sort them under the five words. Write down who should
have answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.checklists import uncovered
from charter.values import Absent, given
from charter.wording import listed

_TOPICS = {
    "qualif": "who qualifies",
    "list": "who approves a listing",
    "represent|speak": "who speaks for the product",
    "support": "what support there is",
    "rout|issue": "which issue goes where",
}


@rule(
    "GOV008",
    since={"walk": "warning"},
    entered="2026-11-21",
    help="answer qualifies, lists, represents, supports and routes, each with who decides it",
)
def check(case: Case) -> Iterator[Remark]:
    governance, path = given(case.charter.governance), ("governance", "rules")
    if governance is None or case.charter.part_of is not None or isinstance(governance.rules, Absent):
        return
    if governance.rules:
        if missing := uncovered(_TOPICS, governance.rules):
            yield Remark(path, f"there are rules, and none says {listed(missing)}")
    elif case.tier == 3:
        yield Remark(path, "nothing says who qualifies, lists, represents, supports and routes")
