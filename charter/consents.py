"""What a consent proves: `verify` takes it through numbered steps, and every step gives its proof or its reason.

Signing the terms, approving a decision, attesting or disputing evidence, declining: all are consents, one model, one
`verify`. What is left to the caller: which subjects there are, which roles are entitled, and what follows from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from charter import keyring, signed_pdf
from charter.digest import digest
from charter.empty_words import is_told
from charter.facts import Fact, Objection, Proof, RawFile
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter, Consent, People
    from charter.model.consent import Envelope

METHODS: tuple[str, ...] = ("attested", "external", "ssh", "pdf")
"""Weakest first."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "r": ("sign", "decline"),
    "d": ("approve", "decline"),
    "e": ("attest", "dispute"),
    "p": ("approve", "decline"),
}
"""What can be said of a subject, by the letter its name begins with: revision, decision, evidence, people."""


class Subject(NamedTuple):
    """Something that a party consents to.

    Attributes:
        name: ``r1`` terms, ``d0003`` a decision, ``e-9f2c41aa`` evidence, ``people-northwind`` a people file.
        since: The day it was written; no consent to it is older. None where no day is known.
    """

    name: str
    digest: str
    since: date | None = None


@dataclass(frozen=True)
class Ground:
    """What a consent is held against.

    Attributes:
        charter: The charter's id.
        subjects: Every subject there is, by its name.
        entitled: Roles that may speak for a party on this subject; empty where any role of the party may.
        outsiders: Outsiders who decide; they have no people file, so their persons cannot be checked.
        least: The weakest method that counts.
    """

    charter: str
    today: date
    subjects: Mapping[str, Subject]
    parties: Collection[str]
    people: Mapping[str, Fact[People]]
    entitled: Collection[str] = ()
    outsiders: Collection[str] = ()
    least: str = "attested"
    files: Mapping[str, RawFile] = field(default_factory=dict)


def verify(consent: Fact[Consent], ground: Ground) -> tuple[Proof, ...]:
    """Every step of a consent's verification, in order; it counts only if all hold.

    Later steps that make no sense once an earlier one failed are left out, so there is always at least one step.
    """
    return tuple(_until_hopeless(consent, ground))


def objections(consent: Fact[Consent], proofs: Collection[Proof]) -> Iterator[Objection]:
    """The failed steps as objections to the consent's file."""
    return (Objection(p.rule, consent.local, p.path, p.problem, p.help) for p in proofs if not p.holds)


def _until_hopeless(fact: Fact[Consent], ground: Ground) -> Iterator[Proof]:
    consent = fact.part
    yield _charter(consent, ground)
    yield _name(fact)
    subject = ground.subjects.get(_text(consent.subject))
    yield _subject(consent, subject)
    if subject is None:
        return
    yield _digest(consent, subject)
    yield _word(consent)
    party = _party(consent, ground)
    yield party
    if party.holds:
        yield _authority(consent, ground)
    yield from _day(consent, subject, ground)
    yield _reason(consent)
    yield _strength(consent, ground)
    if consent.method == "ssh":
        yield from keyring.proofs(fact, ground.people)
    elif consent.method == "pdf":
        yield from signed_pdf.proofs(fact, subject.name, ground.parties, ground.people, ground.files)
    else:
        yield _seal(fact, ground)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _charter(consent: Consent, ground: Ground) -> Proof:
    shown = f"it is about {ground.charter}"
    if consent.charter == ground.charter:
        return Proof("consent-of-another-charter", ("charter",), shown)
    problem = f"this consent was given to the charter {consent.charter}, not to {ground.charter}"
    return Proof("consent-of-another-charter", ("charter",), shown, problem)


def _name(fact: Fact[Consent]) -> Proof:
    meant = f"{_text(fact.part.subject)}-{_text(fact.part.party)}"
    shown = f"its file is called {meant}.yaml"
    if fact.local == f"consents/{meant}.yaml":  # any other spelling would be a second word on the same thing
        return Proof("consent-misnamed", ("subject",), shown)
    problem = (
        f"this file is called {fact.local.removeprefix('consents/')}, but it is a consent of {_text(fact.part.party)}"
    )
    problem += f" to {_text(fact.part.subject)}: that is {meant}.yaml"
    return Proof("consent-misnamed", ("subject",), shown, problem)


def _subject(consent: Consent, subject: Subject | None) -> Proof:
    name = _text(consent.subject)
    problem = "" if subject else f"it speaks of {name}, and there is no {name}"
    return Proof("consent-to-nothing", ("subject",), f"there is a {name}", problem)


def _digest(consent: Consent, subject: Subject) -> Proof:
    shown = f"it covers {subject.name} word for word"
    if consent.digest == subject.digest:
        return Proof("consent-to-other-words", ("digest",), shown)
    problem = f"it was given to other words than {subject.name} has now: {subject.name} has the digest {subject.digest}"
    return Proof("consent-to-other-words", ("digest",), shown, problem)


def _word(consent: Consent) -> Proof:
    name = _text(consent.subject)
    allowed = _WORDS.get(name[:1], ())
    shown = f"it says {consent.says}"
    problem = "" if consent.says in allowed else f"one cannot {consent.says} {name}: write {' or '.join(allowed)}"
    return Proof("consent-without-sense", ("says",), shown, problem)


def _party(consent: Consent, ground: Ground) -> Proof:
    party = _text(consent.party)
    known = party in ground.parties or party in ground.outsiders
    problem = "" if known else f"{party} is no party of this charter"
    return Proof("consent-of-a-stranger", ("party",), f"{party} is asked", problem)


def _authority(consent: Consent, ground: Ground) -> Proof:
    party, role, person, day = _text(consent.party), _text(consent.role), _text(consent.person), given(consent.date)
    shown = f"{person} may speak for {party} as {role}"
    if party not in ground.parties:
        return Proof("consent-without-authority", ("role",), f"{person} speaks for {party}, which has no people file")
    roster = ground.people.get(party)
    if roster is None:
        problem = f"{party} has no people file, so nobody can tell whether {person} may speak for it"
        return Proof("consent-without-authority", ("person",), shown, problem, f"write people/{party}.yaml")
    if ground.entitled and not any(role in (name, *deputies(roster.part, name, day)) for name in ground.entitled):
        wanted = " or ".join(sorted(ground.entitled))
        problem = f"the role {role} cannot give this consent for {party}: it takes {wanted}"
        return Proof("consent-without-authority", ("role",), shown, problem)
    if person not in holders(roster.part, role, day):
        problem = f"{person} did not hold the role {role} of {party} on {day}"
        return Proof("consent-without-authority", ("person",), shown, problem)
    return Proof("consent-without-authority", ("person",), shown)


def holders(people: People, role: str, day: date | None) -> tuple[str, ...]:
    """Who holds a role on a day, by name."""
    return tuple(name for name, _ in _holding(people, role, day))


def deputies(people: People, role: str, day: date | None) -> tuple[str, ...]:
    """The roles that stand in for a role on a day."""
    return tuple(deputy for _, deputy in _holding(people, role, day) if deputy)


def _holding(people: People, role: str, day: date | None) -> Iterator[tuple[str, str]]:
    for holder in keyring.in_role(people, role, day):
        yield _text(holder.name), _text(holder.deputy)


def _day(consent: Consent, subject: Subject, ground: Ground) -> Iterator[Proof]:
    day = given(consent.date)
    if day is None:  # a consent that leaves its day open is not understood in the first place
        return
    problem = ""
    if subject.since is not None and day < subject.since:
        problem = f"it is dated {day}, before {subject.name} was written on {subject.since}"
    yield Proof("consent-back-dated", ("date",), f"it is no older than {subject.name}", problem)
    problem = f"it is dated {day}, which is after {ground.today}" if day > ground.today else ""
    yield Proof("consent-from-the-future", ("date",), f"it was given on {day}", problem)


def _reason(consent: Consent) -> Proof:
    needed = consent.says in ("decline", "dispute")
    problem = f"it says {consent.says} and does not say why" if needed and not is_told(given(consent.reason)) else ""
    return Proof("consent-without-reason", ("reason",), "it gives its reason where one is due", problem)


def _strength(consent: Consent, ground: Ground) -> Proof:
    method = _text(consent.method)
    enough = weakest(ground.least, _text(consent.subject), _text(consent.says))
    shown = f"it was given as {method}, and {enough} is enough"
    if enough not in METHODS or METHODS.index(method) >= METHODS.index(enough):
        return Proof("consent-too-weak", ("method",), shown)
    problem = f"it was given as {method}, and these terms count nothing weaker than {enough}"
    return Proof("consent-too-weak", ("method",), shown, problem)


def seal(data: Mapping[str, object]) -> str:
    """The seal of an attested consent: the digest of everything in it but `signature`.

    It proves no person, only that nothing was changed since by accident; anybody can compute it.
    """
    return digest({key: value for key, value in data.items() if key != "signature"})  # type: ignore[misc]  # plain data


def _seal(fact: Fact[Consent], ground: Ground) -> Proof:
    method, signature = fact.part.method, given(fact.part.signature)
    rule, path = "consent-seal-broken", ("signature",)
    if given(fact.part.key) is not None:
        problem = f"it names a key and was given as {method}: only ssh and pdf prove a key"
        return Proof(rule, path, "it names no key", problem, "have it given again, with --method ssh")
    if method == "attested":
        shown = "its seal fits: nothing in it was changed since (a typed name, no proof of the person)"
        problem = "" if signature == seal(fact.data) else "something in it was changed after it was written"
        return Proof(rule, path, shown, problem)
    return _enclosed(cast("Envelope | None", None if isinstance(signature, str) else signature), ground)


def _enclosed(envelope: Envelope | None, ground: Ground) -> Proof:
    rule, path = "consent-seal-broken", ("signature",)
    name = _text(envelope.file) if envelope else ""
    shown = f"signed/{name} is the file it was given on"
    file = ground.files.get(f"signed/{name}")
    if name.endswith(".json"):
        return Proof(rule, path, shown, f"signed/{name} are the terms themselves, not a file that somebody signed")
    if envelope is None or file is None:
        return Proof(rule, path, shown, f"the file it was given on, signed/{name or '…'}, is not there")
    problem = (
        ""
        if file.sha256 == envelope.sha256
        else f"signed/{name} is not the file it was given on: it has another digest"
    )
    return Proof(rule, path, shown, problem)


def weakest(least: str, subject: str, says: str) -> str:
    """The weakest method that counts for a consent: only terms are a PDF that one signs in, and not to decline."""
    inside = subject.startswith("r") and says != "decline"
    return "ssh" if least == "pdf" and not inside else least


def least(terms: Charter) -> str:
    """The weakest method that counts under these terms."""
    signing = given(terms.signing)
    return (given(signing.least) if signing else None) or "attested"
