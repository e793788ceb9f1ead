"""A decision or a payment is due in a month, not on a day.

## What it checks

From signing on, the last day of each gate (`decide_by`) and the dates of payments (`due`, `from_date`, each `date` of
a schedule) name a day. Where only a month, quarter or year stands there, a gate counts as decided by the last day of
it; for a payment nobody can say. Payments that are only intended, and everything that is not paid, are left out.

## Why it matters

"In March" is the 1st for the side that waits and the 31st for the side that pays. Nobody is late and nobody may
complain, for thirty days. A gate without a day is not put into anybody's calendar, and slips by a month before anybody
notices.

## Bad

```yaml
commitments:
  - {id: fee, from: northwind, kind: money, what: A fee for the pilot., value: {amount: EUR 40000}, due: 2027-03}
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-Q1}}
```

## Good

```yaml
commitments:
  - {id: fee, from: northwind, kind: money, what: A fee for the pilot., value: {amount: EUR 40000}, due: 2027-03-31}
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19}}
```

## How to settle it with the partner

Open both calendars and pick the day. For a payment ask the person who releases it on which day their payment run is,
and write that one.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.criteria import gates
from charter.terms.payments import PAYING, dates
from charter.values import given


@rule(
    "imprecise date",
    since={"signing": "warning"},
    help="write the day, such as 2027-03-31",
)
def check(case: Case) -> Iterator[Remark]:
    for phase, path, gate in gates(case.charter):
        day = given(gate.decide_by)
        if day is not None and not day.exact:
            said = f"the {phase} gate is to be decided by {day}: no day is named"
            yield Remark((*path, "decide_by"), said)
    for index, promise in enumerate(given(case.charter.commitments) or ()):
        if given(promise.kind) not in PAYING or given(promise.intended):
            continue
        for below, day in dates(promise):
            if not day.exact:
                said = f"{given(promise.id) or 'this'} is to be paid {_from(below)} {day}: no day is named"
                yield Remark(("commitments", index, *below), said)


def _from(below: tuple[str | int, ...]) -> str:
    return "from" if below == ("from_date",) else "in"
