"""Who gives and gets what: promises in words, their worth, and totals that claim no more than is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from charter.model.exchange import Commitment, Condition, Quantity, RevenueShare, Until, Value
from charter.model.measure import Goal
from charter.render.names import Names, listed
from charter.render.shapes import Cell, Column, Drawing, Table, titled
from charter.render.words import absence, bound, number, told, unit_of, words
from charter.values import Absent, Money, given

_BASES = {"cash": "in cash", "in-kind": "in kind", "contingent": "contingent", "guaranteed": "guaranteed"}


@dataclass(frozen=True)
class Giving:
    """What one party gives.

    Attributes:
        totals: What the stated worth adds up to, by currency and kind; ranges stay ranges.
    """

    party: str
    gives: Table
    totals: tuple[str, ...]


def giving(names: Names, commitments: tuple[Commitment, ...] | Absent | None) -> tuple[Giving, ...]:
    """Every party's promises with their totals, in the order of the parties."""
    promises = given(commitments) or ()
    known = {name: [promise for promise in promises if promise.from_ == name] for name in names.parties}
    others = [promise for promise in promises if not any(promise in own for own in known.values())]
    rows = [(names.full(name), own) for name, own in known.items() if own]
    return tuple(
        Giving(party, Drawing(names).table(own, _columns(names)), tuple(totals(own)))
        for party, own in (*rows, *([("Others", others)] if others else []))
    )


def _columns(names: Names) -> list[Column[Commitment]]:
    draw = Drawing(names)
    return [
        Column("Promise", ("what", "from_"), lambda promise: _what(promise, names)),
        Column("Kind", ("kind",), lambda promise: words(promise.kind, names, "kind")),
        Column("Worth", ("value", "share", "quantity"), lambda promise: tuple(_worth(promise, names))),
        Column("When", _TIMES, lambda promise: tuple(_when(promise, names))),
        draw.column("Owner", "owner"),
        Column("For the goals", ("serves",), lambda promise: words(promise.serves, names, "serves")),
        Column("Only if", ("if_",), lambda promise: told(promise.if_, names, lambda if_: condition(if_, names))),
    ]


def _what(promise: Commitment, names: Names) -> Cell:
    giver = "" if promise.from_ in names.parties else f"from {words(promise.from_, names, 'from')}"
    what = words(promise.what, names)
    return (what, giver) if giver else what


def condition(if_: Condition, names: Names) -> str:
    """What must have happened, in words."""
    unit = unit_of(if_.metric, names) if isinstance(if_.metric, str) else ""
    pieces = [
        told(if_.metric, names, names.metric, "metric"),
        told(if_.reaches, names, lambda threshold: f"reaches {bound(threshold, unit)}", "reaches"),
    ]
    return "; ".join(piece for piece in (" ".join(filter(None, pieces)), told(if_.event, names, str, "event")) if piece)


_TIMES = ("due", "from_date", "until", "every", "after", "for_phase", "standing", "survives")


def _when(promise: Commitment, names: Names) -> Iterator[str]:
    said = (
        told(promise.due, names, lambda due: f"due {words(due, names)}", "due"),
        " ".join(
            piece
            for piece in (
                told(promise.from_date, names, lambda first: f"from {words(first, names)}", "from"),
                told(promise.until, names, lambda until: f"until {_end(until, names)}", "until"),
            )
            if piece
        ),
        told(promise.every, names, lambda every: f"every {_period(str(every))}", "every"),
        told(promise.after, names, lambda phase: f"once {phase} has passed its gate", "after"),
        told(promise.for_phase, names, lambda phase: f"pays for {phase}", "pays for"),
        told(promise.standing, names, lambda yes: "stands for everybody anyway" if yes else "not standing", "standing"),
        told(
            promise.survives, names, lambda yes: "owed after exit, too" if yes else "ends with the exit", "after exit"
        ),
    )
    return (piece for piece in said if piece)


def _period(duration: str) -> str:
    return duration.removeprefix("1 ")


def _end(until: Any, names: Names) -> str:
    if not isinstance(until, Until):
        return words(until, names, "until") if until != "end" else "the end of the term"
    ends = [told(until.date, names, lambda day: words(day, names)), told(until.event, names, str)]
    first = told(until.first, names, lambda yes: "whichever is first" if yes else "whichever is last")
    return ", ".join(piece for piece in (listed(ends, "or"), first) if piece)


def _worth(promise: Commitment, names: Names) -> Iterator[str]:
    said = (
        told(promise.value, names, lambda value: worth(value, names)),
        told(promise.share, names, lambda share: _share(share, names)),
        told(promise.quantity, names, lambda quantity: _quantity(quantity, names)),
    )
    return (piece for piece in said if piece)


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


def _share(share: RevenueShare, names: Names) -> str:
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
    return _quantity(volume, names) if isinstance(volume, Quantity) else str(volume)


def _quantity(quantity: Quantity, names: Names) -> str:
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
        yield "and an amount that is unknown, because part of it is withheld or not decided"


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


def in_short(names: Names, commitments: tuple[Commitment, ...] | Absent | None, *, brief: bool) -> Table:
    """The cover's table: a row a party, what it wants, gives, and what the others' promises bring it.

    Args:
        brief: Name the kinds of promises in place of quoting each.
    """
    if isinstance(commitments, Absent):
        return Table(said=absence(commitments, names))
    promises = commitments or ()
    rows: list[tuple[Cell, ...]] = []
    for name in names.parties:
        gives = [promise for promise in promises if promise.from_ == name]
        gets = [promise for promise in promises if promise.from_ != name and brings(promise, name, names.goals)]
        rows.append((names.short(name), wants(names, name), _gives(gives, names, brief), _gets(gets, names, brief)))
    return Table(("Party", "Wants", "Gives", "Gets"), tuple(rows)) if promises or names.goals else Table()


def wants(names: Names, name: str) -> tuple[str, ...]:
    """The outcomes that one side, or ``customers``, is promised."""
    return tuple(words(goal.outcome, names) for goal in names.goals if goal.for_ == name)


def brings(promise: Commitment, name: str, goals: Iterable[Goal]) -> bool:
    """Whether a promise is made to somebody, or serves one of their goals."""
    to = given(promise.to)
    if name in ((to,) if isinstance(to, str) else to or ()):
        return True
    own = {goal.id for goal in goals if goal.for_ == name}
    return bool(own.intersection(given(promise.serves) or ()))


def _gives(promises: list[Commitment], names: Names, brief: bool) -> Cell:
    if brief:
        return titled(listed(_kinds(promises, names)))
    return tuple(f"{words(promise.what, names)}{_figure(promise, names)}" for promise in promises)


def _gets(promises: list[Commitment], names: Names, brief: bool) -> Cell:
    if not promises:
        return "nothing promised to it directly"
    if not brief:
        return tuple(f"{_giver(promise, names)}: {words(promise.what, names)}" for promise in promises)
    givers = listed(dict.fromkeys(_giver(promise, names) for promise in promises))
    return f"{givers}: {listed(dict.fromkeys(_kind(promise, names) for promise in promises))}"


def _giver(promise: Commitment, names: Names) -> str:
    return words(promise.from_, names, "from")


def _kind(promise: Commitment, names: Names) -> str:
    return words(promise.kind, names, "kind")


def _figure(promise: Commitment, names: Names) -> str:
    if isinstance(promise.value, Value):
        return f" ({worth(promise.value, names)})"
    percent = promise.share.percent if isinstance(promise.share, RevenueShare) else None
    return f" ({words(percent, names)})" if percent is not None else ""


def _kinds(promises: list[Commitment], names: Names) -> Iterator[str]:
    """The kinds of promises, each with what it adds up to."""
    for kind in dict.fromkeys(_kind(promise, names) for promise in promises):
        same = "; ".join(totals(promise for promise in promises if _kind(promise, names) == kind))
        yield f"{kind}{f' ({same})' if same else ''}"
