"""An agreement that this charter rests on ends before the work does.

## What it checks

An agreement with an end (`expires`) lasts at least until the planned work is over: the end of the last phase, or the
first term of run. What is owed `under` it falls due, or ends, before it does. From signing on an agreement that has
expired is named, too. What binds nobody (`binding: false`) may end as it likes.

## Why it matters

The confidentiality agreement of three years ago runs out in the middle of the run, and from that day on nobody is bound
to keep what was shown. It is found when something has been shown to somebody.

## Bad

```yaml
phases:
  run: {start: 2027-07-01, term: 12 months}
agreements:
  - {id: nda, kind: nda, ref: NW-CO-2025-031, dated: 2025-05-20, expires: 2027-12-31}
```

## Good

```yaml
phases:
  run: {start: 2027-07-01, term: 12 months}
agreements:
  - {id: nda, kind: nda, ref: NW-CO-2025-031, dated: 2025-05-20, expires: 2029-05-20}
```

## How to settle it with the partner

Ask whoever keeps your contracts to extend it now, while both of you want something from each other. One letter does it;
put its new end here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.payments import dates
from charter.terms.timeline import Moment, later, stretches
from charter.values import Day, given

if TYPE_CHECKING:
    from charter.model import Charter


@rule(
    "expires",
    since={"proposed": "warning"},
    help="have the agreement extended and write its new end, or end the work with it",
)
def check(case: Case) -> Iterator[Remark]:
    for end in _ends(case.charter):
        needed = next((day for day in _needed(case.charter, end) if later(day, end)), None)
        if needed is not None:
            yield Remark(end.path, f"{end}, and {needed}", also=(Also(needed.path, str(needed)),))
        elif end.day.last < case.today and case.reached("signing") and case.stage != "winding-down":
            yield Remark(end.path, f"{end.words.removesuffix(' expires')} has expired: {end.day}")


def _ends(charter: Charter) -> Iterator[Moment]:
    """The end of every agreement that may bind and has one."""
    for index, agreement in enumerate(given(charter.agreements) or ()):
        expires = given(agreement.expires)
        if expires is not None and given(agreement.binding) is not False:
            words = f"{given(agreement.id) or 'this'} expires"
            yield Moment(("agreements", index, "expires"), expires, words, counts="last")


def _needed(charter: Charter, end: Moment) -> Iterator[Moment]:
    """The days until which an agreement is needed: the end of the plan, then of each promise under it."""
    ends = [stretch.end or stretch.decide_by for stretch in stretches(charter)]
    yield from [day for day in ends if day is not None][-1:]
    for promise in promises(charter):
        terms = promise.terms
        if not is_firm(promise) or f"{given(terms.under)} expires" != end.words:
            continue
        name, until = given(terms.id) or "this", given(terms.until)
        if isinstance(until, Day):
            yield Moment((*promise.path, "until"), until, f"{name}, owed under it, ends", counts="last")
        for below, day in dates(terms):
            yield Moment((*promise.path, *below), day, f"{name}, owed under it, is due")
