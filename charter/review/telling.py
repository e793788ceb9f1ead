"""The sentences of a review that every format shows alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from charter.comparison.story import Story
from charter.finding import Finding
from charter.outlook.hearing import Hearing
from charter.outlook.telling import clock, deciders
from charter.review.asks import Ask
from charter.review.heading import asked
from charter.review.kinds import Kind
from charter.review.noes import afterwards, because, noes
from charter.review.review import CharterReview, Review
from charter.wording import counted, listed

KINDS: Final[dict[Kind, str]] = {
    "proposal": "a new charter",
    "draft": "other words in a draft",
    "amendment": "an amendment of signed terms",
    "decision": "a decision",
    "evidence": "evidence",
    "signature": "a signature",
    "approval": "an approval of a decision",
    "attestation": "a confirmation of evidence",
    "roster": "people and keys",
    "record": "a record of work",
    "program": "the program's policy",
    "governance": "what is checked",
    "removal": "the charter is removed",
    "layout": "comments or layout, no word of the terms",
    "other": "other files",
    "refusal": "a refusal",
    "dispute": "a dispute of evidence",
    "rewording": "signed words changed without an amendment",
    "decision-taken-away": "a decision that is taken away",
    "evidence-taken-away": "evidence that is taken away",
    "word-taken-away": "a consent that is taken away",
    "roster-taken-away": "people and keys that are taken away",
    "record-taken-away": "a record of work that is taken away",
    "signed-taken-away": "signed terms that are taken away",
    "decision-rewritten": "a decision that is rewritten",
    "evidence-rewritten": "evidence that is rewritten",
    "word-rewritten": "a consent that is rewritten",
    "signed-rewritten": "signed terms that are rewritten",
}
"""The kinds of change in words."""

_STATES: Final = {
    "draft": "a draft",
    "crawl": "in crawl",
    "walk": "in walk",
    "run": "in run",
    "winding-down": "in winding-down",
}
"""Where a charter stands, where its own word is no sentence."""


def about(one: CharterReview) -> str:
    """What kind of change it is, and where the charter stands before and after."""
    what = listed([KINDS[kind] for kind in one.kinds]) or "nothing"
    if not one.before:
        return f"{what}, {_state(one.after)}" if one.after else what
    if not one.after:
        return f"{what}; it was {_state(one.before)}"
    if one.before == one.after:
        return f"{what}; the charter stays {_state(one.after)}"
    return f"{what}; the charter goes from {one.before} to {one.after}"


def meaning(one: CharterReview) -> str:
    """What it means once it is merged, where that is easily taken for more than it is; else empty."""
    match one.before, one.after:
        case _ if noes(one):
            return "; ".join(afterwards(one))
        case _ if one.against:
            return ""
        case "" | "draft", "draft":
            return f"nobody has signed it, and merging it signs nothing{_lacking(one)}"
        case "" | "draft", "proposed":
            return "once merged, these words are on the table for signature"
        case "proposed", "signed":
            return "once merged, every party has signed these words"
    return ""


def _lacking(one: CharterReview) -> str:
    if one.lacking is None:
        return ""
    if not one.lacking:
        return "; it is complete enough to be proposed"
    are = "is" if one.lacking == 1 else "are"
    listing = "charter lint --stage signing lists them"
    return f"; {counted(one.lacking, 'thing')} {are} to be settled before it can be proposed: {listing}"


def for_whom(story: Story) -> Iterator[str]:
    """Per party, and per other name, how many changes are worse and how many better."""
    names = dict.fromkeys((*story.parties, *(name for said in story.changes for name in (*said.worse, *said.better))))
    for name in names:
        worse, better = (sum(name in getattr(said, side) for said in story.changes) for side in ("worse", "better"))
        told = [
            f"{counted(count, 'change')} for the {word}"
            for count, word in ((worse, "worse"), (better, "better"))
            if count
        ]
        if told:
            yield f"for {name}: {listed(told)}"


def _state(state: str) -> str:
    return _STATES.get(state, state)


_SAYS: Final = {
    "sign": "signed",
    "approve": "approved",
    "attest": "confirmed",
    "dispute": "disputed",
    "decline": "declined",
}
_METHODS: Final = {
    "attested": "as a typed name, which proves no person",
    "external": "in a document signed elsewhere",
    "ssh": "with the key that is pinned for that person",
    "pdf": "inside the PDF",
}


def due(hearing: Hearing) -> str:
    """By when a gate is to be decided, how long that is, and by whom; empty where no clock runs."""
    left, day = clock(hearing), hearing.actual.decide_by
    if not left:
        return ""
    by = f"to be decided by {day} ({left})" if left.endswith(("left", "day")) else left
    return f"{by}, by {deciders(hearing)}"


def subject(ask: Ask) -> str:
    """What the word is about: ``revision 1 of the terms``."""
    return f"evidence of {ask.what}" if ask.subject.startswith("e-") else ask.what


def answered(ask: Ask) -> str:
    """Who said what, when and how: ``signed by Luca Meier, sponsor of contoso, on 2025-12-16, inside the PDF``."""
    if not ask.given:
        return f"awaited from {asked(ask)}"
    how = _METHODS.get(ask.method, ask.method)
    said = _SAYS.get(ask.says, ask.says)
    return f"{said} by {ask.person}, {ask.role} of {ask.party}, on {ask.date}, {how}{because(ask)}"


_PLAIN: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


def command(ask: Ask, charter: str) -> str:
    """What gives the word that is awaited, plain letters; empty where it is given, or where a name is none such."""
    role = ask.roles[0] if ask.roles else "ROLE"
    names = (charter, ask.subject, ask.party, role.lower())
    if ask.given or not all(map(_PLAIN.fullmatch, names)):
        return ""
    verb = "evidence attest" if ask.subject.startswith("e-") else "sign"
    return f"charter {verb} {charter} {ask.subject} --as {ask.party}.{role}"


_CONSENT: Final = re.compile(r"consents/(r|d|e-|people-)(.+)-([a-z0-9]+)\.yaml")
_SUBJECTS: Final = {"r": "revision", "d": "decision", "e-": "evidence", "people-": "people of"}


def voided(local: str) -> str:
    """A consent that no longer counts: ``what northwind said to revision 2 (consents/r2-northwind.yaml)``."""
    found = _CONSENT.fullmatch(local)
    if found is None:
        return local
    again = "; if the change is meant: delete that file, and sign again" if found[1] == "r" else ""
    return f"what {found[3]} said to {_SUBJECTS[found[1]]} {found[2].lstrip('0') or '0'} ({local}){again}"


def courteous(one: CharterReview) -> Iterator[str]:
    """What was said on the host, and that it proves nothing."""
    for said in one.courtesies:
        word = "approves" if said.approves else "asks for changes"
        late = "" if said.current else ", of an earlier state of it"
        yield f"{said.party}: {said.person} ({said.account}) {word}{late}"


UNCOUNTED: Final = "this does not count, see what stops the change"
"""What is added to a word that something stands against."""

COURTESY: Final = "on the host, a courtesy and no proof"
"""The heading above it."""


def place(one: CharterReview | None, finding: Finding) -> str:
    """Where a finding is: ``charter.yaml:154``; of a charter, inside its folder."""
    path = finding.path.removeprefix(f"{one.folder}/") if one else finding.path
    return f"{path}:{finding.span.start.line}"


def rest(one: CharterReview) -> Iterator[str]:
    """What else is to be said of its findings."""
    if one.findings.fixed:
        yield f"{counted(len(one.findings.fixed), 'finding')} settled by this change"
    if one.findings.old:
        yield f"{counted(len(one.findings.old), 'finding')} as before"


def elsewhere(review: Review) -> Iterator[str]:
    """What the change does besides, and how it was looked at."""
    if review.governance:
        shown = [path[:100] for path in review.governance[:8]]
        yield f"it changes what the host or this tool asks for: {listed(shown)}"
    if review.others:
        changes = "changes" if review.others == 1 else "change"
        yield f"{counted(review.others, 'file')} outside of charters {changes} too"
    yield from review.notes
    yield f"judged: commit {review.head[:12]}, by the policy and the people of commit {review.base[:12]}"
