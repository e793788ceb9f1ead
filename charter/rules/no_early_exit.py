"""A long term, and no way out of it but the other side's fault.

## What it checks

Where the run lasts longer than two years, at least one trigger in `exit.triggers` can be used without waiting for a
breach, an insolvency or a ban: notice, a number that is too low, or a change of control. A gate that may say no counts
as a way out.

## Why it matters

Nobody breaks the contract in a partnership that merely does not work. Both sides do what they promised, the customers
stay away, and you pay for it until the last day of year five.

## Bad

```yaml
phases:
  run: {start: 2027-07-01, term: 5 years}
exit:
  triggers:
    - {id: breach, ground: breach, when: {event: Material breach}, invoked_by: other, cure: 30 days}
```

## Good

```yaml
phases:
  run: {start: 2027-07-01, term: 5 years}
exit:
  triggers:
    - {id: breach, ground: breach, when: {event: Material breach}, invoked_by: other, cure: 30 days}
    - {id: too-few, when: {metric: sites_live, is: "< 100", for: 2 reviews}, invoked_by: any, notice: 6 months}
```

## How to settle it with the partner

Ask: "It is year two, we have both kept every promise, and it does not pay. What do we do?" If the answer is "we would
talk", write down the number at which you talk, and the notice if talking does not help.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import gates
from charter.terms.timeline import stretches
from charter.values import Duration, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.ending import Trigger
    from charter.terms.timeline import Moment

_PLACE = ("exit", "triggers")
_LONG = Duration(24, "month")
_MISHAPS = frozenset({"breach", "insolvency", "law", "regulator", "safety"})
_FAULT = re.compile(r"\bbreach\w*|\binsolven\w*|\bbankrupt\w*", re.IGNORECASE)


@rule(
    "70",
    since={"draft": "info", "proposed": "warning"},
    help="add a trigger for the case that nobody is at fault: a number that is too low, or notice",
)
def check(case: Case) -> Iterator[Remark]:
    ending = given(case.charter.exit)
    triggers = given(ending.triggers) if ending else None
    if not triggers or case.charter.part_of is not None or any(path[:2] == _PLACE for path, _ in case.absent_items):
        return
    if any(gate.no_go is not None for _, _, gate in gates(case.charter)):
        return
    end = _long_run(case.charter)
    if end is not None and all(map(_waits_for_a_mishap, triggers)):
        message = "the term is longer than two years, and every exit waits for a breach or a mishap"
        yield Remark(_PLACE, message, also=(Also(end.path, str(end)),), on_key=True)


def _long_run(charter: Charter) -> Moment | None:
    """The end of a run that surely lasts longer than two years."""
    run = next((stretch for stretch in stretches(charter) if stretch.name == "run"), None)
    if run is None or run.start is None or run.end is None:
        return None
    limit = _LONG.after(run.start.latest)
    return run.end if limit is not None and run.end.earliest > limit else None


def _waits_for_a_mishap(trigger: Trigger) -> bool:
    when, ground = given(trigger.when), given(trigger.ground)
    if when is None or when.metric is not None:
        return False
    if ground is not None:
        return ground in _MISHAPS
    event = given(when.event)
    return trigger.ground is None and bool(event and _FAULT.search(event))
