"""Proving a page that checks itself from its bytes alone, without running anything in it.

It is made again from what it carries, and every signature goes through the checks that the consents of a repository go
through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from charter.errors import CharterError
from charter.facts import Fact, Facts
from charter.lifecycle.replay import History, replay
from charter.outlook.testimony import Expected, Problem, Step, checks, expectations, proved, signer_of
from charter.outlook.verification import Verification
from charter.repository import read_file
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.rendering.html.carrying import Carried

_LARGEST = 16 << 20
"""The most bytes of a page."""


def is_page(name: str) -> bool:
    """Whether an argument means a page: by its name."""
    return name.lower().endswith((".html", ".htm"))


def verified_page(file: Path, today: date, expected: Expected) -> Verification:
    """What a page proves alone.

    Raises:
        UnreadablePathError: It does not exist or cannot be opened.
    """
    from charter.rendering.html.carrying import carried

    raw = read_file(file, _LARGEST)
    try:
        found = carried(raw.decode())
    except (CharterError, UnicodeDecodeError) as error:
        why = str(error) if isinstance(error, CharterError) else "it is not written in UTF-8"
        problem = Problem(why, "only a page that charter render --to html made can be proved")
        return Verification("", "", (Step("it carries the terms of a charter", (problem,)),), (), source=str(file))
    return _proved(found, raw, today, expected, str(file))


def _proved(found: Carried, raw: bytes, today: date, expected: Expected, name: str) -> Verification:
    facts = Facts(str(found.terms.charter.id), _draft(found), people=found.people, consents=found.consents)
    history, subject = replay(facts, today), f"r{given(found.terms.charter.revision)}"
    steps = [
        _made_again(found, raw),
        _terms(found),
        *(step for fact in found.consents for step in checks(fact, history)),
        _everybody(found, history),
        *expectations(found.consents, history, expected),
    ]
    good = [fact for fact in found.consents if proved(fact, history)]
    return Verification(
        facts.id,
        subject,
        tuple(steps),
        tuple(sorted({signer_of(fact) for fact in good if fact.part.method == "ssh"})),
        typed=sum(fact.part.method == "attested" for fact in good),
        source=name,
        digest=found.terms.digest,
    )


def _draft(found: Carried) -> Fact[Charter]:
    return Fact("charter.yaml", found.terms.digest, found.terms.charter, found.terms.data or {})


def _made_again(found: Carried, raw: bytes) -> Step:
    """Whether every byte follows from what it carries."""
    from charter import __version__

    shown = "everything on the page follows from the terms, people and signatures in it, byte for byte"
    if found.again().encode() == raw:
        return Step(shown)
    if found.made_with != __version__:
        why = f"it says that charter {quoted(found.made_with)} made it, and this is {__version__}, which makes another"
        return Step(shown, (Problem(why, "prove it with that version, or ask for a page made by this one"),))
    why = "it is not the page that they make: it may say something else, or its script may"
    return Step(shown, (Problem(why, "do not rely on what it shows: ask for the page anew"),))


def _terms(found: Carried) -> Step:
    charter = found.terms.charter
    named = f"{charter.id} revision {given(charter.revision)}, {quoted(str(given(charter.title) or ''))}"
    return Step(f"its terms are those of {named}, between {listed(_parties(found))}: {found.terms.digest}")


def _everybody(found: Carried, history: History) -> Step:
    signed = history.signatures.get(given(found.terms.charter.revision) or 0, {})
    return Step(f"every party has signed: {listed(_parties(found))}", tuple(_lacking(found, signed)))


def _lacking(found: Carried, signed: Mapping[str, date]) -> Iterator[Problem]:
    if not _parties(found):
        yield Problem("these terms name no parties")
    for party in _parties(found):
        if party not in signed:
            yield Problem(f"{party} has no signature here that holds")


def _parties(found: Carried) -> tuple[str, ...]:
    return tuple(given(found.terms.charter.parties) or ())
