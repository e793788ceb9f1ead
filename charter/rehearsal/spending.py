"""What each side has given by a day, and who has given while nothing has come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from charter.terms.balance import Range
from charter.terms.exchange import Promise, is_firm, party_ids, promises, promises_of
from charter.terms.payments import PAYING, dates
from charter.values import Absent, Day, Money, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.exchange import Commitment, Value
    from charter.rehearsal.windows import Days


class Instance(NamedTuple):
    """One phase in which an ending can happen.

    Attributes:
        phase: None before the start.
        passed: The gates that have surely said go before.
        perhaps: Those that may have.
    """

    phase: str | None
    days: Days
    passed: frozenset[str]
    perhaps: frozenset[str]


@dataclass(frozen=True)
class Spent:
    """What one party has given when it ends.

    Attributes:
        amounts: One range per currency: the least at the earliest ending, the most at the latest.
        unknown: Whether a figure that counts is withheld, or depends on a figure of its own such as revenue.
        unpriced: How many more commitments may have begun that carry no price.
        survives: How many commitments are still owed afterwards.
    """

    party: str
    amounts: tuple[Range, ...] = ()
    unknown: bool = False
    unpriced: int = 0
    survives: int = 0


def spent(charter: Charter, party: str, instances: Iterable[Instance]) -> Spent:
    """What a party has given by an ending that can happen in these phases."""
    found = tuple(instances)
    first, last = found[0], found[-1]
    firm = [promise.terms for promise in promises_of(charter, party) if _counts(promise)]
    amounts: dict[str, Range] = {}
    unknown = unpriced = survives = 0
    for terms in firm:
        if not _may_be_owed(terms, last.days.latest, last.perhaps, last.phase):
            continue
        survives += given(terms.survives) is True
        least = _given_by(terms, first.days.earliest, first.passed, first.phase)
        most = _given_by(terms, last.days.latest, last.perhaps, last.phase)
        if most is None:
            unknown += _hides_a_figure(terms)
            unpriced += not _hides_a_figure(terms)
            continue
        low = least.low if least is not None and first.days.earliest is not None else Decimal(0)
        both = Range(most.unit, low, most.high)
        amounts[most.unit] = amounts[most.unit].plus(both) if most.unit in amounts else both
    return Spent(party, tuple(amounts[unit] for unit in sorted(amounts)), bool(unknown), unpriced, survives)


def empty_handed(charter: Charter, instances: Iterable[Instance]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parties that have given something while nothing that serves a goal of theirs is due from the others.

    Only what the terms say for certain counts: no goal, no date, or nothing said about what a commitment serves means
    that nobody is named.

    Returns:
        Those of whom it is true whenever it ends this way, and those of whom it is true on some of its days only.
    """
    found = tuple(instances)
    parties = party_ids(charter)
    surely = tuple(party for party in parties if all(_gets_nothing(charter, party, one)[0] for one in found))
    perhaps = (party for party in parties if any(_gets_nothing(charter, party, one)[1] for one in found))
    return surely, tuple(party for party in perhaps if party not in surely)


def _gets_nothing(charter: Charter, party: str, instance: Instance) -> tuple[bool, bool]:
    """Whether a party has given and got nothing on every day of an instance, and whether on one of them."""
    days = instance.days
    own = [terms for terms in _firm(charter) if terms.from_ == party and terms.if_ is None]
    gave = [
        day.last for terms in own if _released(terms, instance.passed, instance.phase) if (day := _first_day(terms))
    ]
    gets = _gets(charter, party, instance)
    if not gave or gets is None or (days.earliest is days.latest is None and not days.open):
        return False, False
    first, last = days.earliest or date.min, days.latest or date.max
    before = min(gets) - timedelta(1) if gets else date.max
    return min(gave) <= first and last <= before, max(min(gave), first) <= min(last, before)


def _gets(charter: Charter, party: str, instance: Instance) -> list[date] | None:
    """The days from which others owe this party what serves its goals; None where that cannot be told."""
    goals = {
        goal.id for goal in given(charter.goals) or () if goal.for_ == party or given(goal.joint) is True if goal.id
    }
    others = [terms for terms in _firm(charter) if terms.from_ != party and _is_for(terms, party)]
    if not goals or any(given(terms.serves) is None or given(terms.from_) is None for terms in others):
        return None
    serving = [terms for terms in others if goals & set(given(terms.serves) or ())]
    owed = [terms for terms in serving if _released(terms, instance.perhaps, instance.phase)]
    days = [_first_day(terms) for terms in owed]
    return None if None in days else [day.first for day in days if day is not None]


def _firm(charter: Charter) -> Iterator[Commitment]:
    return (promise.terms for promise in promises(charter) if _counts(promise))


def _counts(promise: Promise) -> bool:
    return is_firm(promise) and given(promise.terms.standing) is not True


def _is_for(terms: Commitment, party: str) -> bool:
    to = given(terms.to)
    return to is None or to == party or (isinstance(to, tuple) and party in to)


_ORDER = (None, "crawl", "walk", "run")


def _released(terms: Commitment, passed: frozenset[str], phase: str | None) -> bool:
    """Whether no gate stands before it any more."""
    after, for_phase = given(terms.after), given(terms.for_phase)
    if after is not None and after not in passed:
        return False
    return for_phase is None or _ORDER.index(for_phase) <= _ORDER.index(phase) or for_phase in passed


def _may_be_owed(terms: Commitment, day: date | None, passed: frozenset[str], phase: str | None) -> bool:
    begins = _first_day(terms)
    if begins is None and phase is None:
        return False
    return _released(terms, passed, phase) and (begins is None or day is None or begins.first <= day)


def _first_day(terms: Commitment) -> Day | None:
    days = [day for _, day in dates(terms)]
    return min(days) if days else None


def _hides_a_figure(terms: Commitment) -> bool:
    withheld = isinstance(terms.value, Absent) and terms.value.kind != "none"
    return withheld or given(terms.value) is not None or terms.share is not None or given(terms.kind) in PAYING


def _given_by(terms: Commitment, day: date | None, passed: frozenset[str], phase: str | None) -> Range | None:
    """What of a commitment is given by a day, from the least to the most; None where it has no price.

    Args:
        day: None for any day at all.
    """
    whole = _worth(terms)
    if whole is None or not _may_be_owed(terms, day, passed, phase):
        return whole and Range(whole.unit, Decimal(0), Decimal(0))
    value = given(terms.value)
    part = _by_schedule(value, day) or _by_period(terms, value, day) or _by_days(terms, whole, day)
    return part.if_at_all() if terms.if_ is not None else part


def _by_days(terms: Commitment, whole: Range, day: date | None) -> Range:
    """A single sum: in full once it is due or its time is over, none to all of it before."""
    due, until = given(terms.due), given(terms.until)
    last = due or (until if isinstance(until, Day) else None)
    return whole if last is not None and day is not None and last.last <= day else whole.if_at_all()


def _by_schedule(value: Value | None, day: date | None) -> Range | None:
    payments = given(value.schedule) if value is not None else None
    if not payments:
        return None
    low = high = Decimal(0)
    for payment in payments:
        when, amount = given(payment.date), given(payment.amount)
        if amount is None:
            return None
        low += amount.amount if when is not None and day is not None and when.last <= day else 0
        high += amount.amount if when is None or day is None or when.first <= day else 0
    return Range(_currency(value) or "", low, high)


_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _by_period(terms: Commitment, value: Value | None, day: date | None) -> Range | None:
    """A sum that recurs: the periods that are over, and the one that has begun."""
    amount, per = (given(value.amount), given(value.per)) if value is not None else (None, None)
    start, until = given(terms.from_date), given(terms.until)
    if amount is None or per is None or given(value.total if value else None) is not None:
        return None
    last = min(given_day for given_day in (day, until.last if isinstance(until, Day) else None, date.max) if given_day)
    if start is None or last == date.max:
        return Range(amount.currency, Decimal(0), None)
    over = max(_months(start.last, last) // _MONTHS[per], 0)
    begun = max(_months(start.first, last) // _MONTHS[per], 0) + 1
    return Range(amount.currency, amount.amount * (over if day is not None else 0), amount.amount * begun)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _worth(terms: Commitment) -> Range | None:
    """The whole of a commitment in money; None where no figure is shown."""
    value, cap = given(terms.value), given(terms.cap)
    found = _figures(value) if value is not None else None
    if isinstance(cap, Money):
        most = Range(cap.currency, Decimal(0), cap.amount)
        return most if found is None else found.up_to(most)
    return found


def _figures(value: Value) -> Range | None:
    total, amount = given(value.total), given(value.amount)
    low, high = given(value.low), given(value.high)
    if total is not None:
        return Range(total.currency, total.amount, None if given(value.at_least) is True else total.amount)
    if amount is not None:
        return Range(amount.currency, amount.amount, amount.amount)
    one = low or high
    if one is not None:
        return Range(one.currency, low.amount if low else Decimal(0), high.amount if high else None)
    currency = _currency(value)
    return Range(currency, Decimal(0), None) if currency else None


def _currency(value: Value | None) -> str | None:
    """The one currency of a schedule."""
    payments = given(value.schedule) if value is not None else None
    found = {amount.currency for payment in payments or () if (amount := given(payment.amount)) is not None}
    return found.pop() if len(found) == 1 else None
