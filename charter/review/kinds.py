"""What kind of change this is, in the words a reviewer uses."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from charter.review.side import Proposed

Kind: TypeAlias = Literal[
    "proposal", "draft", "amendment", "decision", "evidence", "signature", "approval", "attestation", "roster",
    "record", "program", "governance", "removal", "layout", "other",
]  # fmt: skip
"""``proposal`` brings a new charter, ``draft`` other words that nobody has signed, ``amendment`` other words than those
that all have signed; ``layout`` only comments and layout of the terms; ``approval`` is of a decision, ``attestation``
of evidence; ``governance`` is what tells the host and this tool what to ask: workflows, code owners, settings.
"""

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
    found = dict.fromkeys(_kind(path, proposed) for path in proposed.changed)
    order = ("proposal", "amendment", "draft", "decision", "evidence", "signature", "approval", "attestation", "roster")
    first = [kind for kind in order if kind in found]
    return (*first, *(kind for kind in found if kind not in order))


def _kind(path: str, proposed: Proposed) -> Kind:
    folder, _, name = path.partition("/")
    if path == "charter.yaml":
        if proposed.before is None:
            return "proposal"
        if _is_same(proposed):
            return "layout"
        return "amendment" if proposed.before.history.signed_on else "draft"
    if folder == "consents":
        return _CONSENTS.get(name[:1], "other")
    return _FOLDERS.get(folder, "other")


def _is_same(proposed: Proposed) -> bool:
    """Whether the terms say the same words as before."""
    before, after = (side.facts.draft if side else None for side in proposed)
    return before is not None and after is not None and before.digest == after.digest
