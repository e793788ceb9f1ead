"""A customer calls at two in the morning, and nobody knows whose phone rings.

## What it checks

From walk on, `operations.support` says which party customers call first (`first_line`), who answers an outage at any
hour and how soon (`severity_1` with `respond` and `by`), and what is handed over to the other side and when it counts
as accepted (`handoff`, or `accepted_when` at the seam `support-handoff`). If only one party supports, there is
nothing to hand over.

## Why it matters

With a joint product the customer sees one product and you see two. Each support team finds that the fault lies with
the other, both are right, and the customer waits. In a pilot your engineers cover for it; with eight customers nobody
does.

## Bad

```yaml
operations:
  support: {hours: 24x7, first_line: contoso, second_line: northwind}
```

## Good

```yaml
operations:
  support:
    hours: 24x7
    first_line: contoso
    second_line: northwind
    severity_1: {respond: 1 hour, by: contoso.support}
    handoff: Ticket with photos, accepted within 30 minutes.
```

## How to settle it with the partner

Ask both heads of support, in one call: "It is two in the morning and a customer is down. Whose phone rings? When do you
pass it on, with what in it, and when has the other side taken it?" If the honest answer is "we open at eight", write
`severity_1: {none: business hours only, and the customers know it}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model.governance import Operations, Support

_PLACE = ("operations", "support")


@rule(
    "OPM002",
    "57",
    since={"walk": "error"},
    help="say in operations.support whom customers call, who answers an outage at any hour, when a handoff is accepted",
)
def check(case: Case) -> Iterator[Remark]:
    operations = case.charter.operations
    if isinstance(operations, Absent):
        return
    if operations is None or operations.support is None:
        yield Remark(_PLACE, "nothing says whom a customer calls, least of all at two in the morning")
        return
    support = given(operations.support)
    if support is None:
        return
    if support.first_line is None:
        yield Remark((*_PLACE, "first_line"), "nothing says which party a customer calls first", "name the party")
    yield from _outage(support)
    if support.handoff is None and not _alone(support) and not _at_the_seam(operations):
        yield Remark(
            (*_PLACE, "handoff"),
            "nothing says what is handed over from one side to the other, and when it is accepted",
            "say what the ticket holds and by when the other side takes it",
        )


def _outage(support: Support) -> Iterator[Remark]:
    if support.severity_1 is None:
        yield Remark(
            (*_PLACE, "severity_1"),
            "nobody answers an outage outside office hours",
            "name the role, and how soon it answers",
        )
        return
    answer = given(support.severity_1)
    if answer is not None and answer.by is None:
        yield Remark(
            (*_PLACE, "severity_1", "by"), "an outage is to be answered, but nobody is named who does", "name the role"
        )


def _alone(support: Support) -> bool:
    """Whether one party does all the support."""
    second = support.second_line
    return isinstance(second, Absent) or (second is not None and second == support.first_line)


def _at_the_seam(operations: Operations) -> bool:
    seam = (given(operations.seams) or {}).get("support-handoff")
    return isinstance(seam, Absent) or (seam is not None and seam.accepted_when is not None)
