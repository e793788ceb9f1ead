"""What a promise is worth, in words, and what promises add up to; nothing claims more than is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from charter.model.exchange import Commitment, Quantity, RevenueShare, Value
from charter.rendering.names import Names, listed
from charter.rendering.words import number, told, words
from charter.values import Absent, Money, given

_BASES = {"cash": "in cash", "in-kind": "in kind", "contingent": "contingent", "guaranteed": "guaranteed"}


def worth(value: Value, names: Names) -> str:
    """A worth in words: "EUR 120 000 to 200 000 in kind"."""
    about = "about " if value.about is True else ""
    basis = told(value.basis, names, lambda basis: _BASES[basis], "basis")
    per = told(value.per, names, lambda per: f"a {per}", "per")
    figures = ", ".join(
        piece
        for piece in (
            told(value.amount, names, str, "amount"),
            _range(value.low, value.high, names),
            told(value.total, names, lambda total: f"{_floor(value)}{total} in total", "total"),
        )
        if piece
    )
    payments = told(value.schedule, names, lambda rows: listed(_payment(row, names) for row in rows), "payments")
    undecided = [
        told(getattr(value, key), names, lambda _: "", key)
        for key in ("about", "at_least")
        if isinstance(getattr(value, key), Absent)
    ]
    head = " ".join(piece for piece in (f"{about}{figures}", per, basis) if piece)
    return "; ".join(piece for piece in (head, payments, *undecided) if piece)


def _floor(value: Value) -> str:
    return "at least " if value.at_least is True else ""


def _payment(row: Any, names: Names) -> str:
    return f"{words(row.amount, names)} on {words(row.date, names)}"


def _range(low: Money | Absent | None, high: Money | Absent | None, names: Names) -> str:
    if isinstance(low, Money) and isinstance(high, Money):
        upper = number(high.amount) if low.currency == high.currency else str(high)
        return f"{low} to {upper}"
    return ", ".join(
        piece
        for piece in (
            told(low, names, lambda least: f"at least {least}", "at least"),
            told(high, names, lambda most: f"up to {most}", "at most"),
        )
        if piece
    )


def share_in_words(share: RevenueShare, names: Names) -> str:
    """A revenue share: "8% of net revenue, paid within 30 days"."""
    percent = told(share.percent, names, str, "percentage")
    base = told(share.base, names, lambda base: f"of {base}", "base")
    bands = told(share.bands, names, lambda bands: listed(_band(band, names) for band in bands), "bands")
    head = " ".join(piece for piece in (percent, bands, base) if piece)
    rest = (
        told(share.base_ref, names, lambda ref: f"base as in {ref}", "base as in"),
        told(share.floor, names, lambda floor: f"at least {floor}", "at least"),
        told(share.cap, names, lambda cap: f"at most {cap}", "at most"),
        told(share.pay_within, names, lambda span: f"paid within {span}", "paid within"),
        told(share.reported_by, names, lambda party: f"reported by {names.short(party)}", "reported by"),
        told(share.true_up, names, lambda how: f"settled {how}" if how != "none" else "never settled anew", "settled"),
    )
    return ", ".join(piece for piece in (head, *rest) if piece)


def _band(band: Any, names: Names) -> str:
    above = told(band.above, names, lambda above: f"above {_volume(above, names)}", "above")
    return f"{words(band.percent, names)} {above}"


def _volume(volume: Money | Quantity, names: Names) -> str:
    return quantity_in_words(volume, names) if isinstance(volume, Quantity) else str(volume)


def quantity_in_words(quantity: Quantity, names: Names) -> str:
    """How much of something that is not money: "2 to 4 crews"."""
    low, high = quantity.low, quantity.high
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        span = f"{number(low)} to {number(high)}"
    else:
        ends = (
            told(low, names, lambda least: f"at least {number(least)}", "at least"),
            told(high, names, lambda most: f"up to {number(most)}", "at most"),
        )
        span = " ".join(piece for piece in ends if piece)
    value = told(quantity.value, names, number, "number")
    unit = told(quantity.unit, names, str, "unit")
    price = told(quantity.price, names, lambda price: f"at {price} each", "price")
    return " ".join(piece for piece in (value, span, unit, price) if piece)


@dataclass
class _Sum:
    low: Decimal = Decimal(0)
    high: Decimal | None = Decimal(0)


def totals(promises: Iterable[Commitment]) -> Iterator[str]:
    """What the stated worth adds up to, by currency, kind and period; what is withheld makes a total unknown.

    Standing offers and mere intentions are not counted.
    """
    sums: dict[tuple[str, str, str], _Sum] = {}
    withheld = False
    for promise in promises:
        if promise.standing is True or promise.intended is True:
            continue
        value = promise.value
        if isinstance(value, Absent):
            withheld = withheld or value.kind != "none"
        elif value is not None:
            withheld = not _add(sums, value, contingent=promise.if_ is not None) or withheld
    for (basis, currency, per), total in sums.items():
        yield f"{_total(total, currency)}{f' a {per}' if per else ''} {basis}".strip()
    if withheld:
        yield f"{'and ' if sums else ''}an amount that is unknown, because part of it is withheld or not decided"


def _total(total: _Sum, currency: str) -> str:
    if total.high is None:
        return f"{currency} {number(total.low)} or more"
    if total.low == total.high:
        return f"{currency} {number(total.low)}"
    if total.low == 0:
        return f"up to {currency} {number(total.high)}"
    return f"{currency} {number(total.low)} to {number(total.high)}"


def _add(sums: dict[tuple[str, str, str], _Sum], value: Value, *, contingent: bool) -> bool:
    """Count one worth in; False where what it is worth is not written."""
    low, high = _ends(value)
    known = low or high
    if known is None:
        return not _hidden(value)
    basis = given(value.basis)
    kind = (
        "only under conditions" if contingent or basis in ("contingent", "guaranteed") else _BASES.get(basis or "", "")
    )
    period = given(value.per) if given(value.total) is None and given(value.schedule) is None else None
    total = sums.setdefault((kind, known.currency, period or ""), _Sum())
    total.low += low.amount if low else 0
    total.high = None if high is None or total.high is None else total.high + high.amount
    return True


def _hidden(value: Value) -> bool:
    figures = (value.amount, value.total, value.low, value.high, value.schedule)
    return any(isinstance(figure, Absent) and figure.kind != "none" for figure in figures)


def _ends(value: Value) -> tuple[Money | None, Money | None]:
    """The least and the most a worth can be; None for an end that is open."""
    total = given(value.total)
    if total is not None:
        return total, None if value.at_least is True else total
    amount = given(value.amount)
    if amount is not None:
        return amount, amount
    rows = [given(row.amount) for row in given(value.schedule) or ()]
    if rows and all(rows):
        first = rows[0]
        assert first is not None
        paid = Money(first.currency, sum((row.amount for row in rows if row), Decimal(0)))
        return paid, paid
    return given(value.low), given(value.high)
