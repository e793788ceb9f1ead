"""What a PDF says of its own making, so that anybody can make it again: paper, mark, people, order, fonts and tools."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from charter.digest import Data, canonical
from charter.errors import CharterError, Exit
from charter.finding import Path, pointer
from charter.model.part import Digest, Many, Part, Text, Version, required
from charter.model.people import Holder, People
from charter.model.reading import Reading
from charter.rendering.page import Mark, Paper
from charter.rendering.terms import Terms, read_whole, terms
from charter.values import Absent, given


class UnknownMakingError(CharterError):
    """What a file says of its making is not what one of ours says."""

    exit_code = Exit.NO


class Face(Part):
    """A family of fonts that is not ours."""

    family: Text = required("Family", "What the family is called.", "Noto Serif JP")
    files: Many[Digest] = required("Files", "The SHA-256 of each of its files, in order.", ["sha256:…"])


def face(family: str, files: Iterable[str]) -> Face:
    """A family and the digests of its files."""
    return Face.model_validate({"family": family, "files": sorted(files)})


class Order(Part):
    """How the author ordered the names of a mapping, which canonical JSON sorts."""

    at: Text = required("At", "The JSON Pointer of the mapping.", "/charter/parties")
    names: Many[Text] = required("Names", "Its names as the author ordered them.", ["northwind", "contoso"])


class Tools(Part):
    """What made the file."""

    charter: Text = required("Charter", "The version of this program.", "0.1.0")
    layout: Digest = required("Layout", "The SHA-256 of the template, its fonts and the code around it.", "sha256:…")
    qpdf: Text = required("qpdf", "The version of what wrote the file.", "12.4.2")
    typst: Text = required("Typst", "The version of what set the pages.", "0.15.2")


class Making(Part):
    """Everything that the pages depend on, beside the terms."""

    making: Version = required("Format", "The version of this format.", 1)
    paper: Paper = required("Paper", "The size of paper.", "a4")
    mark: Mark = required("Mark", "How far the terms had come.", "proposed")
    people: Many[Any] = required("People", "The people files, without what no page shows.", [])
    orders: Many[Order] = required("Orders", "Mappings that the author did not order by name.", [])
    fonts: Many[Face] = required("Fonts", "Families that are not ours, and that a page shows.", [])
    made_with: Tools = required("Made with", "What made the file.", {})


def making(known: Terms, paper: Paper, mark: Mark, fonts: tuple[Face, ...], made_with: Tools) -> bytes:
    """What the file carries beside its terms, in canonical JSON."""
    people = [_plain(pruned(file)) for _, file in sorted(known.people.items())]
    orders: Data = [{"at": pointer(path), "names": names} for path, names in _orders(known)]
    said: dict[str, Data] = {"making": "1", "paper": paper, "mark": mark, "people": people, "orders": orders}
    return canonical(said | {"fonts": [_plain(face) for face in fonts], "made_with": _plain(made_with)})


_SHOWN = frozenset(["name", "title", "email", "from_", "to", "deputy"])
_SHOWN_WHERE_ONE_SIGNS = _SHOWN | {"key", "certificate"}


def pruned(people: People) -> People:
    """The people without what no page shows, such as the keys of those who do not sign."""
    signing = set(given(people.signatories) or ())
    roles = given(people.roles)
    if roles is None:
        return people
    kept = {
        role: _seen(holders, _SHOWN_WHERE_ONE_SIGNS if role in signing else _SHOWN) for role, holders in roles.items()
    }
    return people.model_copy(update={"roles": kept})


def _seen(holders: tuple[Holder, ...] | Absent, shown: frozenset[str]) -> tuple[Holder, ...] | Absent:
    if isinstance(holders, Absent):
        return holders
    return tuple(
        holder.model_copy(update=dict.fromkeys(type(holder).model_fields.keys() - shown)) for holder in holders
    )


def read_making(attached: bytes, said: bytes) -> tuple[Terms, Making]:
    """The terms and the making of a file, as strictly read as a charter.

    Args:
        attached: The terms in canonical JSON.

    Raises:
        UnknownMakingError: The file says something of its making that ours never say.
        ShapeError: The terms or the people are not what the format asks for.
    """
    data = read_whole("how the file was made", said).data or {}
    try:
        found = Making.model_validate(data)
    except ValueError as error:
        raise UnknownMakingError("how the file was made is not told as our PDFs tell it") from error
    whole: dict[str, Any] = {"charter": read_whole("charter.json", attached).data, "people": data["people"]}
    for order in found.orders:
        _reorder(whole, order)
    files = {f"people/{index}": _written(file) for index, file in enumerate(whole["people"])}
    return terms("charter.json", _written(whole["charter"]), files), found


def _orders(known: Terms) -> Iterator[tuple[Path, Data]]:
    dropped = frozenset(path for path, _ in known.absent_items)
    document = Reading(None, (), dropped)
    for path, names in _unsorted(known.charter, ()):
        yield ("charter", *document.original(path)), names
    for index, (_, people) in enumerate(sorted(known.people.items())):
        for path, names in _unsorted(people, ()):
            yield ("people", index, *path), names


def _unsorted(value: Any, path: Path) -> Iterator[tuple[Path, Data]]:
    """The mappings whose names are the author's own, and not in the order of canonical JSON."""
    if isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            yield from _unsorted(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, Mapping):
        names = list(map(str, value))
        if names != sorted(names):
            yield path, cast("Data", names)
        for name, item in value.items():
            yield from _unsorted(item, (*path, str(name)))
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _unsorted(item, (*path, index))


def _reorder(whole: dict[str, Any], order: Order) -> None:
    found: Any = whole
    for step in order.at.split("/")[1:]:
        if isinstance(found, list) and step.isdecimal() and int(step) < len(found):
            found = found[int(step)]
        else:
            found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    if not isinstance(found, dict) or sorted(found) != sorted(order.names):
        raise UnknownMakingError(f"how the file was made orders what is not there: {order.at}")
    ordered = {name: found[name] for name in order.names}
    found.clear()
    found.update(ordered)


def _plain(value: Any) -> Data:
    """A part as the data of a document."""
    match value:
        case Part():
            fields = type(value).model_fields.items()
            named = {info.alias or name: getattr(value, name) for name, info in fields}
            return {name: _plain(item) for name, item in named.items() if item is not None}
        case Absent():
            return _absence(value)
        case Mapping():
            return {str(name): _plain(item) for name, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
        case date():
            return value.isoformat()
    return str(value)


def _absence(said: Absent) -> Data:
    match said.kind:
        case "tbd":
            return {"tbd": {"owner": said.owner, "by": said.by}}
        case "undisclosed" if said.agreement:
            return {"undisclosed": said.reason, "in": said.agreement}
    return {said.kind: said.reason}


def _written(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()  # a strict reader knows no halves of a character
