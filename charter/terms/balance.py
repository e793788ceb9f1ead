"""What each side gives and stands to lose, dimension by dimension: presence, quantity, exposure. Never a score.

Quantities are ranges, one per currency or unit; ranges of different units are never added or compared. What is owed
only after a gate or an event counts from zero, what is withheld is unknown, what is only intended does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.finding import Path
from charter.terms.exchange import Promise, is_firm, party_ids, promises_of
from charter.values import Absent, Money, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.exchange import Quantity, RevenueShare, Value
    from charter.model.purpose import Loss

Dimension: TypeAlias = Literal["money", "people", "risk", "exclusivity", "brand", "data"]

DIMENSIONS: Mapping[Dimension, str] = {
    "money": "Money",
    "people": "People and work",
    "risk": "At risk",
    "exclusivity": "Exclusivity",
    "brand": "Brand and reach",
    "data": "Data and licences",
}
"""The dimensions in the order they are shown, with their titles."""

_OF_KIND: Mapping[str, Dimension] = {
    **dict.fromkeys(
        ("money", "revenue-share", "co-investment", "equity", "loan", "option", "purchase", "milestone", "sponsorship"),
        "money",
    ),
    **dict.fromkeys(("engineering", "roadmap", "support", "supply", "process", "training"), "people"),
    **dict.fromkeys(("distribution", "credibility", "co-marketing", "certification"), "brand"),
    **dict.fromkeys(("data", "license"), "data"),
    "guarantee": "risk",
    "exclusivity": "exclusivity",
}

Exposure: TypeAlias = Literal["none", "conditional", "limited", "open"]
"""How far a side is bound: not at all, only after a gate or an event, up to a known most, or without a known most."""


class Range(NamedTuple):
    """A quantity as it is known: from `low` to `high`, both inclusive; no `high` means no known upper end.

    Attributes:
        unit: An ISO 4217 code, the author's own unit such as ``fte``, or ``% of`` a named base.
    """

    unit: str
    low: Decimal
    high: Decimal | None

    def plus(self, other: Range) -> Range:
        """The sum of two ranges of one unit."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.unit, self.low + other.low, high)

    def if_at_all(self) -> Range:
        """The same, where it may not be owed at all."""
        return Range(self.unit, Decimal(0), self.high)

    def up_to(self, most: Range | None) -> Range:
        """The same under a cap of the same unit; another unit caps nothing."""
        if most is None or most.unit != self.unit or most.high is None:
            return self
        high = most.high if self.high is None else min(self.high, most.high)
        return Range(self.unit, min(self.low, high), high)

    def may_exceed(self, other: Range) -> bool:
        """Whether it can be more than the other, as far as the two are known."""
        return self.high is None or self.high > other.low

    def __str__(self) -> str:
        if self.high is None:
            return f"at least {_in_unit(self.unit, self.low)}" if self.low else f"an open amount ({self.unit})"
        if self.low == self.high:
            return _in_unit(self.unit, self.low)
        if not self.low:
            return f"up to {_in_unit(self.unit, self.high)}"
        return f"{_in_unit(self.unit, self.low)} to {_in_unit(self.unit, self.high)}"


@dataclass(frozen=True, slots=True)
class Side:
    """One party in one dimension.

    Attributes:
        given: The places of what it gives or stands to lose here; empty means nothing.
        amounts: What of it is known as a number, one range per unit, by unit.
        withheld: Whether an amount exists that the charter does not show.
        exposure: How far the party is bound here.
    """

    party: str
    given: tuple[Path, ...]
    amounts: tuple[Range, ...]
    withheld: bool
    exposure: Exposure


@dataclass(frozen=True, slots=True)
class Line:
    """One dimension across all parties, in the charter's order of parties."""

    dimension: Dimension
    sides: tuple[Side, ...]

    def side(self, party: str) -> Side:
        """The side of one party.

        Raises:
            KeyError: There is no such party.
        """
        for side in self.sides:
            if side.party == party:
                return side
        raise KeyError(party)


def balance(charter: Charter) -> tuple[Line, ...]:
    """The balance vector: every dimension with every party, also where nothing is given."""
    entries = {party: tuple(_entries(charter, party)) for party in party_ids(charter)}
    return tuple(
        Line(dimension, tuple(_side(party, dimension, entries[party]) for party in entries)) for dimension in DIMENSIONS
    )


class _Entry(NamedTuple):
    """One row of a charter as the vector sees it."""

    dimension: Dimension
    path: Path
    amounts: tuple[Range, ...]
    withheld: bool
    conditional: bool


def _side(party: str, dimension: Dimension, entries: Iterable[_Entry]) -> Side:
    here = [entry for entry in entries if entry.dimension == dimension]
    sums: dict[str, Range] = {}
    for entry in here:
        for amount in entry.amounts:
            sums[amount.unit] = sums[amount.unit].plus(amount) if amount.unit in sums else amount
    amounts = tuple(sums[unit] for unit in sorted(sums))
    return Side(
        party, tuple(entry.path for entry in here), amounts, any(entry.withheld for entry in here), _exposure(here)
    )


def _exposure(entries: list[_Entry]) -> Exposure:
    if not entries:
        return "none"
    if all(entry.conditional for entry in entries):
        return "conditional"
    known = all(entry.amounts and all(amount.high is not None for amount in entry.amounts) for entry in entries)
    return "limited" if known else "open"


def _entries(charter: Charter, party: str) -> Iterator[_Entry]:
    for promise in promises_of(charter, party):
        if is_firm(promise) and (entry := _of_promise(promise)) is not None:
            yield entry
    for index, split in enumerate(given(charter.splits) or ()):
        if party in (given(split.parts) or {}):
            yield _Entry("money", ("splits", index), (), withheld=False, conditional=True)
    losses = given((given(charter.at_risk) or {}).get(party)) or ()
    for index, loss in enumerate(losses):
        withheld = isinstance(loss.amount, Absent)
        yield _Entry("risk", ("at_risk", party, index), _of_loss(loss), withheld, conditional=False)


def _of_loss(loss: Loss) -> tuple[Range, ...]:
    match loss.amount:
        case Money(currency, amount):
            return (Range(currency, amount, amount),)
        case None | Absent():
            return ()
        case between:
            found = _between(given(between.low), given(between.high))
            return (found,) if found else ()


def _of_promise(promise: Promise) -> _Entry | None:
    terms = promise.terms
    kind = given(terms.kind)
    if kind is None:
        return None
    conditional = terms.if_ is not None or terms.after is not None
    parts = (_of_value(given(terms.value)), _of_quantity(given(terms.quantity)), _of_share(given(terms.share)))
    cap = None if isinstance(terms.cap, Absent) else _most(terms.cap)
    capped = [amount.up_to(cap) for amount in parts if amount is not None]
    amounts = tuple(amount.if_at_all() if conditional else amount for amount in capped)
    asked = (terms.value, terms.quantity, terms.share, terms.cap)
    withheld = any(isinstance(part, Absent) and part.kind != "none" for part in asked)
    unread = any(part is not None and read is None for part, read in zip(asked, parts, strict=False))
    return _Entry(_OF_KIND[kind], promise.path, amounts, withheld or unread, conditional)


def _of_value(value: Value | None) -> Range | None:
    """The worth of a commitment; unknown where currencies are mixed or the figures are withheld."""
    if value is None:
        return None
    total = given(value.total) or _sum_of(value)
    if total is not None:
        open_ended = given(value.at_least) is True
        return Range(total.currency, total.amount, None if open_ended else total.amount)
    amount = given(value.amount)
    if amount is not None:
        recurs = value.per is not None
        return Range(amount.currency, amount.amount, None if recurs else amount.amount)
    return _between(given(value.low), given(value.high))


def _sum_of(value: Value) -> Money | None:
    paid = [given(installment.amount) for installment in given(value.schedule) or ()]
    known = [amount for amount in paid if amount is not None]
    currencies = {amount.currency for amount in known}
    if len(known) < len(paid) or len(currencies) != 1:
        return None
    return Money(currencies.pop(), sum((amount.amount for amount in known), Decimal(0)))


def _between(low: Money | None, high: Money | None) -> Range | None:
    if low is not None and high is not None and low.currency != high.currency:
        return None
    if (one := low or high) is None:
        return None
    return Range(one.currency, low.amount if low else Decimal(0), high.amount if high else None)


def _of_quantity(quantity: Quantity | None) -> Range | None:
    if quantity is None or (unit := given(quantity.unit)) is None:
        return None
    value, low, high = given(quantity.value), given(quantity.low), given(quantity.high)
    if value is not None:
        return Range(unit, value, value)
    return None if low is None and high is None else Range(unit, low or Decimal(0), high)


def _of_share(share: RevenueShare | None) -> Range | None:
    percent, base = (given(share.percent), given(share.base)) if share else (None, None)
    return None if percent is None or base is None else Range(f"% of {base}", percent.points, percent.points)


def _most(cap: Money | Quantity | None) -> Range | None:
    if isinstance(cap, Money):
        return Range(cap.currency, Decimal(0), cap.amount)
    return _of_quantity(cap)


def _in_unit(unit: str, number: Decimal) -> str:
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {_figure(number)}"
    return f"{_figure(number)}{unit}" if unit.startswith("% of") else f"{_figure(number)} {unit}"


def _figure(number: Decimal) -> str:
    return f"{number:,f}".replace(",", " ")
