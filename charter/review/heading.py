"""The first sentence of a review: what stops the change, whose key it touches, who says no, on whom it waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from charter.review.altered import alters
from charter.review.asks import Ask
from charter.review.noes import counts, noes, refused
from charter.review.people import KEYS, VOICES, Personal
from charter.review.review import Review
from charter.wording import counted, listed

Verdict: TypeAlias = Literal["stopped", "voices", "refused", "altered", "awaited", "free"]
"""What a reviewer is to see at once; ``voices`` is that it changes whose word counts for a party, without that word. A
change that only brings a no may be merged, and is no agreement."""

_NAMED: Final = 3
"""How many words the first sentence names; of more it gives the number."""


def verdict(review: Review) -> Verdict:
    """What it comes to at first sight."""
    if review.against:
        return "stopped"
    if any(_unapproved(review)):
        return "voices"
    if any(noes(one) for one in review.charters):
        return "refused"
    if alters(review.altered):
        return "altered"
    return "awaited" if any(not ask.given for one in review.charters for ask in one.asks) else "free"


def headline(review: Review) -> str:
    """What stops the change, and who says no; if neither, on whom it waits."""
    changed = alters(review.altered)
    if not review.charters and not review.findings.new:
        return f"this change {changed}" if changed else "this change touches no charter: there is nothing to check"
    count, said = len(review.against), [*_voices(review), *_refusals(review)]
    if count:
        stopped = f"{counted(count, 'thing')} {'stops' if count == 1 else 'stop'} this change"
        return "; ".join([stopped, *said, *([f"it {changed}"] if changed else [])])
    told = said or ["nothing stands against this change"]
    awaited = list(dict.fromkeys(_awaited(review)))
    if awaited:
        told.append(f"still awaited: {listed(awaited) if len(awaited) <= _NAMED else counted(len(awaited), 'word')}")
    return "; ".join([*told, f"it {changed}"] if changed else told)


def _unapproved(review: Review) -> Iterator[Personal]:
    """What a change to an old charter does to whose word counts for a party, without a word of that party."""
    for one in review.charters:
        heard = {ask.subject for ask in one.asks if ask.given and not ask.against and counts(one, ask)}
        yield from (
            said for said in one.people if one.before and said.what in VOICES and f"people-{said.party}" not in heard
        )


def _voices(review: Review) -> Iterator[str]:
    said = list(_unapproved(review))
    keys = dict.fromkeys(one.party for one in said if one.what in KEYS)
    for what, parties in (
        ("whose key counts", tuple(keys)),
        ("who speaks", tuple(dict.fromkeys(one.party for one in said if one.party not in keys))),
    ):
        if parties:
            can = listed(parties) if len(parties) == 1 else "each of them"
            yield f"it changes {what} for {listed(parties)}: only {can} can say that it is right"


def _refusals(review: Review) -> Iterator[str]:
    said = [ask for one in review.charters for ask in noes(one)]
    yield from map(refused, said[:_NAMED])
    if len(said) > _NAMED:
        yield f"{len(said) - _NAMED} more say no"


def _awaited(review: Review) -> Iterator[str]:
    """Whose word is awaited on what nobody has said no to."""
    for one in review.charters:
        settled = {ask.subject for ask in noes(one)}
        yield from (asked(ask) for ask in one.asks if not ask.given and ask.subject not in settled)


def asked(ask: Ask) -> str:
    """Whose word is meant: ``contoso (sponsor)``."""
    return f"{ask.party} ({' or '.join(ask.roles)})" if ask.roles else ask.party
