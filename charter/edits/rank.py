"""In which order the keys of a mapping stand: as the format names them, and where people read them earlier, there."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from charter.model.place import Place

_Entry = TypeVar("_Entry")

_EARLIER: Final = (
    ("strategic_change", "leverage"),
    ("ip", "agreements"),
    ("for_phase", "due"),
    ("after", "due"),
    ("cap", "due"),
    ("ground", "when"),
    ("cure", "notice"),
    ("topic", "ref"),
)
"""A key, and the one beside it that it stands before: the format took some up later than their place in a reading."""


def ranked(entries: Iterable[tuple[str, _Entry]], place: Place | None) -> list[tuple[str, _Entry]]:
    """Entries by key in order; names of the author's own keep theirs, behind what they follow."""
    known = {key: rank for rank, key in enumerate(_order(place))}
    rank = -1
    rows = []
    for entry in entries:
        rank = known.get(entry[0], rank)
        rows.append((rank, entry))
    return [entry for _, entry in sorted(rows, key=lambda row: row[0])]


def _order(place: Place | None) -> Sequence[str]:
    keys = list(place.keys) if place is not None else []
    for key, other in _EARLIER:
        if key in keys and other in keys:
            keys.remove(key)
            keys.insert(keys.index(other), key)
    return keys


def inside(place: Place | None, step: str | int | None) -> Place | None:
    """What is expected one step further."""
    return place.inside(step) if place is not None and step is not None else None
