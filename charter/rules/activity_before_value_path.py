"""Marketing is dated, and nobody has said what gets better for the buyer.

## What it checks

A dated commitment to marketing, sponsorship or lending a name asks for `purpose.value_path.buyer_gain` first. What
waits for a gate (`after`), what is only intended, and what exists anyway (`standing`) may come before.

## Why it matters

An announcement needs no product, so it is always the first thing that gets done. It uses up the one moment in which
both companies' sellers listen, and when they ask what a customer gets out of it, there is no answer yet.

## Bad

```yaml
purpose:
  why: Both of us want to be seen together at the fair.
commitments:
  - {id: webinar, from: northwind, kind: co-marketing, what: One webinar a month., due: 2027-02-01}
```

## Good

```yaml
purpose:
  why: Sites wait six weeks for their first shipment.
  value_path: {buyer_gain: "First shipment in days, one team on site."}
commitments:
  - {id: webinar, from: northwind, kind: co-marketing, what: One webinar a month., due: 2027-02-01}
```

## How to settle it with the partner

Ask: "What can a customer do the day after, that was not possible the day before?" Write the answer down in one
sentence. If there is none yet, let the marketing wait for the crawl gate: `after: crawl`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.payments import dates
from charter.terms.timeline import on
from charter.values import given

if TYPE_CHECKING:
    from charter.model.exchange import Commitment
    from charter.model.purpose import Purpose

_ACTIVITIES = {"co-marketing": "marketing", "sponsorship": "a sponsorship", "credibility": "lending its name"}


@rule(
    "PHS012",
    since={"draft": "error"},
    help="say first what gets better for the buyer, or let this wait for a gate (after: crawl)",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = case.charter.purpose
    if purpose is not None and (given(purpose) is None or _says_what_gets_better(given(purpose))):
        return
    place = Also(("purpose", "value_path", "buyer_gain"), "nothing here says what gets better for the buyer")
    for index, commitment in enumerate(given(case.charter.commitments) or ()):
        activity = _ACTIVITIES.get(given(commitment.kind) or "")
        if activity is None or _may_come_before(commitment):
            continue
        for below, day in list(dates(commitment))[:1]:
            who = given(commitment.from_) or "somebody"
            message = f"{who} owes {activity} {on(day)}, and nobody has said what gets better for the buyer"
            yield Remark(("commitments", index, *below), message, also=(place,))


def _says_what_gets_better(purpose: Purpose | None) -> bool:
    """Whether the buyer's gain is there, or decided to be absent."""
    if purpose is None or purpose.value_path is None:
        return False
    path = given(purpose.value_path)
    return path is None or path.buyer_gain is not None


def _may_come_before(commitment: Commitment) -> bool:
    return commitment.after is not None or bool(given(commitment.intended)) or bool(given(commitment.standing))
