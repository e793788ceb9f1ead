"""Who gives and gets what: the promises of each party, and what they bring the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from charter.model.exchange import Commitment, Condition, RevenueShare, Until, Value
from charter.rendering.names import Names, listed
from charter.rendering.shapes import Cell, Column, Drawing, Table, titled
from charter.rendering.words import absence, bound, told, unit_of, words
from charter.rendering.worth import quantity_in_words, share_in_words, totals, worth
from charter.values import Absent, given


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
    known: dict[str, list[Commitment]] = {name: [] for name in names.parties}
    others: list[Commitment] = []
    for promise in promises:
        known.get(given(promise.from_) or "", others).append(promise)
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
        told(promise.share, names, lambda share: share_in_words(share, names)),
        told(promise.quantity, names, lambda quantity: quantity_in_words(quantity, names)),
    )
    return (piece for piece in said if piece)


def in_short(names: Names, commitments: tuple[Commitment, ...] | Absent | None, *, brief: bool) -> Table:
    """The cover's table: a row a party, what it wants, gives, and what the others' promises bring it.

    Args:
        brief: Name the kinds of promises in place of quoting each.
    """
    if isinstance(commitments, Absent):
        return Table(said=absence(commitments, names))
    promises = commitments or ()
    wanted, brought = _wanted(names), _brought(names, promises)
    own: dict[str, list[Commitment]] = {}
    for promise in promises:
        own.setdefault(given(promise.from_) or "", []).append(promise)
    rows: list[tuple[Cell, ...]] = []
    for name in names.parties:
        gives = _gives(own.get(name, []), names, brief)
        gets = _gets(brought.get(name, []), names, brief)
        rows.append((names.short(name), tuple(wanted.get(name, ())), gives, gets))
    return Table(("Party", "Wants", "Gives", "Gets"), tuple(rows)) if promises or names.goals else Table()


def wants(names: Names, name: str) -> tuple[str, ...]:
    """The outcomes that one side, or ``customers``, is promised."""
    return tuple(_wanted(names).get(name, ()))


def _wanted(names: Names) -> dict[str, list[str]]:
    """The outcomes that each side is promised."""
    found: dict[str, list[str]] = {}
    for goal in names.goals:
        found.setdefault(given(goal.for_) or "", []).append(words(goal.outcome, names))
    return found


def _brought(names: Names, promises: Iterable[Commitment]) -> dict[str, list[Commitment]]:
    """The promises of others that are made to each side, or serve one of its goals."""
    sides: dict[str, list[str]] = {}
    for goal in names.goals:
        if isinstance(goal.id, str):
            sides.setdefault(goal.id, []).append(given(goal.for_) or "")
    found: dict[str, list[Commitment]] = {}
    for promise in promises:
        to = given(promise.to)
        gain = [*((to,) if isinstance(to, str) else to or ())]
        gain += [side for goal in dict.fromkeys(given(promise.serves) or ()) for side in sides.get(goal, ())]
        for side in dict.fromkeys(gain):
            if side != promise.from_:
                found.setdefault(side, []).append(promise)
    return found


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
