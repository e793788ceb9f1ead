"""Who signs, how far it binds, and who holds which role."""

from collections.abc import Mapping
from dataclasses import dataclass

from charter.model import Charter, People
from charter.model.people import Holder
from charter.rendering.names import Names, label, listed
from charter.rendering.shapes import Cell, Table, inside
from charter.rendering.words import absence, day, told, words
from charter.signatures.keys import read_key
from charter.values import Absent, Role, given

_BINDING = {
    "none": "This charter says what the parties intend and how they will decide. By itself it is not meant to bind "
    "them; a promise binds where an agreement named beside it makes it bind.",
    "partly": "The parties mean only these parts to bind them{parts}. Everything else here says what they intend.",
    "full": "The parties mean this charter as a whole to bind them.",
}
_UNSAID = "This charter does not say yet how far it is meant to bind the parties."
_METHODS = {
    "pdf": "a signature inside the PDF",
    "ssh": "a signature with the key below, or one inside the PDF",
    "external": "a signing service or ink on paper, or anything stronger",
    "attested": "a typed name, or anything stronger",
}


@dataclass(frozen=True)
class Signatory:
    """A line to sign on.

    Attributes:
        name: Who signs, with the title: "Jana Brandt, VP Alliances"; `person` and `title` hold them apart.
        key: The fingerprint of the SSH key, or why there is none to show.
        certificate: The fingerprint of the certificate for PDFs.
    """

    name: str
    role: str
    key: str
    certificate: str
    person: str = ""
    title: str = ""


@dataclass(frozen=True)
class Block:
    """One party's signatures.

    Attributes:
        id: The party as the charter refers to it.
    """

    id: str
    party: str
    entities: str
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True)
class Signing:
    """The last page.

    Attributes:
        binding: One fixed sentence for how far the charter binds, with the parts that do where only parts do.
        rules: What the charter asks of a signature.
    """

    binding: str
    rules: tuple[str, ...]
    blocks: tuple[Block, ...]


def signing(charter: Charter, names: Names, people: Mapping[str, People]) -> Signing:
    """The signature page."""
    return Signing(
        binding=binding(charter, names),
        rules=_rules(charter, names),
        blocks=tuple(_block(charter, party, names, people.get(party)) for party in names.parties),
    )


def binding(charter: Charter, names: Names) -> str:
    """How far the charter binds, in one of the fixed sentences."""
    if isinstance(charter.binding, Absent):
        return f"How far this charter binds: {absence(charter.binding, names)}."
    parts = words(charter.binding_parts, names)
    if charter.binding == "partly":
        return _BINDING["partly"].replace("{parts}", f": {parts}" if parts else ", which are not named yet")
    return _BINDING.get(charter.binding or "", _UNSAID) + (f" Named as binding parts: {parts}." if parts else "")


def _rules(charter: Charter, names: Names) -> tuple[str, ...]:
    if isinstance(charter.signing, Absent):
        return (f"Signing: {absence(charter.signing, names)}.",)
    if charter.signing is None:
        return ()
    said = (
        told(charter.signing.before, names, lambda what: f"All parties sign before {what}.", "To be signed before"),
        told(charter.signing.least, names, lambda method: f"What counts: {_METHODS[method]}.", "What counts"),
    )
    return tuple(text if text.endswith(".") else f"{text}." for text in said if text)


def _block(charter: Charter, party: str, names: Names, people: People | None) -> Block:
    entities = given(inside(given(names.parties[party]), "entities")) or ()
    signing = [words(entity.name, names) for entity in entities if entity.signs is True]
    return Block(party, names.full(party), listed(signing), tuple(_signatories(charter, party, people)))


def _signatories(charter: Charter, party: str, people: People | None) -> list[Signatory]:
    roles = given(people.signatories) if people is not None else None
    if roles is None:
        sponsor = given((inside(charter, "governance", "sponsors") or {}).get(party))
        return [Signatory("", label(sponsor.role) if isinstance(sponsor, Role) else "", "", "")]
    found = []
    for role in roles:
        holders = _holders(people, role) or (None,)
        found += [_signatory(holder, role) for holder in holders]
    return found


def _signatory(holder: Holder | None, role: str) -> Signatory:
    name, title = (given(holder.name) or "", given(holder.title) or "") if holder is not None else ("", "")
    return Signatory(_person(holder), label(role), _fingerprint(holder), _certificate(holder), name, title)


def _person(holder: Holder | None) -> str:
    if holder is None:
        return ""
    return ", ".join(text for text in (given(holder.name), given(holder.title)) if text)


def _fingerprint(holder: Holder | None) -> str:
    """The fingerprint that `ssh-keygen -l` shows, to be compared by voice."""
    key = given(holder.key) if holder is not None else None
    if key is None:
        return ""
    try:
        return read_key(key).fingerprint
    except ValueError:
        return "this key cannot be used"


def _certificate(holder: Holder | None) -> str:
    return (given(holder.certificate) or "") if holder is not None else ""


def _holders(people: People | None, role: str) -> tuple[Holder, ...]:
    roles = given(people.roles) if people is not None else None
    return given(roles.get(role)) or () if roles is not None else ()


def holder_of(role: Role, people: Mapping[str, People]) -> str:
    """The names of those who hold a role; empty where no people file says it."""
    holders = _holders(people.get(role.party), role.role)
    return listed(given(holder.name) or "" for holder in holders)


def roster(names: Names, people: Mapping[str, People]) -> Table:
    """Who holds which role."""
    rows: list[tuple[Cell, ...]] = []
    for party, file in people.items():
        short = names.short(party)
        if isinstance(file.roles, Absent):
            rows.append((short, "", absence(file.roles, names), "", "", ""))
            continue
        for role, holders in (file.roles or {}).items():
            if isinstance(holders, Absent):
                rows.append((short, label(role), absence(holders, names), "", "", ""))
            else:
                rows += [(short, label(role), *_row(holder, names)) for holder in holders]
    return Table(("Party", "Role", "Who", "Mail", "Stands in", "Time"), tuple(rows))


def _row(holder: Holder, names: Names) -> tuple[str, ...]:
    pieces = (told(holder.name, names, str, "name"), told(holder.title, names, str, "title"))
    times = (
        told(holder.from_, names, lambda first: f"since {day(first)}", "since"),
        told(holder.to, names, lambda last: f"until {day(last)}", "until"),
    )
    deputy = told(holder.deputy, names, label, "deputy")
    who, time = ", ".join(filter(None, pieces)), " ".join(filter(None, times))
    return who, words(holder.email, names), deputy, time
