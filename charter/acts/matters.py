"""What a party can consent to, terms, a decision, evidence or a people file; and why not, where it cannot."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.acts.refusal import refused
from charter.errors import RefusedError, UsageError
from charter.facts import Fact, Facts, decision_id, evidence_id
from charter.lifecycle.replay import History, Taken
from charter.lifecycle.revisions import revisions, signers
from charter.outlook.approvers import approvers
from charter.values import Role, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Charter


class Matter(NamedTuple):
    """Something that waits for consents.

    Attributes:
        name: What consents call it: ``r1``, ``d0003``, ``e-9f2c41aa``, ``people-northwind``.
        local: Its file.
        title: What it is, in words.
        usual: What one says of it who agrees.
        lacking: The parties that have not agreed yet; empty where nobody is waited for.
        terms: The terms themselves, where they are the matter.
    """

    name: str
    digest: str
    local: str
    title: str
    usual: str
    lacking: tuple[str, ...] = ()
    terms: Fact[Charter] | None = None


def pending_matter(facts: Facts, history: History) -> str:
    """The name of what waits for a consent: the pending decision, else the newest revision that not all have signed.

    Raises:
        RefusedError: Nothing waits.
    """
    if history.standing.pending is not None:
        return decision_id(given(history.standing.pending.decision.part.seq) or 0)
    unsigned = [number for number in revisions(facts) if number not in history.signed_on]
    if unsigned:
        return f"r{max(unsigned)}"
    if history.objections:
        raise refused("what is recorded so far does not hold, so nothing may follow it", history.objections)
    help = "name what you mean: r1 for terms, d0003 for a decision, people-acme for a people file"
    raise RefusedError("nothing waits for a consent here", (), help)


def matter(facts: Facts, history: History, name: str) -> Matter:
    """What a name in a consent stands for.

    Raises:
        RefusedError: There is no such thing, or it is settled.
        UsageError: It is no name of a matter.
    """
    for form, find in ((r"r([1-9][0-9]{0,5})", _terms), (r"d([0-9]{4,6})", _decision)):
        if found := re.fullmatch(form, name):
            return find(facts, history, int(found[1]))
    if re.fullmatch(r"e-[0-9a-f]{8}", name):
        return _evidence(facts, name)
    if name.startswith("people-"):
        return _people(facts, name.removeprefix("people-"))
    help = "write r1 for terms, d0003 for a decision, e-9f2c41aa for evidence, people-acme for a people file"
    raise UsageError(f'"{name}" is nothing that one consents to', help)


def _terms(facts: Facts, history: History, number: int) -> Matter:
    known, draft = revisions(facts), facts.draft
    revision = known.get(number)
    if revision is None:
        raise RefusedError(f"there is no revision {number}", (), _newest(facts, tuple(known)))
    terms = revision.terms
    if number in history.signed_on:
        _is_signed(facts, history, number)
    title = f"revision {number} of {given(terms.part.title) or facts.id}"
    signed = history.signatures.get(number, {})
    lacking = tuple(party for party in revision.parties if party not in signed)
    if draft is not None and terms is not draft and draft.digest != terms.digest:
        message = f"signed/r{number}.json and charter.yaml are both revision {number} and do not say the same"
        raise RefusedError(message, (), f"put charter.yaml back, or raise its revision to {max(known) + 1}")
    return Matter(f"r{number}", terms.digest, "charter.yaml", title, "sign", lacking, terms)


def _newest(facts: Facts, known: tuple[int, ...]) -> str:
    if facts.draft is None:
        return f"charter.yaml cannot be understood; charter lint {facts.id} says why"
    return f"charter.yaml is revision {max(known)}: charter sign {facts.id} r{max(known)}" if known else ""


def _is_signed(facts: Facts, history: History, number: int) -> None:
    draft, signed = facts.draft, facts.signed.get(number)
    message = f"revision {number} is signed by every party, since {history.signed_on[number]}"
    help = "nothing is left to sign"
    same = draft is None or signed is None or draft.digest == signed.digest
    if draft is not None and given(draft.part.revision) == number and not same:
        message += ", and charter.yaml says something else by now"
        help = f"put it back; or raise its revision to {number + 1}, have all sign r{number + 1}, and amend"
    raise RefusedError(message, (), help)


def _decision(facts: Facts, history: History, number: int) -> Matter:
    pending = history.standing.pending
    if pending is not None and pending.decision.part.seq == number:
        fact = pending.decision
        title = f"decision {number}: {fact.part.step}"
        if (move := given(fact.part.phase)) is not None and given(move.from_) != given(move.to):
            title += f" from {given(move.from_)} to {given(move.to)}"
        return Matter(decision_id(number), fact.digest, fact.local, title, "approve", pending.waits_for)
    settled = next((taken for taken in history.steps if taken.decision.part.seq == number), None)
    if settled is not None:
        raise RefusedError(_settled(settled, number), (), "nothing is left to approve")
    if any(fact.part.seq == number for fact in facts.decisions):
        raise RefusedError(f"decision {number} does not hold", (), f"charter check {facts.id} says why")
    waiting = f"decision {pending.decision.part.seq} is the one that waits" if pending else "no decision waits"
    raise RefusedError(f"there is no decision {number}", (), waiting)


def _settled(taken: Taken, number: int) -> str:
    if taken.declined:
        return f"decision {number} ({taken.row.step}) was declined by {listed(taken.declined)} on {taken.since}"
    return f"decision {number} ({taken.row.step}) took effect on {taken.since}"


def _evidence(facts: Facts, name: str) -> Matter:
    found = [fact for fact in facts.evidence if evidence_id(fact.digest) == name]
    if not found:
        known = ", ".join(sorted(evidence_id(fact.digest) for fact in facts.evidence)) or "none yet"
        raise RefusedError(f"there is no evidence {name}", (), f"the evidence here is: {known}")
    fact = found[0]
    what = given(fact.part.metric) or given(fact.part.criterion) or "nothing"
    return Matter(name, fact.digest, fact.local, f"evidence of {what} in {fact.part.phase}", "attest")


def _people(facts: Facts, party: str) -> Matter:
    roster = facts.people.get(party)
    if roster is None:
        known = listed([f"people-{name}" for name in facts.people]) or "none yet"
        raise RefusedError(f"there is no people file of {party}", (), f"the people files here are: {known}")
    return Matter(f"people-{party}", roster.digest, roster.local, f"the people of {party}", "approve", (party,))


def speakers(facts: Facts, history: History, name: str, party: str, day: date) -> tuple[str, ...]:
    """The roles that may speak for a party on terms or on the pending decision; empty where any role may, or none."""
    if name.startswith("r"):
        revision = next((one for number, one in revisions(facts).items() if name == f"r{number}"), None)
        roster = facts.people.get(party)
        return signers(revision, party, roster.part if roster else None) or ("sponsor",)
    return approvers(facts, history.standing, party, day).roles if name.startswith("d") else ()


def manner(facts: Facts, history: History, name: str, speaker: str, day: date) -> str:
    """The options of a command that gives a consent as the terms ask for it; empty where it needs none.

    Args:
        speaker: Who is to give it, such as ``northwind.sponsor``.
    """
    from charter.acts.signing import has_key
    from charter.consents import least
    from charter.consents import weakest as counting

    terms, (party, _, role) = history.standing.terms, speaker.partition(".")
    weakest = counting(least(terms.part), name, "") if terms is not None else "attested"
    if weakest == "pdf":
        return " --method pdf --key FILE.p12"
    if weakest == "attested" or (has_key(facts, Role(party, role), day)):
        return ""
    if weakest != "external":
        return " --method ssh --key FILE"
    return f" --method external --file signed/{name}-{party}.pdf --envelope ID"
