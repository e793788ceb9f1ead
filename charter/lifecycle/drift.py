"""What has drifted from what was agreed: signed terms that were edited, rosters nobody approved, evidence left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from charter.facts import Fact, Facts, Objection, decision_id
from charter.finding import Path, pointer
from charter.lifecycle.replay import History, Taken
from charter.lifecycle.steps import GATED
from charter.terms.timeline import PHASES
from charter.values import given
from charter.wording import quoted


def objections(facts: Facts, history: History) -> Iterator[Objection]:
    """Everything that the files say otherwise than what is in force, was approved or was there to be judged."""
    yield from _terms(facts, history)
    yield from _rosters(facts, history)
    yield from _left_out(facts, history)


def _terms(facts: Facts, history: History) -> Iterator[Objection]:
    for number in history.signed_on:
        if number not in facts.signed:
            message = f"every party signed revision {number}, and signed/r{number}.json is not there"
            yield Objection("signed-terms-missing", f"signed/r{number}.json", (), message)
    draft = facts.draft
    revision = given(draft.part.revision) if draft else None
    if draft is None or revision is None or not history.signed_on:
        return
    newest = max(history.signed_on)
    signed = facts.signed.get(revision if revision in history.signed_on else newest)
    if signed is None or revision > newest or signed.digest == draft.digest:
        return
    yield from (_moved(path, was, now, newest, history) for path, was, now in differences(signed.data, draft.data))


def _moved(path: Path, was: object, now: object, number: int, history: History) -> Objection:
    message = f"{pointer(path)} was {_said(was)} when all signed revision {number}, and is {_said(now)} now"
    help = f"put it back, or raise revision to {number + 1}, have all sign it, and amend"
    return Objection(_rule(path, history), "charter.yaml", path, message, help)


def _rule(path: Path, history: History) -> str:
    """Moving the criteria of a phase that began is moving the goalposts; anything else is other terms."""
    begun = {taken.row.target for taken in history.steps}
    in_gate = len(path) > 3 and path[0] == "phases" and path[2:4] == ("gate", "criteria")
    return "threshold-moved" if in_gate and path[1] in begun else "signed-terms-changed"


def _said(value: object) -> str:
    if value is None:
        return "not there"
    return quoted(value) if isinstance(value, str) else "another " + ("list" if isinstance(value, list) else "part")


_MOST = 20
"""How many differences are told one by one."""


def differences(old: Any, new: Any) -> list[tuple[Path, object, object]]:
    """Where two documents differ, the deepest places first told: (path, what was there, what is there now)."""
    return list(_differences(old, new, ()))[:_MOST]


def _differences(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, object, object]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from _differences(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differences(one, other, (*path, index))
    elif old != new:
        yield path, old, new


def _rosters(facts: Facts, history: History) -> Iterator[Objection]:
    """A people file is bound by the proposal; a change of it is approved by that party."""
    proposal = next((taken for taken in history.steps if taken.row.step == "propose"), None)
    if proposal is None:
        return
    bound = given(proposal.decision.part.people) or {}
    for party, digest in bound.items():
        roster = facts.people.get(party)
        if roster is None:
            message = f"decision 1 binds the people file of {party}, and it is not there"
            yield Objection("roster-unapproved", f"people/{party}.yaml", (), message)
        elif roster.digest != digest and not _approved(party, roster, facts, history):
            message = (
                f"the people of {party} are not those that decision 1 binds, and {party} has not approved the change"
            )
            yield Objection("roster-unapproved", roster.local, (), message, _approving(facts, party))
    yield from _joined(bound, facts, history)


def _joined(bound: Mapping[str, object], facts: Facts, history: History) -> Iterator[Objection]:
    """A party that came later is bound by no proposal: its own approval binds its people."""
    terms = history.standing.terms
    for party in (given(terms.part.parties) or ()) if terms is not None else ():
        roster = facts.people.get(party)
        if party not in bound and roster is not None and not _approved(party, roster, facts, history):
            message = f"no decision binds the people file of {party}, and {party} has not approved it"
            yield Objection("roster-unapproved", roster.local, (), message, _approving(facts, party))


def _approving(facts: Facts, party: str) -> str:
    return f"charter sign {facts.id} people-{party} --as {party}.<role>"


def _approved(party: str, roster: Fact[Any], facts: Facts, history: History) -> bool:
    return any(
        fact.part.subject == f"people-{party}"
        and fact.part.party == party
        and fact.part.says == "approve"
        and fact.part.digest == roster.digest
        and fact.digest in history.attested
        for fact in facts.consents
    )


def _left_out(facts: Facts, history: History) -> Iterator[Objection]:
    for taken in history.steps:
        if taken.row.step in GATED and not taken.declined:
            began, day = _began(taken, history), given(taken.decision.part.date)
            judged = frozenset(given(taken.decision.part.evidence) or ())
            for fact in facts.evidence:
                when = _collected(fact)
                if fact.part.phase != taken.row.source or when is None or day is None or began is None:
                    continue
                if began <= when <= day and fact.digest not in judged:
                    yield _unjudged(fact, taken)


def _collected(fact: Fact[Any]) -> Any:
    collected = given(fact.part.collected)
    return given(collected.date) if collected else None


def _began(taken: Taken, history: History) -> Any:
    """The day on which the phase whose gate a decision answers had begun."""
    earlier = [one for one in history.steps if one.since <= taken.since and one is not taken]
    entered = [one.since for one in earlier if one.row.target == taken.row.source and one.row.target in PHASES]
    return entered[-1] if entered else None


def _unjudged(fact: Fact[Any], taken: Taken) -> Objection:
    seq = given(taken.decision.part.seq) or 0
    when, decided = fact.part.collected.date, given(taken.decision.part.date)
    message = f"it was collected on {when}, and decision {seq} of {decided} did not judge it"
    help = f"say in its note why it came late; {decision_id(seq)} stands as it was decided"
    return Objection("evidence-left-out", fact.local, ("collected", "date"), message, help)
