"""Every name that one file gives or uses, with its place: roles, metrics, commitments and all that refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from charter.cursor.tokens import Token, tokens
from charter.finding import Path
from charter.model import KINDS, Kind
from charter.model.place import Place, place_at
from charter.terms import references
from charter.terms.contents import EVERY, KEYS

Sort: TypeAlias = references.Kind | Literal["role", "phase", "customer", "charter"]
"""What a name stands for."""

_GIVEN: Mapping[Kind, tuple[tuple[Sort, str], ...]] = {
    "charter": (("charter", "id"), ("phase", "phases.{}"), ("customer", "phases.*.cohort"), *references.naming()),
    "people": (("role", "roles.{}"),),
}
"""Where each kind of file gives names."""

Need: TypeAlias = tuple[str, tuple[Sort, ...], frozenset[str]]
"""A route at which a name is needed, what that may stand for, and the words that are allowed there as well."""


def _need(routes: str, sort: Sort) -> tuple[Need, ...]:
    return tuple((route, (sort,), frozenset()) for route in routes.split())


_NEEDED: Mapping[Kind, tuple[Need, ...]] = {
    "charter": tuple(references.needing()),
    "people": (*_need("party", "party"), *_need("signatories roles.{} roles.*.*.deputy", "role")),
    "evidence": (
        *_need("metric", "metric"),
        *_need("criterion", "criterion"),
        *_need("cases.*.party", "party"),
        *_need("cases.*.customer", "customer"),
    ),
    "decision": (
        *_need("charter", "charter"),
        *_need("trigger", "trigger"),
        *_need("conditions", "condition"),
        *_need("gate.{}", "criterion"),
        *_need("people.{}", "party"),
        *_need("invited", "customer"),
    ),
    "consent": (*_need("charter", "charter"), *_need("party", "party"), *_need("role", "role")),
    "record": _need("party deals.*.by health.*.by people_load.*.party", "party"),
}


class Wanted(NamedTuple):
    """What may be named at a place.

    Attributes:
        words: Words of the format that are allowed there as well.
    """

    sorts: tuple[Sort, ...]
    words: frozenset[str]


class Name(NamedTuple):
    """A name at a place of a file.

    Attributes:
        sorts: What it stands for, or may stand for.
        name: The name; of a role with its party.
        base: The path of what is described there, for a name that is given.
        start: Offsets of the name itself, without quotes.
    """

    sorts: tuple[Sort, ...]
    name: str
    base: Path
    start: int
    end: int


class Sheet(NamedTuple):
    """One file, as far as names go.

    Attributes:
        local: Its path inside the charter's folder.
        party: The party it is of; empty where it is of none.
        given: The names it gives to something.
        used: The names it uses.
    """

    local: str
    kind: Kind
    party: str
    text: str
    tokens: Sequence[Token]
    given: Sequence[Name]
    used: Sequence[Name]


def sheet(local: str, kind: Kind, text: str) -> Sheet:
    """A file's names, also where it is no YAML at the moment."""
    words = tokens(text)
    party = _party(kind, words, local)
    given, used = [], []
    for token in words:
        if token.sort in ("comment", "block"):
            continue
        inner = _inner(text, token)
        gives = list(_gives(kind, token))
        given += [Name((sort,), _full(token.written, sort, party), base, *inner) for sort, base in gives]
        wanted = wanted_at(kind, token.path, on_key=token.sort == "key")
        if wanted is not None and not gives:
            used.append(Name(wanted.sorts, _used(token.written, wanted.sorts, party), (), *inner))
    return Sheet(local, kind, party, text, words, given, used)


def _inner(text: str, token: Token) -> tuple[int, int]:
    """Where a token's content stands, without its quotes."""
    quote = text[token.start]
    if quote not in ("'", '"'):
        return token.start, token.end
    closed = token.end - token.start > 1 and text[token.end - 1] == quote
    return token.start + 1, token.end - closed


def _party(kind: Kind, words: Sequence[Token], local: str) -> str:
    """The party that a people file or a consent is of."""
    said = next((token.written for token in words if token.path == ("party",) and token.sort != "key"), "")
    return said or (local.rpartition("/")[2].partition(".")[0] if kind == "people" else "")


def _full(name: str, sort: Sort, party: str) -> str:
    return f"{party}.{name}" if sort == "role" else name


def _used(name: str, sorts: tuple[Sort, ...], party: str) -> str:
    return f"{party}.{name}" if sorts == ("role",) and "." not in name else name


def _gives(kind: Kind, token: Token) -> Iterator[tuple[Sort, Path]]:
    for sort in _given_at(kind, _general(token.path), token.sort == "key"):
        under = token.sort != "key" and token.path[-1] == "id"
        yield sort, token.path[:-1] if under else token.path


def _general(path: Path) -> Path:
    """A path with every item of a list taken for the first."""
    return tuple(0 if isinstance(step, int) else step for step in path)


@lru_cache(maxsize=4096)
def _given_at(kind: Kind, path: Path, on_key: bool) -> tuple[Sort, ...]:
    return tuple(sort for sort, route in _GIVEN.get(kind, ()) if _leads(route, path, on_key=on_key))


def wanted_at(kind: Kind, path: Path, *, on_key: bool = False) -> Wanted | None:
    """What may be named at a path; None where no name is due."""
    return _wanted_at(kind, _general(path), on_key)


@lru_cache(maxsize=4096)
def _wanted_at(kind: Kind, path: Path, on_key: bool) -> Wanted | None:
    sorts: tuple[Sort, ...] = ()
    words: frozenset[str] = frozenset()
    for route, kinds, allowed in _NEEDED.get(kind, ()):
        if _leads(route, path, on_key=on_key):
            sorts, words = (*sorts, *kinds), words | allowed
    place = None if on_key else place_of(kind, path)
    if place is not None and place.is_role:
        sorts = ("role", *sorts)
    elif place is not None and "crawl" in place.choices:
        sorts = ("phase", *sorts)
    return Wanted(sorts, words) if sorts or words else None


def place_of(kind: Kind, path: Path) -> Place | None:
    """What the format expects at a path."""
    return place_at(KINDS[kind], path)


@cache
def _steps(route: str) -> tuple[str, ...]:
    return tuple(route.split("."))


def _leads(route: str, path: Path, *, on_key: bool) -> bool:
    """Whether a route leads to a path; one that ends at a list leads to its items."""
    steps = _steps(route)
    if steps[0] not in (EVERY, *path[:1]):
        return False
    if on_key:
        return steps[-1] == KEYS and len(steps) == len(path) and _alike(steps[:-1], path[:-1])
    if path and isinstance(path[-1], int) and len(path) == len(steps) + 1:
        path = path[:-1]
    return steps[-1] != KEYS and len(steps) == len(path) and _alike(steps, path)


def _alike(steps: Sequence[str], path: Path) -> bool:
    return all(step in (EVERY, found) for step, found in zip(steps, path, strict=True))


def name_at(sheet: Sheet, offset: int) -> Name | None:
    """The name that stands at an offset: one that is used before one that is given."""
    found = (name for name in (*sheet.used, *sheet.given) if name.start <= offset <= name.end)
    return next(found, None)


def meant(name: Name, sheets: Sequence[Sheet]) -> list[tuple[Sheet, Name]]:
    """Where what a name stands for is described; of a role that nobody holds yet, its party."""
    found = [(one, given) for one in sheets for given in one.given if _same(given, name)]
    if not found and "role" in name.sorts:
        party = Name(("party",), name.name.partition(".")[0], (), 0, 0)
        return meant(party, sheets)
    return found


def _same(given: Name, name: Name) -> bool:
    return given.name == name.name and given.sorts[0] in name.sorts


def mentions(name: Name, sheets: Sequence[Sheet]) -> list[tuple[Sheet, Name]]:
    """Every place that uses what a name stands for."""
    sorts = {given.sorts[0] for _, given in meant(name, sheets) if given.name == name.name} or set(name.sorts)
    uses = ((one, used) for one in sheets for used in one.used)
    return [(one, used) for one, used in uses if used.name == name.name and sorts.intersection(used.sorts)]
