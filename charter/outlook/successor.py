"""The revision that is to follow the one in force, once somebody has signed it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.lifecycle.revisions import revisions

if TYPE_CHECKING:
    from charter.facts import Facts
    from charter.lifecycle.replay import History


class Successor(NamedTuple):
    """A revision on its way.

    Attributes:
        signed: The parties that have signed it, with the day; at least one.
        lacking: The parties that have not.
    """

    number: int
    signed: Mapping[str, date]
    lacking: tuple[str, ...]


def successor(facts: Facts, history: History) -> Successor | None:
    """The next revision; None while nobody has signed one: a draft is nobody's business but its writer's."""
    number = history.standing.revision + 1
    revision, signed = revisions(facts).get(number), history.signatures.get(number, {})
    if revision is None or not signed or history.standing.revision == 0:
        return None
    return Successor(number, signed, tuple(party for party in revision.parties if party not in signed))
