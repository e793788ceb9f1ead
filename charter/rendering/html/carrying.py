"""What a page that checks itself carries: its terms, people and consents, read as strictly as their files."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast, get_args

from charter.digest import digest
from charter.errors import CharterError, Exit
from charter.facts import Fact
from charter.model.part import Part
from charter.rendering.html import html
from charter.rendering.pdf import Mark, Paper
from charter.rendering.terms import Terms, read_whole, terms

if TYPE_CHECKING:
    from charter.model import Consent, People

_BEGIN, _END = '<script type="application/json" id="charter-data">', "</script>"

P = TypeVar("P", bound=Part)


class CarriedError(CharterError):
    """A page carries nothing that can be taken out of it; says why."""

    exit_code = Exit.NO


class Carried(NamedTuple):
    """What was found in a page.

    Attributes:
        made_with: The version of this program that the page says it was made with.
    """

    terms: Terms
    people: "Mapping[str, Fact[People]]"
    consents: "tuple[Fact[Consent], ...]"
    mark: Mark
    paper: Paper
    made_with: str

    def again(self) -> str:
        """The page that this makes."""
        return html(self.terms, self.consents, self.people, mark=self.mark, paper=self.paper)


def carried(page: str) -> Carried:
    """What a page carries.

    Raises:
        CarriedError: It is no page of ours, or says something that ours never say.
        ShapeError: The terms or the people are not what the format asks for.
    """
    try:
        return _taken(json.loads(_data(page)))
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise CarriedError("what it carries is not written as our pages write it") from error


def _data(page: str) -> str:
    _, found, rest = page.partition(_BEGIN)
    data, end, _ = rest.partition(_END)
    if not found or not end:
        raise CarriedError("it carries no terms of a charter")
    return data


def _taken(data: dict[str, Any]) -> Carried:
    if data["mark"] not in get_args(Mark) or data["paper"] not in get_args(Paper):
        raise CarriedError("it says of its making what our pages never say")
    files = {f"people/{party}.yaml": _written(people) for party, people in data["people"].items()}
    known = terms("charter.yaml", _written(data["charter"]), files)
    if data["terms"] != known.canonical.decode():
        raise CarriedError("its terms in canonical form are not the terms that its pages are made of")
    rosters = ((party, read_whole(f"people/{party}.yaml", _written(one)).data) for party, one in data["people"].items())
    people = {
        party: Fact(f"people/{party}.yaml", digest(dict(file)), known.people[party], file)
        for party, file in rosters
        if file
    }
    consents = tuple(map(_consent, data["consents"]))
    return Carried(known, people, consents, data["mark"], data["paper"], str(data["made_with"]))


def _consent(given: Mapping[str, Any]) -> "Fact[Consent]":
    from charter.model import KINDS
    from charter.model.reading import understand

    said = {**json.loads(given["statement"]), "signature": given["signature"]}
    document = read_whole("a consent", _written(said)).data or {}
    reading = understand(KINDS["consent"], document)
    if reading.part is None or reading.violations:
        raise CarriedError("a consent in it is not written as consents are")
    part = cast("Consent", reading.part)
    local = f"consents/{part.subject}-{part.party}.yaml"
    return Fact(local, digest(document), part, document)


def _written(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()
