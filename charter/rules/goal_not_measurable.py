"""Nobody will be able to tell whether a goal was reached.

## What it checks

Each goal names a metric, or says in `done_when` what anybody can see when it is reached. A goal also counts as
observable if a commitment that serves it enables a deliverable with a `done_when`.

## Why it matters

"Grow together" is always half true. At the review one side points at three new accounts, the other at the effort, and
the talk is about moods. With a number or an end state both sides can look up the answer before the meeting, and use
the meeting to decide.

## Bad

```yaml
goals:
  - {id: growth, for: northwind, outcome: Grow together in the region.}
```

## Good

```yaml
goals:
  - {id: growth, for: northwind, outcome: 300 sites live in 2027., metric: sites_live}
  - {id: listed, for: contoso, outcome: Found where buyers look., done_when: The connector is in the marketplace.}
```

## How to settle it with the partner

Ask: "Imagine it is reached. What would we both see that we do not see today, and in which system?" If that is a
number, define it under `metrics` with its source. If it is a state, write the sentence into `done_when`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import promises
from charter.terms.timeline import phases
from charter.values import given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model import Charter


@rule(
    "GOAL002",
    "1",
    since={"draft": "warning", "proposed": "error"},
    since_tier={1: "proposed"},
    help="name the metric that shows it, or write in done_when what anybody can see when it is reached",
)
def check(case: Case) -> Iterator[Remark]:
    observable = _observable(case.charter)
    for index, goal in enumerate(given(case.charter.goals) or ()):
        outcome = given(goal.outcome)
        if goal.metric is not None or goal.done_when is not None or outcome is None or goal.id in observable:
            continue
        path = ("goals", index, "metric")
        if given(goal.targets):
            yield Remark(path, f"{quoted(outcome)} has targets, but no metric that they are values of")
            continue
        yield Remark(path, f"nothing shows whether {quoted(outcome)} was reached")


def _observable(charter: Charter) -> frozenset[str]:
    """The goals served by a commitment whose deliverable anybody can see."""
    visible = set(_visible_deliverables(charter))
    served = (given(row.terms.serves) or () for row in promises(charter) if given(row.terms.enables) in visible)
    return frozenset(goal for goals in served for goal in goals)


def _visible_deliverables(charter: Charter) -> Iterator[str]:
    for _, phase in phases(charter):
        for deliverable in given(phase.deliverables) or ():
            name = given(deliverable.id)
            if name is not None and deliverable.done_when is not None:
                yield name
