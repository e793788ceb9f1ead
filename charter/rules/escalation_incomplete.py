"""The escalation path stops, stalls, or leads back to where it began.

## What it checks

Every level of `governance.escalation` says who talks (`roles`), with at least one role of every party, and how long
they have (`within`). The last level says what follows (`then`), unless an outsider such as an arbiter ends it. No level
leads back: the same people again are no next level.

## Why it matters

A level without a clock is where problems go to wait: nobody is late, so nobody moves. A last level without a "then"
ends with two sponsors who disagree and a customer who waits. A level where one side has nobody is a complaint, not a
talk.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
governance:
  escalation:
    - {level: 1, roles: [northwind.delivery, contoso.delivery]}
    - {level: 2, roles: [northwind.sponsor, contoso.sponsor], within: 5 business days}
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
governance:
  escalation:
    - {level: 1, roles: [northwind.delivery, contoso.delivery], within: 2 business days}
    - {level: 2, roles: [northwind.sponsor, contoso.sponsor], within: 5 business days, then: exit-review}
```

## How to settle it with the partner

Play one case through with them: "Friday evening, a site is down, each of us says it is the other's fault. Who calls
whom? By when? And if they do not agree on Monday?" Write down the answers as levels. `0 hours` is a fine clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.values import Role, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.governance import EscalationLevel

_LEVEL = re.compile(r"\blevel (\d{1,3})\b", re.IGNORECASE)


@rule(
    "GOV003",
    "51",
    since={"proposed": "error"},
    help="give each level its roles, its clock, and the last one a next step",
)
def check(case: Case) -> Iterator[Remark]:
    governance = given(case.charter.governance)
    ladder = (given(governance.escalation) or ()) if governance else ()
    parties = tuple(given(case.charter.parties) or ())
    for index, level in enumerate(ladder):
        yield from _who(index, level, _number(index, level), parties)
        if level.within is None and not _ends_outside(level):
            yield Remark(
                (*_path(index), "within"), f"level {_number(index, level)} has no clock", "say how long it has"
            )
        yield from _back(index, ladder)
    if ladder:
        yield from _nowhere(ladder)


def _path(index: int) -> tuple[str | int, ...]:
    return ("governance", "escalation", index)


def _number(index: int, level: EscalationLevel) -> int:
    number = given(level.level)
    return index + 1 if number is None else number


def _who(index: int, level: EscalationLevel, number: int, parties: Sequence[str]) -> Iterator[Remark]:
    if level.roles is None or level.roles == ():
        yield Remark((*_path(index), "roles"), f"level {number} names nobody", "name a role of every party")
        return
    roles = given(level.roles) or ()
    missing = [party for party in parties if party not in {role.party for role in roles if isinstance(role, Role)}]
    if roles and missing and not _ends_outside(level):
        yield Remark(
            (*_path(index), "roles"),
            f"{listed(missing)} {'has' if len(missing) == 1 else 'have'} nobody at level {number}",
            f"add a role of {listed(missing)}",
            at_most="warning",
        )


def _ends_outside(level: EscalationLevel) -> bool:
    """Whether an outsider takes part, who brings a clock and an end of their own."""
    return any(not isinstance(role, Role) for role in given(level.roles) or ())


def _back(index: int, ladder: Sequence[EscalationLevel]) -> Iterator[Remark]:
    level = ladder[index]
    number = _number(index, level)
    named = _LEVEL.search(given(level.then) or "")
    if named and int(named[1]) < number:
        yield Remark(
            (*_path(index), "then"),
            f"level {number} leads back to level {named[1]}",
            "say what ends the matter, such as exit-review",
        )
    roles = frozenset(given(level.roles) or ())
    for lower, other in enumerate(ladder[:index]):
        if roles and roles == frozenset(given(other.roles) or ()):
            yield Remark(
                (*_path(index), "roles"),
                f"level {number} asks the same people again as level {_number(lower, other)}",
                "name people above them, or an outsider",
                also=(Also((*_path(lower), "roles"), "they could not agree here"),),
            )
            return


def _nowhere(ladder: Sequence[EscalationLevel]) -> Iterator[Remark]:
    index, last = max(enumerate(ladder), key=lambda entry: _number(*entry))
    if last.then is None and not _ends_outside(last):
        yield Remark(
            (*_path(index), "then"),
            f"level {_number(index, last)} is the last one, and nothing follows if it does not agree",
            "say what follows: exit-review, or who decides",
        )
