"""What kind of change this is, in the words a reviewer uses."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from charter.review import keeping
from charter.review.side import Proposed, words
from charter.values import given

Kind: TypeAlias = Literal[
    "proposal", "draft", "amendment", "decision", "evidence", "signature", "approval", "attestation", "roster",
    "record", "program", "governance", "removal", "layout", "other",
    "refusal", "dispute", "rewording",
    "decision-taken-away", "evidence-taken-away", "word-taken-away", "roster-taken-away", "record-taken-away",
    "signed-taken-away", "decision-rewritten", "evidence-rewritten", "word-rewritten", "signed-rewritten",
]  # fmt: skip
"""``proposal`` brings a new charter, ``draft`` other words that nobody has signed, ``amendment`` other words than those
that all have signed; ``layout`` only comments and layout; ``approval`` is of a decision, ``attestation`` of evidence,
``refusal`` and ``dispute`` are the same where they say no; ``rewording`` changes words that all have signed and calls
them the same revision; ``…-taken-away`` and ``…-rewritten`` do so with what was recorded, where ``word`` is a consent;
``governance`` is what tells the host and this tool what to ask: workflows, code owners, settings.
"""

_ORDER: Final[tuple[Kind, ...]] = (
    "proposal", "rewording", "amendment", "draft", "decision-taken-away", "decision-rewritten", "evidence-taken-away",
    "evidence-rewritten", "word-taken-away", "word-rewritten", "signed-taken-away", "signed-rewritten",
    "roster-taken-away", "refusal", "dispute", "decision", "evidence", "signature", "approval", "attestation", "roster",
)  # fmt: skip
_NOES: Final[dict[str, Kind]] = {"decline": "refusal", "dispute": "dispute"}
_TAKEN_AWAY: Final[dict[str, Kind]] = {
    "decisions": "decision-taken-away",
    "evidence": "evidence-taken-away",
    "consents": "word-taken-away",
    "people": "roster-taken-away",
    "record": "record-taken-away",
    "signed": "signed-taken-away",
}
_REWRITTEN: Final[dict[str, Kind]] = {
    "decisions": "decision-rewritten",
    "evidence": "evidence-rewritten",
    "consents": "word-rewritten",
    "signed": "signed-rewritten",
}

_CONSENTS: Final[dict[str, Kind]] = {"r": "signature", "d": "approval", "e": "attestation", "p": "roster"}
_FOLDERS: Final[dict[str, Kind]] = {
    "decisions": "decision",
    "evidence": "evidence",
    "people": "roster",
    "record": "record",
    "signed": "signature",
}


def kinds(proposed: Proposed) -> tuple[Kind, ...]:
    """The kinds of change to a charter, most telling first; more than one is a mixed change."""
    if proposed.after is None:
        return ("removal",)
    stopped = {one.local for one in keeping.objections(proposed)}
    found = dict.fromkeys(_kind(path, proposed, path in stopped) for path in proposed.changed)
    return (*(kind for kind in _ORDER if kind in found), *(kind for kind in found if kind not in _ORDER))


def _kind(path: str, proposed: Proposed, rewritten: bool) -> Kind:
    folder, _, name = path.partition("/")
    if path == "charter.yaml":
        return _terms(proposed)
    if proposed.after is None or path not in proposed.after.files:
        return _TAKEN_AWAY.get(folder, "other")
    if rewritten:
        return _REWRITTEN.get(folder, "other")
    if folder in _FOLDERS and path in (old := words(proposed.before)) and old[path] == words(proposed.after).get(path):
        return "layout"
    if folder == "consents":
        says = next((str(fact.part.says) for fact in proposed.after.facts.consents if fact.local == path), "")
        return _NOES.get(says) or _CONSENTS.get(name[:1], "other")
    return _FOLDERS.get(folder, "other")


def _terms(proposed: Proposed) -> Kind:
    before, after = proposed
    if before is None:
        return "proposal"
    if _is_same(proposed):
        return "layout"
    if not before.history.signed_on:
        return "draft"
    number = given(after.facts.draft.part.revision) if after and after.facts.draft else None
    raised = not isinstance(number, int) or number > max(before.history.signed_on)
    return "amendment" if raised else "rewording"


def _is_same(proposed: Proposed) -> bool:
    """Whether the terms say the same words as before."""
    before, after = (side.facts.draft if side else None for side in proposed)
    return before is not None and after is not None and before.digest == after.digest
