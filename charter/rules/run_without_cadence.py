"""The partnership runs, and no review is in the calendar.

## What it checks

Run says which reviews there are and how often (`reviews`), or `governance.bodies` has a body that `meets`. From walk
on, at tier 2 and 3, a run that follows a walk with a gate also says whose return must be shown before it begins
(`enter_if.roi`), unless the charter builds on earlier results (`prior`). A charter that is part of another may take
both from there.

## Why it matters

Until run, a gate forces everybody to look. After it nothing does: the numbers get worse by a few percent a month, and
the first meeting about them is the one in which somebody leaves. And who enters run without having shown a return will
not be asked for it again until the budget is cut.

## Bad

```yaml
phases:
  run: {start: 2027-07-01, term: 12 months}
```

## Good

```yaml
phases:
  run:
    start: 2027-07-01
    term: 12 months
    reviews: {business: quarterly, operating: monthly}
    enter_if: {roi: all, recommit: all}
```

## How to settle it with the partner

Put the first business review into four calendars while you talk: both sponsors and both owners. Agree on one page that
each side brings, with the return in its own books.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.criteria import gates
from charter.terms.timeline import continues
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Run

_RUN = ("phases", "run")


@rule(
    "PHS010",
    "45",
    since={"walk": "warning", "run": "error"},
    help="add reviews, such as business: quarterly and operating: monthly",
)
def check(case: Case) -> Iterator[Remark]:
    plan = given(case.charter.phases)
    run = given(plan.run) if plan is not None else None
    if run is None or case.charter.part_of is not None:
        return
    if case.reached("run") and run.reviews in (None, {}) and not _meets(case.charter):
        yield Remark((*_RUN, "reviews"), "run has no review: nobody has to look at it again")
    if case.tier >= 2 and _follows_a_gate(case.charter) and _unshown(run):
        message = "run may begin without anybody having shown that it pays"
        help = "add enter_if: {roi: all}: each party shows its return before run begins"
        yield Remark((*_RUN, "enter_if"), message, help, at_most="warning")


def _meets(charter: Charter) -> bool:
    """Whether some body of both sides meets regularly, or what governs is not said here."""
    if charter.governance is not None and given(charter.governance) is None:
        return True
    governance = given(charter.governance)
    bodies = governance.bodies if governance is not None else None
    return (bodies is not None and given(bodies) is None) or any(body.meets is not None for body in given(bodies) or ())


def _follows_a_gate(charter: Charter) -> bool:
    """Whether walk is planned here with its gate; a contract that runs from its first day shows nothing before it."""
    return not continues(charter) and any(name == "walk" for name, _, _ in gates(charter))


def _unshown(run: Run) -> bool:
    entry = given(run.enter_if)
    return run.enter_if is None or (entry is not None and entry.roi is None)
