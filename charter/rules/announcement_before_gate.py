"""The announcement comes before there is anything to announce.

## What it checks

Joint marketing is not due before the day from which anything may be said in public (`publicity.not_before`). And where
that day lies before the first gate is decided, every party approves what is said (`publicity.approvers`): announcing
the pilot is fine, if both have read it.

## Why it matters

What has been announced cannot fail any more. The gate is then decided by the people who would have to take it back, and
customers plan with a number that one pilot was to find out.

## Bad

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19}}
  walk: {start: 2027-03-22, end: 2027-06-11}
commitments:
  - {id: launch, from: northwind, kind: co-marketing, what: Press release and webinar., due: 2027-02-01}
operations:
  publicity: {announce: joint, not_before: walk}
```

## Good

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, gate: {decide_by: 2027-03-19}}
  walk: {start: 2027-03-22, end: 2027-06-11}
commitments:
  - {id: launch, from: northwind, kind: co-marketing, what: Press release and webinar., due: 2027-05-21}
operations:
  publicity: {announce: joint, not_before: walk}
```

## How to settle it with the partner

Ask what the release would say if the pilot fails. If that is embarrassing, it waits for the gate. If somebody needs
news earlier, announce that you try it, with whom and until when, and no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, party_ids, promises
from charter.terms.timeline import later, moment, stretches
from charter.values import Day, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.governance import Publicity
    from charter.terms.timeline import Moment

_PLACE = ("operations", "publicity", "not_before")
_TALK = "talk in public begins"


@rule(
    "41",
    since={"draft": "warning"},
    help="let it wait, or have every party approve what is said before (publicity.approvers)",
)
def check(case: Case) -> Iterator[Remark]:
    operations = given(case.charter.operations)
    publicity = given(operations.publicity) if operations is not None else None
    silence = _silence(case.charter, publicity) if publicity is not None else None
    if publicity is None or silence is None:
        return
    for promise in promises(case.charter):
        name = given(promise.terms.id) or "this marketing"
        due = moment((*promise.path, "due"), given(promise.terms.due), f"{name} is due", counts="last")
        if due is None or given(promise.terms.kind) != "co-marketing" or not is_firm(promise):
            continue
        if promise.terms.after is None and later(silence, due):
            yield Remark(due.path, f"{due}, and {silence}", also=(Also(_PLACE, str(silence)),))
    yield from _unproved(case, publicity, silence)


def _silence(charter: Charter, publicity: Publicity) -> Moment | None:
    """From when on anything may be said."""
    named = given(publicity.not_before)
    if isinstance(named, Day):
        return moment(_PLACE, named, _TALK, counts="first")
    start = next((stretch.start for stretch in stretches(charter) if stretch.name == named), None)
    return None if start is None else start._replace(words=_TALK)


def _unproved(case: Case, publicity: Publicity, silence: Moment) -> Iterator[Remark]:
    """Talk that may come before the first decision, and that not every party approves."""
    gate = next((stretch.decide_by for stretch in stretches(case.charter) if stretch.decide_by is not None), None)
    approvers = {} if publicity.approvers is None else given(publicity.approvers)
    parties = party_ids(case.charter)
    if gate is None or approvers is None or not later(gate, silence) or not parties:
        return
    if set(parties) <= set(approvers) or publicity.announce == "none" or not case.reached("proposed"):
        return
    message = "talk in public may begin before the first gate is decided, and not every party approves what is said"
    yield Remark(_PLACE, message, also=(Also(gate.path, str(gate)),))
