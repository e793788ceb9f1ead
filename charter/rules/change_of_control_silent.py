"""A rival may buy your partner, and nothing is said about it.

## What it checks

From tier 2 on, one of the triggers in `exit.triggers` speaks of a change of control: its `ground` is
`change-of-control`, or its event says that a party is bought, merged or sold. What it does then is up to you. An
agreement whose `topic` is a change of control is as good.

## Why it matters

You chose a partner, and one morning you have another: with your roadmap, your price list and the contacts of your
customers. Whoever has a clause for that day negotiates; whoever has none reads about it.

## Bad

```yaml
tier: 3
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 180 days}
```

## Good

```yaml
tier: 3
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 180 days}
    - id: taken-over
      ground: change-of-control
      when: {event: A rival takes control of a party}
      invoked_by: other
      notice: 60 days
```

## How to settle it with the partner

Each side names, for itself, three buyers that would make the other want to leave. Nobody has to write the names down:
"a rival of the other party" is enough, with the days of notice and what happens to shared data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.ending import Trigger

_PLACE = ("exit", "triggers")
_CONTROL = re.compile(
    r"change (?:of|in) (?:control|ownership)|(?:takes?|taking|gains?|acquires?) (?:\w+ )?control|take-?over|taken over"
    r"|\bmerge[rs]?\b|\bacquire[sd]?\b|\bacquisition|\bbought by\b|\bbuys\b|\bsold to\b|\bsells? (?:its|the)\b"
    r"|new owner|owners? change",
    re.IGNORECASE,
)


@rule(
    "75",
    since={"proposed": "warning", "signing": "error"},
    from_tier=2,
    help="add a trigger with ground: change-of-control, who may use it, and how many days of notice",
)
def check(case: Case) -> Iterator[Remark]:
    ending = given(case.charter.exit)
    triggers = given(ending.triggers) if ending else None
    if not triggers or case.charter.part_of is not None or any(path[:2] == _PLACE for path, _ in case.absent_items):
        return
    if not any(map(_speaks_of_it, triggers)) and not _agreed_elsewhere(case.charter):
        message = "nothing says what happens when one of the parties is bought"
        yield Remark(_PLACE, message, at_most="error" if case.tier >= 3 else "warning", on_key=True)


def _speaks_of_it(trigger: Trigger) -> bool:
    when = given(trigger.when)
    event = given(when.event) if when else None
    ground = given(trigger.ground)
    return when is None or ground == "change-of-control" or bool(event and _CONTROL.search(event))


def _agreed_elsewhere(charter: Charter) -> bool:
    topics = [given(agreement.topic) or "" for agreement in given(charter.agreements) or ()]
    return any(_CONTROL.search(topic) for topic in topics)
