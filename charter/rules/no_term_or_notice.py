"""An exit has neither notice nor time to put things right.

## What it checks

Every trigger in `exit.triggers` that ends the partnership says how long before it takes effect (`notice`) or how long
the other side has to put things right (`cure`). `notice: 0 days` is an answer. An exit for safety, law, a regulator or
insolvency may be immediate, and so may one whose clause stands in an agreement. That run has a term at all is asked by
`phase-without-dates`.

## Why it matters

Without a number, notice means "when the letter arrives" to the side that leaves and "at the end of the quarter" to the
side that has customers to tell. Both of you will have hired people by then.

## Bad

```yaml
exit:
  triggers:
    - {id: failing, when: {metric: adoption, is: "< 40%", for: 2 reviews}, invoked_by: any}
```

## Good

```yaml
exit:
  triggers:
    - {id: failing, when: {metric: adoption, is: "< 40%", for: 2 reviews}, invoked_by: any, notice: 30 days}
    - {id: breach, when: {event: Material breach of the master agreement}, invoked_by: other, cure: 30 days}
```

## How to settle it with the partner

Ask each side how many days it needs to tell its customers and to move its people to other work. The longer answer is
the notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import given

if TYPE_CHECKING:
    from charter.model.ending import Trigger

_URGENT_GROUNDS = frozenset({"safety", "law", "regulator", "insolvency"})
_URGENT = re.compile(
    r"\b(?:safety|unsafe|danger\w*|injur\w*|law|laws|unlawful|illegal|court|regulator\w*|authorit(?:y|ies)|sanctions?"
    r"|insolven\w*|bankrupt\w*|fraud\w*|brib\w*)\b",
    re.IGNORECASE,
)


@rule(
    "EXIT007",
    "67",
    since={"proposed": "warning"},
    help="add notice, such as 30 days, or cure: how long the other side has to put it right",
)
def check(case: Case) -> Iterator[Remark]:
    ending = given(case.charter.exit)
    for index, trigger in enumerate((given(ending.triggers) or ()) if ending else ()):
        if trigger.notice is None and trigger.cure is None and trigger.clause is None and _needs_notice(trigger):
            name = given(trigger.id) or "this exit"
            message = f"nothing says when {name} takes effect: neither notice nor time to put it right"
            yield Remark(("exit", "triggers", index, "notice"), message)


def _needs_notice(trigger: Trigger) -> bool:
    """Whether it ends things over something that can wait; what nobody can see is asked about elsewhere."""
    when = given(trigger.when)
    if when is None or trigger.then not in (None, "end") or given(trigger.ground) in _URGENT_GROUNDS:
        return False
    event = given(when.event)
    if when.metric is None and event is None:
        return False
    return when.under is None and not (event and _URGENT.search(event))
