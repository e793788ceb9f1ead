"""The charter gives a job to a role, and nobody holds it.

## What it checks

Every role in the terms (`contoso.delivery`) is held by a person named in that party's people file, somebody who has not
left. From signing on each party has a people file; before, the rule looks only at those that exist, and no file is
called missing while there is one that cannot be read. From crawl on somebody must hold the role today. From walk on
each party has an owner for relationship, delivery, integration and support: the role of that name, unless
`governance.owners` names another. A team or a mailbox is not a person.

## Why it matters

"Contoso's delivery owner" sounds as if there were one. When the pilot stands still you find out that she left in
March, or that everybody in the team thought it was somebody else. A promise that nobody wakes up with is not kept.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
commitments:
  - {id: engineers, from: northwind, kind: engineering, what: Two engineers., owner: northwind.delivery}
```

## Good

```yaml
# people/northwind.yaml
people: 1
party: northwind
roles:
  delivery: [{name: Ida Holm, title: Head of onboarding, from: 2026-11-01}]
```

## How to settle it with the partner

Send them the list of roles that carry their name, and ask for one person for each. One person may hold several. If a
role stays empty, ask whether the promise behind it is real.

A misspelt role is held by nobody either: where only one role that somebody holds comes near, `charter lint --fix
--unsafe-fixes` writes that one at the place that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from charter.guess import guess
from charter.rules import Also, Case, Remark, rule
from charter.values import Absent, Role, given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter, People
    from charter.model.people import Holder

_DUTIES = ("relationship", "delivery", "integration", "support")
_USUAL = ("sponsor", *_DUTIES)
_MOST_GUESSES, _MOST_CHOICES = 40, 100
"""How many roles are compared with how many others; beyond, a file is hostile or of another kind."""

_NOT_A_PERSON = re.compile(
    r".*@.*|(?:the )?team\b.*|.*\b(?:team|department|mailbox|inbox|help ?desk|service desk|hotline)"
    r"|tb[ad]|n\.?n\.?|unknown|vacant|open|somebody|someone|anybody|everybody|\?+",
    re.IGNORECASE,
)

Uses: TypeAlias = Mapping[Role, "Path"]


@rule(
    "GOV006",
    "47",
    "48",
    since={"draft": "info", "proposed": "warning", "signing": "error"},
    help="name the person in that party's file, people/PARTY.yaml",
)
def check(case: Case) -> Iterator[Remark]:
    if given(case.charter.part_of):
        return
    uses = _uses(case)
    for party in given(case.charter.parties) or ():
        mine = {role: path for role, path in uses.items() if role.party == party}
        roster = case.people.get(party)
        if roster is not None:
            yield from _vacant(case, roster, mine)
        elif mine and case.reached("signing") and not case.unread_people:
            names = [str(role) for role in mine]
            rest = [f"{len(names) - 3} more"] if len(names) > 3 else []
            yield Remark(
                ("parties", party),
                f"{party} has no people file: nobody holds {listed([*names[:3], *rest])}",
                f"add people/{party}.yaml with a person for each role; charter rules role-unowned shows one",
                on_key=True,
            )


def _uses(case: Case) -> Uses:
    """Each role that the charter gives a job, with the first place that does."""
    uses: dict[Role, Path] = {}
    for path, value in case.marks:
        if isinstance(value, Role):
            uses.setdefault(value, path)
    if case.reached("walk"):
        for role, path in _duties(case.charter):
            uses.setdefault(role, path)
    return uses


def _duties(charter: Charter) -> Iterator[tuple[Role, Path]]:
    """The owners of the four duties that nothing is said about: each party's role of that name."""
    if isinstance(charter.governance, Absent):
        return
    owners = (charter.governance.owners if charter.governance else None) or {}
    for duty in _DUTIES:
        named = owners if isinstance(owners, Absent) else owners.get(duty, {})
        for party in given(charter.parties) or ():
            if not isinstance(named, Absent) and party not in named:
                yield Role(party, duty), ("governance", "owners", duty, party)


def _vacant(case: Case, roster: People, uses: Uses) -> Iterator[Remark]:
    if isinstance(roster.roles, Absent):
        return
    seats = roster.roles or {}
    guesses = iter(range(_MOST_GUESSES))
    for role, path in uses.items():
        help, instead = _meant(role, seats, guesses)
        place = ("roles", role.role) if role.role in seats else ("roles",)
        seat = seats.get(role.role, ())
        if isinstance(seat, Absent):
            if seat.kind in ("none", "tbd") and case.reached("signing"):
                said = f"nobody holds {role}{_duty(path)}"
                yield Remark(path, said, also=(Also(place, "here it is left open", role.party),))
        elif said := _why_empty(case, role, seat):
            yield Remark(
                path,
                said + _duty(path),
                help,
                (Also(place, f"the people of {role.party}", role.party),),
                instead=instead,
            )
        else:
            yield from _nobody_in_person(role, seat)


def _meant(role: Role, seats: Mapping[str, object], guesses: Iterator[int]) -> tuple[str | None, str | None]:
    """Which role was most likely meant by one that the people file does not know: asked, and where it is sure."""
    if role.role in seats or next(guesses, None) is None:
        return None, None
    choices = [*islice(seats, _MOST_CHOICES), *(duty for duty in _USUAL if duty not in seats)]
    near, sure = guess(role.role, choices, cutoff=0.75)
    if near is None or near == role.role:
        return None, None
    return f"did you mean {role.party}.{near}?", f"{role.party}.{near}" if sure in seats else None


def _duty(path: Path) -> str:
    return f", who owns {path[2]}" if path[:2] == ("governance", "owners") else ""


def _why_empty(case: Case, role: Role, seat: tuple[Holder, ...]) -> str:
    """Why nobody holds a role; empty if somebody does."""
    if not seat:
        return f"nobody holds {role}"
    staying = [holder for holder in seat if (given(holder.to) or case.today) >= case.today]
    if not staying:
        gone = max((given(holder.to), given(holder.name) or "") for holder in seat)
        return f"nobody holds {role} any more: {gone[1] or 'its holder'} left on {gone[0]}"
    begins = min(given(holder.from_) or case.today for holder in staying)
    if case.reached("crawl") and begins > case.today:
        return f"nobody holds {role} before {begins}"
    return ""


def _nobody_in_person(role: Role, seat: tuple[Holder, ...]) -> Iterator[Remark]:
    """A role that only teams and mailboxes hold."""
    names = [given(holder.name) for holder in seat]
    if all(name is not None and _NOT_A_PERSON.fullmatch(name.strip()) for name in names):
        yield Remark(
            ("roles", role.role, 0, "name"),
            f"{quoted(names[0] or '')} is not a person: nobody answers for {role}",
            "name one person; a team can help them",
            party=role.party,
        )
