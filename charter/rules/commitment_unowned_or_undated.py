"""A promise has nobody who answers for it, or no day.

## What it checks

Each commitment names its `owner` and says when: `due` for once, `from_date` and `until` for something that lasts, or
what it waits for (`after` a gate, `if` something happens, the phase it pays for). A standing asset such as a public
interface (`standing: true`), an intention (`intended: true`) and a promise that only enables a deliverable, which has
an owner and a day of its own, need neither.

## Why it matters

"We will train your sellers" is true on every day of the year, so nobody is ever late. When the sellers are still not
trained in spring, you write to the sponsor, who asks around who had wanted to do it. A role and a day turn the same
sentence into something a calendar can remind somebody of.

## Bad

```yaml
commitments:
  - {id: training, from: northwind, kind: training, what: Train twelve sellers.}
```

## Good

```yaml
commitments:
  - id: training
    from: northwind
    kind: training
    what: Train twelve sellers.
    due: 2027-04-30
    owner: northwind.relationship
```

## How to settle it with the partner

Go down the list in one call and ask at each line: "Who will I ring if this is late, and on which day is it late?"
Write the role, not the person: people change jobs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model.exchange import Commitment


@rule(
    "VAL006",
    "12",
    since={"proposed": "error"},
    help="write owner, the role that answers for it, and due, or from_date and until",
)
def check(case: Case) -> Iterator[Remark]:
    for promise in promises(case.charter):
        terms = promise.terms
        if not is_firm(promise) or given(terms.standing) is True or terms.enables is not None:
            continue
        name = quoted(given(terms.id) or given(terms.what) or "this")
        if terms.owner is None:
            yield Remark((*promise.path, "owner"), f"nobody answers for {name}")
        if not _has_a_day(terms):
            yield Remark((*promise.path, "due"), f"nothing says when {name} is due", "add due, or from_date and until")


def _has_a_day(terms: Commitment) -> bool:
    """Whether anything says when; an exclusivity without an end is another rule's."""
    days = (terms.due, terms.from_date, terms.until, terms.every, terms.after, terms.for_phase, terms.if_)
    schedule = given(terms.value)
    scheduled = schedule is not None and schedule.schedule is not None
    return scheduled or terms.kind == "exclusivity" or any(day is not None for day in days)
