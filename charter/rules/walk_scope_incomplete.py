"""Walk is a second crawl: nothing in it could carry more customers.

## What it checks

Once walk begins, its integration is `formal` or `native` where the kind of partnership connects two products, and it
says how many customers are `invited` (or names them in `cohort`). A walk that says why it is different (`because`) is
left alone, and so is an integration nobody wrote down.

## Why it matters

What two people did by hand for two customers they cannot do for eight. If walk does not build it, its result says how
hard these people worked, and run begins on something that falls over in the first month.

## Bad

```yaml
pattern: embedded
phases:
  walk: {start: 2027-03-22, end: 2027-06-11, invited: 8, integration: manual}
```

## Good

```yaml
pattern: embedded
phases:
  walk: {start: 2027-03-22, end: 2027-06-11, invited: 8, integration: formal}
```

## How to settle it with the partner

Take the list of what was done by hand in crawl and mark each line: built in walk, done by a trained partner, or
dropped. Then freeze the list of customers you invite, together, on the first day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.criteria import criteria
from charter.terms.timeline import phases
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter

_CONNECTING = frozenset({"co-delivery", "embedded", "marketplace", "technology", "joint-development"})
_WALK = ("phases", "walk")


@rule(
    "PHS009",
    since={"walk": "warning"},
    help="plan in walk what run will stand on, or say under because why it is different here",
)
def check(case: Case) -> Iterator[Remark]:
    walk = dict(phases(case.charter)).get("walk")
    if walk is None or walk.because is not None:
        return
    integration = given(walk.integration)
    if integration in ("manual", "lightweight") and given(case.charter.pattern) in _CONNECTING:
        message = f"walk keeps a {integration} integration, which will not carry more customers"
        yield Remark((*_WALK, "integration"), message)
    if walk.invited is None and walk.cohort is None and not _asked_for_by_a_share(case.charter):
        help = "write how many are invited, and freeze the list on the first day"
        yield Remark((*_WALK, "invited"), "walk does not say how many customers are invited", help)


def _asked_for_by_a_share(charter: Charter) -> bool:
    """Whether `ambiguous-denominator` asks for the number already."""
    found = [placed.metric for placed in criteria(charter) if placed.phase == "walk"]
    return any("invited" in (given(metric.of) or "").casefold().split() for metric in found if metric is not None)
