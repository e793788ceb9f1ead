"""The decisions as a chain: numbered without a gap, each naming the digest of the one before, in the order of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.facts import Elsewhere, Fact, Facts, Objection
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Decision


class Chain(NamedTuple):
    """The decisions in their order, up to the first that does not belong there.

    Attributes:
        links: Decisions whose place in the chain is proved.
        objections: Why the next one is not.
    """

    links: tuple[Fact[Decision], ...]
    objections: tuple[Objection, ...]


def chained(facts: Facts, today: date) -> Chain:
    """Follow the chain from its first decision."""
    links: list[Fact[Decision]] = []
    unread = min((local for local in facts.broken if local.startswith("decisions/")), default="~")
    for fact in facts.decisions:
        if fact.local > unread:
            break  # it is told as unreadable, and what follows hangs in the air
        if found := tuple(_broken(fact, links, facts, today)):
            return Chain(tuple(links), found)
        links.append(fact)
    return Chain(tuple(links), ())


def _broken(fact: Fact[Decision], links: list[Fact[Decision]], facts: Facts, today: date) -> Iterator[Objection]:
    before = links[-1] if links else None
    expected = len(links) + 1
    yield from _number(fact, expected, before)
    if fact.part.charter != facts.id:
        message = f"this decision belongs to the charter {fact.part.charter}, not to {facts.id}"
        yield Objection("decision-of-another-charter", fact.local, ("charter",), message)
    yield from _link(fact, before, facts.id)
    yield from _day(fact, before, today)


def _number(fact: Fact[Decision], expected: int, before: Fact[Decision] | None) -> Iterator[Objection]:
    seq = fact.part.seq
    if before is not None and seq == before.part.seq:
        message = f"there are two decisions {seq}: {before.local} and {fact.local}"
        help = "keep the one that both sides know, and write the other anew as the next decision"
        also = (Elsewhere(before.local, ("seq",), f"the other decision {seq}"),)
        yield Objection("decision-forked", fact.local, ("seq",), message, help, also)
    elif fact.name != f"{seq:04d}":
        message = f"this file is called {fact.name}.yaml, and says that it is decision {seq}"
        yield Objection("decision-misnumbered", fact.local, ("seq",), message)
    elif seq != expected:
        message = f"decision {expected} is missing: after {expected - 1 or 'the beginning'} comes {seq}"
        yield Objection("decision-missing", fact.local, ("seq",), message)


def _link(fact: Fact[Decision], before: Fact[Decision] | None, charter: str) -> Iterator[Objection]:
    expected = before.digest if before else charter
    if fact.part.previous == expected:
        return
    if before is None:
        message = f'the first decision names the charter as the one before, "{charter}"'
        yield Objection("decision-chain-broken", fact.local, ("previous",), message)
        return
    message = f"it was written after another decision {before.part.seq} than the one that is here now"
    also = (Elsewhere(before.local, (), f"this is {before.digest}"),)
    yield Objection("decision-chain-broken", fact.local, ("previous",), message, "", also)


def _day(fact: Fact[Decision], before: Fact[Decision] | None, today: date) -> Iterator[Objection]:
    day, earlier = given(fact.part.date), given(before.part.date) if before else None
    if day is None:
        return
    if earlier is not None and day < earlier:
        message = f"it is dated {day}, before decision {before.part.seq if before else 0} of {earlier}"
        yield Objection("decision-back-dated", fact.local, ("date",), message)
    if day > today:
        yield Objection("decision-from-the-future", fact.local, ("date",), f"it is dated {day}, after {today}")
