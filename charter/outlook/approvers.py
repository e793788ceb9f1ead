"""Who of a party is left to approve a decision: the entitled who have not written or measured it, else deputies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from charter.consents import deputies, holders
from charter.facts import Facts
from charter.lifecycle.approval import entitled, shut_out
from charter.lifecycle.replay import goal
from charter.lifecycle.standing import Standing
from charter.lifecycle.steps import Row, rows
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import People


@dataclass(frozen=True)
class Approvers:
    """Who may approve the pending decision for a party.

    Attributes:
        roles: The roles, best first; a deputy's only where the role itself cannot. Empty where everybody is shut out.
        shut_out: Why some persons may not, by name: ``wrote it`` or ``collected its evidence``.
        others: Roles of the party held by somebody who approves nothing here, and so may write or measure.
    """

    party: str
    roles: tuple[str, ...]
    shut_out: Mapping[str, str]
    others: tuple[str, ...] = ()

    @property
    def nobody(self) -> str:
        """Why nobody is left."""
        said = listed([f"{name} {why}" for name, why in self.shut_out.items()])
        return f"nobody else of {self.party} may approve this: {said}"

    @property
    def cure(self) -> str:
        """What to do where nobody is left."""
        deputy = f"name a deputy in people/{self.party}.yaml"
        if "wrote it" not in self.shut_out.values() or not self.others:
            return deputy
        best = "relationship" if "relationship" in self.others else self.others[0]
        return f"have {self.party}.{best} write it, or {deputy}"


def approvers(facts: Facts, standing: Standing, party: str, day: date) -> Approvers:
    """Who may approve the pending decision for a party on a day; nobody where none is pending."""
    row = _row(standing)
    if standing.pending is None or standing.terms is None or row is None:
        return Approvers(party, (), {})
    roster = facts.people.get(party)
    people = roster.part if roster else None
    roles = tuple(dict.fromkeys(entitled(row, party, standing.terms.part, people)))
    held = _held(people, roles, day) if people else {}
    if people is None or not any(held.values()):
        return Approvers(party, roles, {})
    standing_in = tuple(dict.fromkeys(name for role in roles for name in deputies(people, role, day)))
    held |= _held(people, standing_in, day)
    persons = [name for names in held.values() for name in names]
    tier = given(standing.terms.part.tier)
    out = shut_out(party, persons, standing.pending.decision, facts, tier if isinstance(tier, int) else 2)
    left = [role for role, names in held.items() if set(names) - set(out)]
    able = tuple(role for role in left if role in roles) or tuple(left)
    return Approvers(party, able, out, _others(people, persons, day))


def _row(standing: Standing) -> Row | None:
    if standing.pending is None:
        return None
    step = str(standing.pending.decision.part.step)
    return next((row for row in rows(step, standing.state) if row.target == goal(standing, step)), None)


def _held(people: People, roles: Iterable[str], day: date) -> dict[str, tuple[str, ...]]:
    return {role: holders(people, role, day) for role in roles}


def _others(people: People, persons: Iterable[str], day: date) -> tuple[str, ...]:
    known = set(persons)
    return tuple(role for role in given(people.roles) or {} if set(holders(people, role, day)) - known)
