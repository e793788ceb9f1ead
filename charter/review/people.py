"""What a change does to who speaks for a party, and with which key: in words, with the fingerprints to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from charter.review.side import Proposed
from charter.signatures.keys import read_key
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model import People
    from charter.model.people import Holder

What: TypeAlias = Literal["person", "key", "certificate", "days", "deputy", "mail", "accounts", "signatories"]

KEYS: Final[tuple[What, ...]] = ("key", "certificate")
"""What a signature is told to be somebody's by."""

VOICES: Final[tuple[What, ...]] = (*KEYS, "person", "days", "deputy", "signatories")
"""What decides whose word counts; the rest is how somebody is reached."""


class Personal(NamedTuple):
    """One thing that changes about one party's people.

    Attributes:
        role: In which role, and `person`, of whom; both empty for ``signatories``.
        what: What changes; ``person`` is who holds the role.
        old: What it was, and `new`, what it is; empty where there was or is none. A key as its fingerprint.
    """

    party: str
    role: str
    person: str
    what: What
    old: str
    new: str


def people(proposed: Proposed) -> tuple[Personal, ...]:
    """What changes of the people; with a new charter only the keys, and nothing where a people file cannot be read."""
    before, after = proposed
    if after is None:
        return ()
    old, new = before.facts.people if before else {}, after.facts.people
    found = [
        one
        for party in dict.fromkeys((*new, *old))
        if f"people/{party}.yaml" not in after.facts.broken
        for one in _party(party, *(known[party].part if party in known else None for known in (old, new)))
    ]
    return tuple(one for one in found if before is not None or one.what in KEYS)


def _party(party: str, old: People | None, new: People | None) -> Iterator[Personal]:
    signing = [listed([str(role) for role in (given(one.signatories) if one else None) or ()]) for one in (old, new)]
    if signing[0] != signing[1]:
        yield Personal(party, "", "", "signatories", signing[0], signing[1])
    for role in dict.fromkeys((*_roles(new), *_roles(old))):
        for before, after in _pairs(_roles(old).get(role, []), _roles(new).get(role, [])):
            yield from _holder(party, role, before, after)


def _roles(roster: People | None) -> dict[str, list[Holder]]:
    roles = (given(roster.roles) if roster else None) or {}
    return {str(role): list(given(holders) or ()) for role, holders in roles.items()}


def _pairs(old: list[Holder], new: list[Holder]) -> Iterator[tuple[Holder | None, Holder | None]]:
    """Who is whom: by name and key, by name, then by key; in the order of what is there now."""
    gone, known = list(old), dict[int, "Holder"]()
    marks: tuple[Callable[[Holder], object], ...] = (lambda one: (one.name, _key(one)), lambda one: one.name, _key)
    for mark in marks:
        for index, holder in enumerate(new):
            twin = next((one for one in gone if mark(holder) and mark(one) == mark(holder)), None)
            if index not in known and twin is not None:
                known[index] = twin
                gone.remove(twin)
    yield from ((known.get(index), holder) for index, holder in enumerate(new))
    yield from ((holder, None) for holder in gone)


def _holder(party: str, role: str, old: Holder | None, new: Holder | None) -> Iterator[Personal]:
    known = new or old
    was, now = (_told(one) if one else {} for one in (old, new))
    for what in ("person", *KEYS, "days", "deputy", "mail", "accounts"):
        before, after = was.get(what, ""), now.get(what, "")
        whole = what in ("days", "deputy", "mail", "accounts") and not (old and new)
        if before != after and not whole and known is not None:
            yield Personal(party, role, str(known.name), what, before, after)


def _told(holder: Holder) -> dict[What, str]:
    """What is known of a person, as texts; the title is nobody's power."""
    days = [f"{word} {day}" for word, day in (("from", given(holder.from_)), ("to", given(holder.to))) if day]
    accounts = sorted(f"{host} {given(name)}" for host, name in (given(holder.accounts) or {}).items())
    return {
        "person": str(holder.name),
        "key": _key(holder),
        "certificate": str(given(holder.certificate) or ""),
        "days": " ".join(days),
        "deputy": str(given(holder.deputy) or ""),
        "mail": str(given(holder.email) or ""),
        "accounts": listed(accounts),
    }


def _key(holder: Holder) -> str:
    line = given(holder.key)
    if line is None:
        return ""
    try:
        return read_key(line).fingerprint
    except ValueError:
        return f"one that cannot be read, {quoted(line)}"


PEOPLE: Final = "people and keys"
"""The heading above their sentences."""

_NAMES: Final[dict[What, str]] = {"days": "in the role", "certificate": "certificate for PDFs"}


def personal(one: Personal) -> str:
    """One change: ``contoso, sponsor, Luca Meier: key replaced, was SHA256:…, is SHA256:… now``."""
    if one.what == "person":
        how = f"{one.old} is renamed" if one.old and one.new else "added" if one.new else "gone"
        return f"{one.party}, {one.role}, {one.person}: {how}"
    where = ", ".join(part for part in (one.party, one.role, one.person) if part)
    name = _NAMES.get(one.what, one.what)
    if one.old and one.new:
        return f"{where}: {name} replaced, was {one.old}, is {one.new} now"
    return f"{where}: {name} added, {one.new}" if one.new else f"{where}: {name} taken away, was {one.old}"


def compare(changes: tuple[Personal, ...]) -> Iterator[str]:
    """What to ask whom, by voice: that is what makes a fingerprint somebody's."""
    for party in dict.fromkeys(one.party for one in changes if one.what in KEYS and one.new):
        one_key = sum(one.party == party and one.what in KEYS and bool(one.new) for one in changes) == 1
        those = "this fingerprint is theirs" if one_key else "these fingerprints are theirs"
        yield f"ask {party} by voice whether {those}: only {party} can say so"
