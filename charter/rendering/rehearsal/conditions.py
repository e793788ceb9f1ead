"""What a gate asks, in words: what is a go, what is a no, and what lies between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from charter.rehearsal.nobody import placed
from charter.rendering.names import Names, label
from charter.rendering.rehearsal import words
from charter.rendering.words import bound, missed
from charter.rendering.words import words as in_words
from charter.terms.zones import Zones, zones
from charter.values import Comparison, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Criterion, Gate


class Asked(NamedTuple):
    """The gate of a phase."""

    charter: Charter
    names: Names
    phase: str
    gate: Gate


def _each(asked: Asked) -> Iterator[tuple[str, Criterion, Zones | None]]:
    for index, criterion in enumerate(given(asked.gate.criteria) or ()):
        place = ("phases", asked.phase, "gate", "criteria", index)
        here = placed(asked.charter, asked.phase, criterion, place)
        yield label(str(criterion.id)), criterion, zones(here)


def needed(asked: Asked) -> Iterator[str]:
    """What must be true for a go, one text a criterion."""
    for name, criterion, found in _each(asked):
        if criterion.ask is not None:
            yield f"{name}: yes from {_asked(criterion, asked.names)}"
        elif found is not None:
            yield f"{name} {found.go}"
        else:
            yield f"{name} {_threshold(criterion)}".strip()


def _asked(criterion: Criterion, names: Names) -> str:
    needs, of = given(criterion.needs), words.plain(names.short(given(criterion.of) or "those asked"))
    if needs is None or needs == "all":
        return f"all {of.removeprefix('the ')}" if criterion.of in (None, "customers", "parties") else of
    return f"most of {of}" if needs == "majority" else f"{in_words(needs, names)} of {of}"


def _threshold(criterion: Criterion) -> str:
    for key in ("improves", "reaches", "stays"):
        comparison = getattr(criterion, key)
        if isinstance(comparison, Comparison):
            return f"{key} {bound(comparison)}"
        if words.is_withheld(comparison):
            return "(withheld)"
    return ""


def failed(asked: Asked) -> Iterator[str]:
    """What is a no, one text a criterion."""
    for name, criterion, found in _each(asked):
        kill = given(criterion.fails)
        if criterion.ask is not None:
            yield f"{name}: a no"
        elif found is not None:
            yield f"{name} {found.no_go}"
        elif kill is not None:
            yield f"{name} {bound(kill)}"
        else:
            yield f"{name} missed"


def between(asked: Asked) -> Iterator[str]:
    """What is neither, one text a criterion that has such values."""
    for name, criterion, found in _each(asked):
        kill = given(criterion.fails)
        if found is not None and not found.grey.empty:
            yield f"{name} {found.grey}"
        elif found is None and kill is not None:
            yield f"{name} {bound(missed(kill))}, but not enough"
