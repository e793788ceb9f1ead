"""What somebody asks a draft for: the parties, the tier, the pattern, and whatever they already know in words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from charter.document.scalars import WORDS
from charter.document.text import HIDDEN
from charter.errors import UsageError
from charter.notation import read_identifier, read_role
from charter.terms.references import RESERVED
from charter.values import Role

MOST_PARTIES = 6
"""More sides than a gate can be decided by; a consortium writes its charter by hand."""

_LONGEST_LINE, _LONGEST_REASON = 100, 900


@dataclass(frozen=True)
class Side:
    """One party of the draft.

    Attributes:
        name: As its author writes it, one line.
        country: ISO 3166-1 alpha-2; empty where nobody said.
    """

    id: str
    name: str
    country: str = ""

    @property
    def label(self) -> str:
        """What sentences of the draft call it: made from its id, so never an author's text."""
        return " ".join(word.capitalize() for word in re.split("[-_]", self.id))


@dataclass(frozen=True)
class Request:
    """What to draft.

    Attributes:
        tier: 1, 2 or 3.
        pattern: The pattern as the charter will name it.
        title: The author's own, or empty.
        why: The author's own reason, or empty.
        owner: The role that answers for the result; None for the usual one.
        schema: Where the JSON Schema lies, as seen from the draft; empty for nowhere.
        signing: The program's wish, by the keys of `signing:`; empty where it has none.
    """

    id: str
    tier: int
    pattern: str
    sides: tuple[Side, ...]
    title: str = ""
    why: str = ""
    owner: Role | None = None
    schema: str = ""
    signing: Mapping[str, str] = field(default_factory=dict)


def charter_id(text: str) -> str:
    """The id of a charter, which is also the name of its folder.

    Raises:
        UsageError: It is no id.
    """
    return _identifier(text, "a charter")


def named(parties: Iterable[str]) -> Mapping[str, str]:
    """Names by party id, from texts such as ``acme=Acme Ltd``.

    Raises:
        UsageError: One has another form, or comes twice.
    """
    found: dict[str, str] = {}
    for party in parties:
        key, equals, name = party.partition("=")
        if not equals or not key or not name.strip():
            raise UsageError(f'--party "{party}" is not ID=NAME', "such as --party acme=Acme")
        if key in found:
            raise UsageError(f'the party "{key}" is given twice')
        found[key] = name
    return found


def sides_of(name: str, names: Mapping[str, str]) -> tuple[Side, ...]:
    """The parties: those that are named, else the two halves of the charter's id.

    Args:
        name: The id of the charter.
        names: Names by party id, in their order; with only one, it names a half of the charter's id.

    Raises:
        UsageError: There are not two to six parties, or one has an impossible id or name.
    """
    parts = name.split("-")
    if len(names) < 2:
        if len(parts) != 2 or not set(names) <= set(parts) or parts[0] == parts[1]:
            raise UsageError(
                f'"{name}" does not say who the parties are', "name each: --party acme=Acme --party globex=Globex"
            )
        names = {part: names.get(part, "") for part in parts}
    if len(names) > MOST_PARTIES:
        raise UsageError(f"{len(names)} parties are more than the {MOST_PARTIES} that a draft can be written for")
    sides = (Side(_party_id(party), "") for party in names)
    return tuple(Side(side.id, line(names[side.id] or side.label, f"the name of {side.id}")) for side in sides)


def _party_id(text: str) -> str:
    party = _identifier(text, "a party")
    if party in RESERVED:
        raise UsageError(f'a party cannot be called "{party}": the format uses this word itself', "choose a longer id")
    return party


def _identifier(text: str, whose: str) -> str:
    try:
        read_identifier(text)
    except ValueError as error:
        raise UsageError(f"the id of {whose}: {error}", "such as acme-globex") from error
    if text in WORDS:
        raise UsageError(
            f'{whose} cannot be called "{text}": many programs read it as {WORDS[text]}', "choose a longer id"
        )
    return text


def line(text: str, what: str) -> str:
    """An author's text for one line, tidied.

    Raises:
        UsageError: It is empty, too long, has more than one line, or hides something.
    """
    tidy = _tidied(text, what)
    if "\n" in tidy or "\r" in tidy or "\t" in tidy:
        raise UsageError(f"{what} has to fit on one line, without tabs")
    if len(tidy) > _LONGEST_LINE:
        raise UsageError(f"{what} has {len(tidy)} characters, at most {_LONGEST_LINE} fit")
    return tidy


def reason(text: str) -> str:
    """An author's paragraph as one line of single spaces.

    Raises:
        UsageError: It is empty, too long, or hides something.
    """
    tidy = " ".join(_tidied(text, "the reason").split())
    if len(tidy) > _LONGEST_REASON:
        raise UsageError(f"the reason has {len(tidy)} characters, at most {_LONGEST_REASON} make one paragraph")
    return tidy


def _tidied(text: str, what: str) -> str:
    tidy = unicodedata.normalize("NFC", text.strip())
    if not tidy:
        raise UsageError(f"{what} is empty")
    hidden = HIDDEN.search(tidy) or re.search("[\ud800-\udfff]", tidy)
    if hidden:
        raise UsageError(f"{what} holds a character that nobody can see, U+{ord(hidden[0]):04X}", "type it again")
    return tidy


def owner_of(text: str, sides: tuple[Side, ...]) -> Role:
    """The role that answers for the result.

    Raises:
        UsageError: It is no role, or of none of the parties.
    """
    try:
        role = read_role(text)
    except ValueError as error:
        raise UsageError(f"the owner: {error}", f"such as {sides[0].id}.relationship") from error
    if role.party not in {side.id for side in sides}:
        raise UsageError(f'the owner is of "{role.party}", which is none of the parties')
    return role
