"""Whose key made a signature, and what an SSH signature under a consent proves: that it covers every word.

The people files pin a key for a person in a role, from one day to another. A key that is replaced keeps its row with a
last day, so that what was signed with it stays proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from charter.facts import Fact, Proof
from charter.signatures.keys import PublicKey, read_key
from charter.signatures.sshsig import Signature, fits, read_signature
from charter.signatures.statement import NAMESPACE, statement
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Consent, People
    from charter.model.people import Holder

Rosters: TypeAlias = "Mapping[str, Fact[People]]"
"""The people files by party."""


class Pinned(NamedTuple):
    """A key and whose it is."""

    key: PublicKey
    party: str
    role: str
    person: str


def in_role(people: People, role: str, day: date | None) -> Iterator[Holder]:
    """Who holds a role on a day."""
    for holder in given((given(people.roles) or {}).get(role)) or ():
        first, last = given(holder.from_), given(holder.to)
        if day is None or ((first is None or first <= day) and (last is None or day <= last)):
            yield holder


def pinned(people: People, role: str, person: str, day: date | None) -> tuple[PublicKey, ...]:
    """The keys of a person in a role on a day; one that cannot be read is none."""
    return tuple(_keys(holder for holder in in_role(people, role, day) if holder.name == person))


def everybody(rosters: Rosters) -> Iterator[Pinned]:
    """Every key that is pinned on any day."""
    for party, roster in rosters.items():
        for role in given(roster.part.roles) or {}:
            for holder in in_role(roster.part, role, None):
                yield from (Pinned(key, party, role, str(holder.name)) for key in _keys([holder]))


def _keys(holders: Iterator[Holder] | list[Holder]) -> Iterator[PublicKey]:
    for holder in holders:
        line = given(holder.key)
        if line is not None:
            try:
                yield read_key(line)
            except ValueError:  # the rule key-unusable says why
                continue


def proofs(fact: Fact[Consent], rosters: Rosters) -> Iterator[Proof]:
    """The steps of proving a consent given as ssh: readable, by the pinned key, of one party only, over every word."""
    armored = given(fact.part.signature)
    try:
        signature = read_signature(armored if isinstance(armored, str) else "")
    except ValueError as error:
        yield Proof(
            "signature-unreadable",
            ("signature",),
            "it carries an SSH signature",
            f"its signature cannot be used: {error}",
        )
        return
    shown = f"it carries an SSH signature, made with the key {signature.key.fingerprint}"
    yield Proof("signature-unreadable", ("signature",), shown)
    yield from owned(fact.part, signature.key, rosters)
    shown = "the signature covers every other word of this consent"
    yield Proof("signature-does-not-fit", ("signature",), shown, _unfit(signature, fact))


def owned(consent: Consent, key: PublicKey, rosters: Rosters) -> Iterator[Proof]:
    """The steps of proving whose key it is: pinned for the person that day, and for no other party."""
    shown = f"that key is pinned for {consent.person}, {consent.role} of {consent.party}, on {given(consent.date)}"
    yield Proof("key-not-pinned", ("key",), shown, *_unpinned(consent, key, rosters))
    shown = f"no other party pins {key.fingerprint}"
    yield Proof("same-key-for-two-parties", ("key",), shown, _shared(consent, key, rosters))


def _unpinned(consent: Consent, key: PublicKey, rosters: Rosters) -> tuple[str, str]:
    """Why the key is not the one that counts, and what to do."""
    party, role, person, day = str(consent.party), str(consent.role), str(consent.person), given(consent.date)
    named = given(consent.key)
    if named != key.fingerprint:
        message = f"it names the key {named or 'of nobody'} and was signed with {key.fingerprint}"
        return message, "give the consent again with charter sign, which writes the key into it"
    roster = rosters.get(party)
    keys = pinned(roster.part, role, person, day) if roster is not None else ()
    if key in keys:
        return "", ""
    known = listed([one.fingerprint for one in keys])
    whose = listed(sorted({f"{one.person} of {one.party}" for one in everybody(rosters) if one.key == key}))
    message = f"it was signed with {key.fingerprint}{f', a key of {whose}' if whose else ''}"
    message += f"; people/{party}.yaml pins {known or 'no key'} for {person} as {role} on {day}"
    return message, f"ask {party} by voice for the fingerprint of {person}'s key, and trust no other"


def _shared(consent: Consent, key: PublicKey, rosters: Rosters) -> str:
    others = sorted({one.party for one in everybody(rosters) if one.key == key} - {str(consent.party)})
    return f"{key.fingerprint} is a key of {listed([*others, str(consent.party)])}" if others else ""


def _unfit(signature: Signature, fact: Fact[Consent]) -> str:
    if signature.namespace != NAMESPACE:
        return f'its signature was made for "{signature.namespace}", not for "{NAMESPACE}"'
    if fits(signature, statement(fact.data)):
        return ""
    return "its signature does not fit: this is not what was signed, or not with this key"
