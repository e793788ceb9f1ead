"""The sentences of a review that every format shows alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from charter.review.asks import Ask
from charter.review.kinds import Kind
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
    "attestation": "a word on evidence",
    "roster": "people and keys",
    "record": "a record of work",
    "program": "the program's policy",
    "governance": "what is checked",
    "removal": "the charter is removed",
    "other": "other files",
}
"""The kinds of change in words."""


def headline(review: Review) -> str:
    """Whether anything stops the change."""
    if not review.charters and not review.findings.new:
        return "this change touches no charter"
    count = len(review.against)
    if count:
        return f"{counted(count, 'thing')} {'stops' if count == 1 else 'stop'} this change"
    waited = sum(not ask.given for one in review.charters for ask in one.asks)
    if waited:
        return f"nothing stands against this change; {counted(waited, 'word')} of a party {_is(waited)} still awaited"
    return "nothing stands against this change"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def about(one: CharterReview) -> str:
    """What kind of change it is, and where the charter stands before and after."""
    what = listed([KINDS[kind] for kind in one.kinds]) or "nothing"
    if not one.before:
        return f"{what}, {one.after}" if one.after else what
    if not one.after:
        return f"{what}; it was {one.before}"
    moves = f"it is {one.after}" if one.before == one.after else f"it goes from {one.before} to {one.after}"
    return f"{what}; {moves}"


def asked(ask: Ask) -> str:
    """Whose word is meant: ``contoso (sponsor)``."""
    return f"{ask.party} ({' or '.join(ask.roles)})" if ask.roles else ask.party


def answered(ask: Ask) -> str:
    """What was said; or that it is awaited."""
    return ask.given or "awaited"


def courteous(one: CharterReview) -> Iterator[str]:
    """What was said on the host, and that it proves nothing."""
    for said in one.courtesies:
        word = "approves" if said.approves else "asks for changes"
        late = "" if said.current else ", of an earlier state of it"
        yield f"{said.party}: {said.person} ({said.account}) {word}{late}"


COURTESY: Final = "on the host, a courtesy and no proof"
"""The heading above it."""


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
    yield f"policy and people of {review.base[:12]}, judged as of {review.head[:12]}"
