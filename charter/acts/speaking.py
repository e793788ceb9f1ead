"""Who speaks for a party: the person that holds the role, and whether that role may sign the terms at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charter.acts.refusal import refused
from charter.consents import deputies, holders
from charter.errors import RefusedError, UsageError
from charter.facts import Facts, Objection
from charter.lifecycle.replay import History
from charter.lifecycle.revisions import revisions, signers
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.acts.asking import Request
    from charter.acts.matters import Matter
    from charter.model import Charter, People


def speaker(facts: Facts, history: History, found: Matter, request: Request) -> str:
    """Who gives a consent; known before anybody is asked for a key.

    Raises:
        RefusedError: Nobody holds the role, another person does, or the role may not sign these terms.
        UsageError: Several hold it, or the party has no people file, and nobody is named.
    """
    party, person = request.role.party, " ".join(request.person.split())
    if party not in (given(terms_of(facts, history).parties) or {}):
        if not person:
            raise UsageError(f"{party} has no people file, so say who speaks for it", '--person "NAME"')
        return person
    roster = facts.people.get(party)
    if roster is None:
        message = f"{party} has no people file, so nobody can tell who may speak for it"
        raise RefusedError(message, (), f"write people/{party}.yaml first")
    person = _holder(roster.part, request, person)
    if found.terms is not None:
        _signs(facts, roster.part, found, request)
    return person


def terms_of(facts: Facts, history: History) -> Charter:
    """The terms in force, else the draft.

    Raises:
        RefusedError: There are neither.
    """
    terms = history.standing.terms or facts.draft
    if terms is None:
        message = "charter.yaml cannot be understood, so nobody can consent to anything in it"
        raise RefusedError(message, (), f"charter lint {facts.id} says why")
    return terms.part


def _holder(people: People, request: Request, person: str) -> str:
    """Who holds the role that day; where several do, who of them was named."""
    role, day = request.role, request.today
    held = tuple(dict.fromkeys(holders(people, role.role, day)))  # a row for each key of a person
    if not held:
        known = [name for name in given(people.roles) or {} if holders(people, name, day)]
        message = f"nobody holds the role {role.role} of {role.party} on {day}"
        raise RefusedError(message, (), f"the roles held that day are {listed(known)}" if known else "")
    if person and person not in held:
        message = f"{quoted(person)} does not hold the role {role.role} of {role.party} on {day}"
        raise RefusedError(message, (), f"it is held by {listed(held)}")
    if not person and len(held) > 1:
        raise UsageError(f"{role} is held by {listed(held)}", f'say who of them it is: --person "{held[0]}"')
    return person or held[0]


def _signs(facts: Facts, people: People, found: Matter, request: Request) -> None:
    """A role that signs no terms is told so before it pins a key for it."""
    role, day = request.role, request.today
    roles = signers(revisions(facts).get(int(found.name[1:])), role.party, people)
    if any(role.role in (name, *deputies(people, name, day)) for name in roles):
        return
    wanted = " or ".join(sorted(roles))
    problem = f"the role {role.role} cannot give this consent for {role.party}: it takes {wanted}"
    against = Objection("consent-without-authority", found.local, ("role",), problem)
    help = f"charter status {facts.id} says whose word is awaited, and the command"
    raise refused(f"{role} cannot {request.says} {found.name} like this", [against], help)
