"""What may be typed at a place: keys of the format, words of a choice, names that exist, rules that can be silenced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from charter.cursor.names import Name, Sheet, Sort, Wanted, place_of, wanted_at
from charter.cursor.tokens import CUT, Token, tokens
from charter.document.scalars import reading
from charter.finding import Path
from charter.model.part import ABSENCES
from charter.model.place import Place, keys_of
from charter.rules import every_rule

Kinds: TypeAlias = Literal["key", "choice", "name", "rule"]
"""What can be offered."""


class Spot(NamedTuple):
    """Where somebody is typing.

    Attributes:
        token: What stands there with what is being typed.
        start: The offset from which a choice replaces the text.
        end: Up to where.
        typed: What stands before the cursor already.
        within: Whether it is inside of quotes.
    """

    token: Token
    start: int
    end: int
    typed: str
    within: bool


class Offer(NamedTuple):
    """One thing that may be typed.

    Attributes:
        label: What is shown.
        text: What is written.
        path: Of a key or a choice, the path of what is described; empty elsewhere.
        needed: Whether it must be there.
        name: What it names; None where it names nothing of the charter.
    """

    sort: Kinds
    label: str
    text: str
    path: Path = ()
    needed: bool = False
    name: Name | None = None


def spot(text: str, offset: int) -> Spot | None:
    """Where somebody types in a text; None in a text of several lines and behind what is complete."""
    apart = CUT if text[offset : offset + 1] == " " else ""  # what stands behind a blank is not being typed
    typing = tokens(f"{text[:offset]}x{apart}{text[offset:]}")
    token = next((token for token in typing if token.start <= offset < token.end), None)
    if token is None or token.sort == "block":
        return None
    within = token.start < offset and text[token.start] in ("'", '"') and token.sort != "comment"
    start = token.start + within
    last = token.end - 1
    closed = within and last > start and text[last - 1] == text[token.start] and last > offset
    if "\n" in text[start:last]:
        return None
    return Spot(token, start, last - closed, text[start:offset], within)


_SILENCING: Final = re.compile(r"#\s*charter:\s*(?:file-)?ignore\[(?P<names>[^\]]*)\Z")
_NAME: Final = re.compile(r"[\w-]*")


def offers(own: Sheet, offset: int, sheets: Sequence[Sheet]) -> tuple[Spot | None, list[Offer]]:
    """Everything that may be typed at an offset, what is needed first, and what it replaces.

    Args:
        own: The file in which somebody types.
        sheets: The files of the charter, this one among them.
    """
    at = spot(own.text, offset)
    if at is None:
        return None, []
    if at.token.sort == "comment":
        return _silencing(at, own.text, offset)
    sheets = [one if one.local != own.local else _without(own, offset) for one in sheets]
    found: list[Offer] = []
    if at.token.sort == "key" and at.token.beside is not None:
        found += _keys(own, at.token.beside.path, at.token, sheets)
    elif at.token.sort == "word" and not at.within:
        found += _keys(own, at.token.path, at.token, sheets)
    if at.token.sort != "key":
        found += _values(own, at, sheets)
    if " " in at.typed.strip():
        found = [offer for offer in found if offer.label.startswith(at.typed.strip())]
    return at, found


def _without(own: Sheet, offset: int) -> Sheet:
    """A file without the name that is being typed."""
    return own._replace(used=[name for name in own.used if not name.start <= offset <= name.end])


def _silencing(at: Spot, text: str, offset: int) -> tuple[Spot | None, list[Offer]]:
    """The rules that a comment can silence, inside its brackets."""
    match = _SILENCING.match(text[at.token.start : offset])
    if match is None:
        return None, []
    start = offset - len(match["names"].rpartition(",")[2].lstrip())
    end = _NAME.match(text, start)
    place = at._replace(start=start, end=max(end.end() if end else offset, offset), typed=text[start:offset])
    named = {name.strip() for name in match["names"].split(",")[:-1]}
    rules = [name for name, rule in every_rule().items() if not rule.firm and name not in named]
    return place, [Offer("rule", name, name) for name in rules]


def _keys(own: Sheet, path: Path, token: Token, sheets: Sequence[Sheet]) -> Iterator[Offer]:
    """The keys of the mapping at a path that it does not have yet."""
    taken = set(token.beside.keys) - {token.written} if token.beside else set()
    place = place_of(own.kind, path)
    known = _known_keys(place, certain=token.beside is not None) if place is not None else ()
    ending = "" if token.ended else ": "
    in_lines = token.beside is not None and token.beside.column >= 0
    for key in sorted(known, key=lambda key: not _needed(place, key)):
        inner = place_of(own.kind, (*path, key))
        if key not in taken:
            below = in_lines and inner is not None and _is_larger(inner)
            yield Offer("key", key, key + (ending.rstrip() if below else ending), (*path, key), _needed(place, key))
    wanted = wanted_at(own.kind, (*path, token.written), on_key=True)
    for word, name in _spelled(own, wanted.sorts if wanted else (), sheets):
        if word not in taken:
            yield Offer("name", word, word + ending, name=name)


def _known_keys(place: Place, *, certain: bool) -> Iterable[str]:
    """The keys of a closed mapping; in any other that has begun, those that say why nothing stands there."""
    if place.keys or not certain or _is_larger(place):
        return place.keys
    return [key for part in ABSENCES.values() for key in keys_of(part)]


def _needed(place: Place | None, key: str) -> bool:
    inner = place.inside(key) if place is not None and key in place.keys else None
    return inner is not None and inner.is_required


def _is_larger(place: Place) -> bool:
    """Whether a mapping or list stands here."""
    inner = place.inside(0) or place.inside("a")
    return bool(place.keys) or (inner is not None and inner.field is None)


def _values(own: Sheet, at: Spot, sheets: Sequence[Sheet]) -> Iterator[Offer]:
    """The words and names that may stand as a value."""
    path = at.token.path
    place = place_of(own.kind, path)
    if place is None:
        return
    wanted = wanted_at(own.kind, path) or Wanted((), frozenset())
    for word in place.choices:
        yield Offer("choice", word, _written(word, place, at), path)
    for word, name in _spelled(own, wanted.sorts, sheets):
        if word not in place.choices:
            yield Offer("name", word, word, name=name)
    for word in sorted(wanted.words.difference(place.choices)):
        yield Offer("choice", word, word, path)


def _written(word: str, place: Place, at: Spot) -> str:
    """A word of a choice as it has to be written: a text that other readers would not take for one, in quotes."""
    texts = place.words == ""
    return f'"{word}"' if texts and reading(word) is not None and not at.within else word


def _spelled(own: Sheet, sorts: Sequence[Sort], sheets: Sequence[Sheet]) -> Iterator[tuple[str, Name]]:
    """The names that exist, as they are written here: where only a party's own role may stand, without the party."""
    for name in _names(sorts, sheets):
        party, _, role = name.name.partition(".")
        if "role" not in sorts or own.kind not in ("people", "consent"):
            yield name.name, name
        elif party == own.party:
            yield role, name


def _names(sorts: Sequence[Sort], sheets: Sequence[Sheet]) -> Iterator[Name]:
    """The names that exist, each once; a role that the terms use counts, too."""
    seen: set[str] = set()
    listed = [given for sheet in sheets for given in sheet.given if given.sorts[0] in sorts]
    if "role" in sorts:
        used = [name for sheet in sheets for name in sheet.used if name.sorts[0] == "role" and "." in name.name]
        listed += [name for name in used if not name.name.endswith(".")]
    for name in listed:
        if name.name and name.name not in seen:
            seen.add(name.name)
            yield name
