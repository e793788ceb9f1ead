"""Proving a page that checks itself from its bytes alone, without running anything in it.

It is made again from what it carries, and every signature goes through the checks that the consents of a repository go
through.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from charter.errors import CharterError
from charter.facts import Fact, Facts
from charter.lifecycle.replay import History, replay
from charter.outlook.elsewhere import SEALED, Elsewhere, elsewhere, remarks
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
    away = elsewhere(found.consents, history)
    steps = [
        _made_again(found, raw),
        _terms(found),
        *_checks(found, history, away),
        _everybody(found, history, away),
        *expectations(found.consents, history, _provable(expected, away)),
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
        left=(*remarks(away, "a page"), *_asked_there(expected, away)),
        elsewhere=len(away),
    )


def _checks(found: Carried, history: History, away: tuple[Elsewhere, ...]) -> Iterator[Step]:
    """Every check of every consent but those that ask for a file, which no page holds."""
    absent = [one.fact for one in away]
    for fact in found.consents:
        if fact in absent:
            proofs = (proof for proof in history.proofs[fact.local] if proof.rule != SEALED)
            yield from (Step(f"{fact.local}: {proof.shown}") for proof in proofs)
        else:
            yield from checks(fact, history)


def _provable(expected: Expected, away: tuple[Elsewhere, ...]) -> Expected:
    """Of whom a key can be expected here: not of who names that key for a signature in another file."""
    named = {(one.party, one.key) for one in away}
    return {party: keys for party, keys in expected.items() if not any((party, key) in named for key in keys)}


def _asked_there(expected: Expected, away: tuple[Elsewhere, ...]) -> Iterator[str]:
    there = [(party, keys) for party, keys in expected.items() if party not in _provable(expected, away)]
    for party, keys in there:
        yield f"give it --expect {' --expect '.join(f'{party}={key}' for key in sorted(keys))}, too"


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


def _everybody(found: Carried, history: History, away: tuple[Elsewhere, ...]) -> Step:
    parties, signed = _parties(found), history.signatures.get(given(found.terms.charter.revision) or 0, {})
    there = {one.party for one in away if one.fact.part.says == "sign"}
    absent = [party for party in parties if party in there]
    here = [party for party in parties if party not in there]
    shown = f"every party has signed: {listed(parties)}"
    if absent:
        rest = f"every other party has signed: {listed(here)}; " if here else ""
        shown = f"{rest}the signature of {listed(absent)} is not here, and left to you"
    problems = [Problem(f"{party} has no signature here that holds") for party in here if party not in signed]
    problems += [] if parties else [Problem("these terms name no parties")]
    return Step(shown, tuple(problems))


def _parties(found: Carried) -> tuple[str, ...]:
    return tuple(given(found.terms.charter.parties) or ())
