"""A charter as it is rendered: its terms, their digest, and its people files; only what can be understood in full."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, cast

from charter.digest import canonical, digest
from charter.document import Document, read
from charter.errors import CharterError, Exit
from charter.finding import Path
from charter.model import Charter, Part, People
from charter.model.reading import understand
from charter.values import Absent

P = TypeVar("P", bound=Part)


class ShapeError(CharterError):
    """A file says something that the format does not know, so nothing may be made of it."""

    exit_code = Exit.NO


class Terms(NamedTuple):
    """What a document is made of.

    Attributes:
        people: The people files there are, by party.
        digest: The digest of the terms, ``sha256:…``.
        absent_items: Decided absences in place of a list's item, with their paths; they are not in `charter`.
        canonical: The canonical JSON of the terms, whose digest this is.
        data: The same as plain data in the author's order; None where only the rest is known.
    """

    charter: Charter
    people: Mapping[str, People]
    digest: str
    absent_items: tuple[tuple[Path, Absent], ...] = ()
    canonical: bytes = b""
    data: Mapping[str, Any] | None = None


def terms(path: str, raw: bytes, people: Mapping[str, bytes]) -> Terms:
    """Read a charter and its people.

    Args:
        path: How messages call the charter's file.
        people: Contents of the people files by path.

    Raises:
        ShapeError: One of the files is not what the format asks for.
    """
    from charter.model.charter import Charter
    from charter.model.people import People

    document, charter, absent = _understood(Charter, path, raw)
    rosters = [_understood(People, name, content)[1] for name, content in people.items()]
    assert document.data is not None
    known = {str(roster.party): roster for roster in rosters}
    absent = tuple(sorted(absent, key=lambda item: item[0]))  # as they do not belong to the terms' order
    return Terms(charter, known, digest(document.data), absent, canonical(document.data), document.data)


def _understood(model: type[P], path: str, raw: bytes) -> tuple[Document, P, tuple[tuple[Path, Absent], ...]]:
    document = read_whole(path, raw)
    reading = understand(model, document.data or {}, document.unreadable)
    if reading.violations or reading.part is None:
        raise _shape_error(path, [violation.message for violation in reading.violations])
    return document, cast("P", reading.part), reading.absent_items


def read_whole(path: str, raw: bytes) -> Document:
    """A file as plain data.

    Raises:
        ShapeError: It cannot be read as it stands, so what it says is in doubt.
    """
    document = read(raw, path)
    wrong = [finding.message for finding in document.findings if finding.severity == "error"]
    if wrong or document.data is None:
        raise _shape_error(path, wrong)
    return document


def _shape_error(path: str, wrong: list[str]) -> ShapeError:
    count = f"{len(wrong)} errors" if len(wrong) > 1 else "an error"
    first = next(_first(wrong), "")
    return ShapeError(f"{path} has {count} in its shape{first}", f"run charter lint {path}")


def _first(wrong: list[str]) -> Iterator[str]:
    yield from (f", the first is: {message}" for message in wrong)
