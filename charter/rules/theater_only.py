"""Everything that was promised is marketing.

## What it checks

Not every commitment is of kind co-marketing or credibility. A deliverable that is more than an announcement, a shared
pool of money, or a change in one party's own business is something else to hold on to. A charter whose declared
pattern is `co-marketing` is fine as long as it has a budget and an end date.

## Why it matters

A webinar and two logos feel like a start, and nobody has to change anything for them. Four weeks later the posts are
forgotten, no customer does anything differently, and your company has used up its one launch for this partner. The
next time, when there is something to sell, nobody listens.

## Bad

```yaml
commitments:
  - {id: webinar, from: northwind, kind: co-marketing, what: One joint webinar.}
  - {id: logo, from: contoso, kind: co-marketing, what: Logo on the partner page.}
```

## Good

```yaml
commitments:
  - {id: webinar, from: northwind, kind: co-marketing, what: One joint webinar.}
  - {id: connector, from: contoso, kind: engineering, what: Scanner connector 1.0.}
```

## How to settle it with the partner

Ask: "What can a customer do after the webinar that they could not do before?" If there is an answer, promise that and
let the webinar come later. If there is none, run a campaign: pattern `co-marketing`, a small budget, a last day, and
no charter-sized expectations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import Promise, is_marketing, is_umbrella, promises
from charter.terms.timeline import phases
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.finding import Severity
    from charter.model import Charter

_PROPS = re.compile(
    r"\b(?:announce\w{0,8}|webinars?|press releases?|logos?|blog\w{0,6}|case stud(?:y|ies)|campaigns?|booths?"
    r"|newsletters?|social media|joint events?|videos?|landing pages?|(?:co-)?marketing)\b",
    re.IGNORECASE,
)


@rule(
    "VAL005",
    "5",
    since={"draft": "error"},
    help="promise something that changes what a customer can do, or call it a co-marketing pattern with budget and end",
)
def check(case: Case) -> Iterator[Remark]:
    charter, rows = case.charter, tuple(promises(case.charter))
    if not rows or not all(is_marketing(row) for row in rows) or is_umbrella(charter) or _is_backed(charter):
        return
    if charter.pattern == "co-marketing":
        if lacks := _lacks(charter, rows):
            yield Remark(("commitments",), f"this campaign has no {lacks}", at_most="warning")
        return
    said = "the only commitment is marketing" if len(rows) == 1 else f"all {len(rows)} commitments are marketing"
    ceiling: Severity = "warning" if case.tier == 1 else "error"
    yield Remark(("commitments",), f"{said}: nothing changes for a customer", at_most=ceiling)


def _is_backed(charter: Charter) -> bool:
    """Whether anything beside the commitments is, or may be, more than marketing."""
    if charter.splits or charter.strategic_change:
        return True
    for _, phase in phases(charter):
        if isinstance(phase.deliverables, Absent) and phase.deliverables.kind != "none":
            return True
        for deliverable in given(phase.deliverables) or ():
            if not _PROPS.search(given(deliverable.what) or ""):
                return True
    return False


def _lacks(charter: Charter, rows: tuple[Promise, ...]) -> str:
    """What a declared campaign is missing: its budget, its end, or both; empty for nothing."""
    terms = [row.terms for row in rows]
    budget = any(part is not None for row in terms for part in (row.value, row.cap, row.budget))
    ends = _is_over(charter) or all(row.until is not None or row.due is not None for row in terms)
    return " and no ".join(name for name, there in (("budget", budget), ("end", ends)) if not there)


def _is_over(charter: Charter) -> bool:
    """Whether the plan itself has a last day: phases without a run, or a run with a term."""
    plan = given(charter.phases)
    run = plan.run if plan else None
    if run is None or isinstance(run, Absent):
        return plan is not None
    return run.term is not None or run.end is not None
