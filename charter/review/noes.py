"""What a change tells of a no: who says it to what, why, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from charter.review.asks import Ask
from charter.review.review import CharterReview

_MOST: Final = 200
"""How many characters of a reason the first sentence shows."""


def counts(one: CharterReview, ask: Ask) -> bool:
    """Whether nothing stands against the word that was given."""
    file = f"{one.folder}/consents/{ask.subject}-{ask.party}.yaml"
    return not ask.given or all(finding.path != file for finding in one.against)


def noes(one: CharterReview) -> tuple[Ask, ...]:
    """The words that say no, and that count."""
    return tuple(ask for ask in one.asks if ask.against and counts(one, ask))


def refused(ask: Ask) -> str:
    """Who says no to what: ``contoso (Luca Meier, sponsor) says no to revision 1 of the terms: “Walk too soft”``."""
    verb = f"disputes evidence of {ask.what}" if ask.says == "dispute" else f"says no to {ask.what}"
    cut = because(ask)
    return f"{ask.party} ({ask.person}, {ask.role}) {verb}{cut if len(cut) <= _MOST else f'{cut[: _MOST - 1]}…”'}"


def because(ask: Ask) -> str:
    """Why, and which number it is instead: ``: 31 instead, “two sites were left out”``; empty where nothing is said."""
    parts = [f"{ask.value} instead"] if ask.value else []
    parts += [f"“{ask.reason}”"] if ask.reason else []
    return f": {', '.join(parts)}" if parts else ""


def afterwards(one: CharterReview) -> Iterator[str]:
    """What comes next, once for each thing that is not agreed."""
    for ask in {ask.subject: ask for ask in noes(one)}.values():
        if re.fullmatch(r"r\d+", ask.subject):
            yield f"{ask.what} is not agreed; change charter.yaml together, then all sign its new words"
        elif ask.subject.startswith("e-"):
            yield f"evidence of {ask.what} is disputed; settle the number together, and record it as new evidence"
        elif ask.subject.startswith("people-"):
            yield f"{ask.what} are not agreed; change people/{ask.party}.yaml, and approve what stands there then"
        else:
            yield f"{ask.what} is declined and does not take effect; the charter stays {one.after}"
