"""What changed terms mean for signing: which revision they need, who signs again, which consents no longer count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from charter.comparison.changes import Change
from charter.facts import Facts
from charter.lifecycle.replay import History
from charter.lifecycle.revisions import revisions
from charter.lifecycle.running import only_running
from charter.values import given


@dataclass(frozen=True)
class Process:
    """What the draft needs to come into force.

    Attributes:
        in_force: The revision that counts; 0 where none is.
        last: The one that all signed last; it counts once the step amend is taken.
        draft: The revision that the draft says it is.
        needed: The revision that the draft has to be; the one signed last where it says the same.
        parties: Who has to sign it, and `signed`, who has.
        least: The weakest method that counts.
        runs: Whether only who does what changes, so that the relationship owners may sign it too.
        moved: The criteria that changed of phases that had begun.
        void: The files of consents to this revision that were given to other words.
    """

    in_force: int
    last: int
    draft: int
    needed: int
    parties: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    least: str = "attested"
    moved: tuple[Change, ...] = ()
    void: tuple[str, ...] = ()
    runs: bool = False

    @property
    def raised(self) -> bool:
        """Whether the draft has the number it needs."""
        return self.draft == self.needed


def process(facts: Facts, history: History, changes: Iterable[Change]) -> Process | None:
    """What the draft in `facts` needs; None where it cannot be told.

    Args:
        changes: What differs between the terms compared with and the draft.
    """
    draft = facts.draft
    number = given(draft.part.revision) if draft is not None else None
    if draft is None or number is None:
        return None
    newest = max(history.signed_on, default=0)
    signed = facts.signed.get(newest)
    if signed is not None and signed.digest == draft.digest:
        return Process(_in_force(history), newest, number, newest)
    needed = newest + 1 if newest else number
    known = revisions(facts).get(number)
    parties = known.parties if known is not None else ()
    if newest and number <= newest:
        of_both = (*(given(draft.part.parties) or ()), *(given(signed.part.parties) or () if signed else ()))
        parties = tuple(dict.fromkeys(of_both))
    since = history.signatures.get(number, {}) if number > newest else {}
    return Process(
        _in_force(history),
        newest,
        number,
        max(needed, number) if number > newest else needed,
        parties,
        tuple(party for party in parties if party in since),
        known.least if known is not None else "attested",
        tuple(_moved(changes, history)),
        tuple(_void(facts, number, draft.digest)) if number > newest else (),
        signed is not None and only_running(signed.data, draft.data),
    )


def _in_force(history: History) -> int:
    return history.standing.revision or max(history.signed_on, default=0)


def _moved(changes: Iterable[Change], history: History) -> Iterable[Change]:
    """What the rule threshold-moved is about."""
    begun = {taken.row.target for taken in history.steps}
    for change in changes:
        path = change.path
        if len(path) > 3 and path[0] == "phases" and path[2:4] == ("gate", "criteria") and path[1] in begun:
            yield change


def _void(facts: Facts, number: int, digest: str) -> Iterable[str]:
    for fact in sorted(facts.consents, key=lambda fact: fact.local):
        if fact.part.subject == f"r{number}" and fact.part.says == "sign" and fact.part.digest != digest:
            yield fact.local
