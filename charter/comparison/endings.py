"""What a change does to the ways out: who may leave when, after what notice, and how it winds down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from charter.comparison.effect import UNCLEAR, Case, Effect, between
from charter.comparison.sizes import Order, line_order, order, together
from charter.terms.timeline import PHASES
from charter.values import Comparison, Day, given

if TYPE_CHECKING:
    from charter.model.ending import Observation, Trigger


def trigger(case: Case) -> Effect:
    """A way out that came or went."""
    if case.old is None:
        who, others = _sides(case, case.new)
        return between(case, "wider", who, others, "one way more to end it")
    who, others = _sides(case, case.old)
    return between(case, "narrower", others, who, "one way less to end it")


def _sides(case: Case, trigger: Trigger | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who may use a way out, and whom it may be used against."""
    invoker = (given(trigger.invoked_by) or "any") if trigger is not None else "any"
    if invoker in ("any", "other"):
        return case.parties, case.parties
    return (invoker,), case.others((invoker,))


def _same_sides(case: Case, depth: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    old, new = case.around(depth)
    if old is None or new is None or old.invoked_by != new.invoked_by:
        return case.parties, case.parties  # told at invoked_by; here nobody in particular
    return _sides(case, new)


def notice(case: Case) -> Effect:
    """How long before it takes effect."""
    if case.old is None or case.new is None:
        return UNCLEAR
    who, others = _same_sides(case, 1)
    return _span(case, others, who, _NOTICE)


_NOTICE: Final = (
    "who leaves waits longer, and who is left has longer to prepare",
    "who leaves is free sooner, and who is left has less time to prepare",
)


def cure(case: Case) -> Effect:
    """How long there is to put it right; nothing written is no such time."""
    who, others = _same_sides(case, 1)
    return _span(case, others, who, ("more time to put it right before it ends", "less time to put it right"), empty=1)


def _span(case: Case, longer: tuple[str, ...], shorter: tuple[str, ...], why: tuple[str, str], empty: Order = None) -> Effect:  # fmt: skip  # noqa: E501
    if case.old is None or case.new is None:
        sign = empty if case.old is None or empty is None else (-1 if empty > 0 else 1)
    else:
        sign = order(case.old, case.new)
    if not sign:
        return Effect("same") if sign == 0 else UNCLEAR
    better, worse = (longer, shorter) if sign > 0 else (shorter, longer)
    return between(case, "longer" if sign > 0 else "shorter", better, worse, why[0] if sign > 0 else why[1])


def invoked_by(case: Case) -> Effect:
    """Who may use it."""
    if case.old is None or case.new is None:
        return UNCLEAR
    if "other" in (case.old, case.new):
        return _not_oneself(case)
    was, now = set(_sides(case, case.around(1)[0])[0]), set(_sides(case, case.around(1)[1])[0])
    gained, lost = sorted(now - was), sorted(was - now)
    if gained and lost:
        return between(case, "different", gained, lost)
    if lost:
        return between(case, "narrower", (), lost, "fewer of them may end it")
    return between(case, "wider", gained, (), "more of them may end it") if gained else Effect("same")


def _not_oneself(case: Case) -> Effect:
    """From or to those to whom the event did not happen."""
    match case.old, case.new:
        case "any", "other":
            return Effect("narrower", why="not by the party to whom it happened")
        case "other", "any":
            return Effect("wider", why="by the party to whom it happened, too")
        case "other", str() as one:
            return between(case, "different", (one,), case.others((one,)), "whoever it happened to")
        case str() as one, "other":
            return between(case, "different", case.others((one,)), (one,), "by those to whom it did not happen")
    return UNCLEAR


def seen(case: Case) -> Effect:
    """What must be seen for it to be used."""
    old, new = case.old, case.new
    if old is None or new is None:
        return UNCLEAR
    signs = together(
        0 if (old.metric, old.event, old.under) == (new.metric, new.event, new.under) else None,
        _bound(old, new),
        _less(_optional(old.for_, new.for_)),
        _phases(given(old.in_), given(new.in_)),
        _less(_optional(old.from_, new.from_)),
    )
    who, others = _same_sides(case, 1)
    return _right(case, signs, who, others)


def _right(case: Case, sign: Order, who: tuple[str, ...], others: tuple[str, ...]) -> Effect:
    if not sign:
        return Effect("same", why="it can be used in the same cases") if sign == 0 else UNCLEAR
    if sign > 0:
        return between(case, "wider", who, others, "it can be used in more cases")
    return between(case, "narrower", others, who, "it can be used in fewer cases")


def _bound(old: Observation, new: Observation) -> Order:
    if old.is_ == new.is_:
        return 0
    if not isinstance(old.is_, Comparison) or not isinstance(new.is_, Comparison):
        return None
    return _less(line_order(old.is_, new.is_))


def _optional(old: Any, new: Any) -> Order:
    """More of a hurdle: a longer time, a later day; none at all is the least."""
    if old == new:
        return 0
    if old is None or new is None:
        return 1 if old is None else -1
    return order(old, new)


def _less(sign: Order) -> Order:
    return None if sign is None else -1 if sign > 0 else 1 if sign < 0 else 0


def _phases(old: tuple[str, ...] | None, new: tuple[str, ...] | None) -> Order:
    return _wider(set(PHASES if old is None else old), set(PHASES if new is None else new))


def _wider(old: set[str], new: set[str]) -> Order:
    return 0 if old == new else 1 if old < new else -1 if new < old else None


def phases(case: Case) -> Effect:
    """The phases in which it can be used."""
    who, others = _same_sides(case, 1)
    return _right(case, _phases(case.old, case.new), who, others)


def price(case: Case) -> Effect:
    """What leaving costs, or what the others get in return for a one-sided right."""
    if (case.old is None) is (case.new is None):
        return UNCLEAR
    who, others = _same_sides(case, 1)
    if case.old is None:
        return between(case, "different", others, who, "using it costs something now")
    return between(case, "different", who, others, "using it costs nothing any more")


def customers(case: Case) -> Effect:
    """How long customers are served after the end."""
    why = ("customers are helped for longer", "customers are helped for less long")
    return _span(case, ("customers",), (), why, 1)


def told(case: Case) -> Effect:
    """How soon customers hear of it."""
    why = ("customers hear of it later", "customers hear of it sooner")
    return _span(case, (), ("customers",), why)


def data(case: Case) -> Effect:
    """How long the other side keeps data after the end."""
    why = ("shared data stays longer with who received it", "shared data is gone sooner from who received it")
    owners = tuple(dict.fromkeys(_owners(case)))
    return _span(case, case.others(owners) if owners else (), owners, why)


def _owners(case: Case) -> tuple[str, ...]:
    operations = given(case.after.charter.operations)
    sets = (given(operations.data) or ()) if operations is not None else ()
    return tuple(str(one.from_) for one in sets if given(one.from_) is not None)


def span(longer: str, shorter: str, empty: Order = None) -> Callable[[Case], Effect]:
    """A length of time that is nobody's in particular."""
    return lambda case: _span(case, (), (), (longer, shorter), empty)


def day(earlier: str = "", later: str = "") -> Callable[[Case], Effect]:
    """A day that is nobody's in particular."""

    def effect(case: Case) -> Effect:
        known = isinstance(case.old, Day) and isinstance(case.new, Day)
        sign = order(case.old, case.new) if known else None
        if not sign:
            return Effect("same") if sign == 0 else UNCLEAR
        return Effect("later", why=later) if sign > 0 else Effect("earlier", why=earlier)

    return effect


_T, _W = "exit.triggers.*", "exit.wind_down"
EFFECTS: Final[Mapping[str, Callable[[Case], Effect]]] = {
    _T: trigger,
    f"{_T}.notice": notice,
    f"{_T}.cure": cure,
    f"{_T}.invoked_by": invoked_by,
    f"{_T}.when": seen,
    f"{_T}.in": phases,
    f"{_T}.price": price,
    f"{_T}.in_return": price,
    f"{_W}.takes": span("the end takes longer", "the end is over sooner"),
    f"{_W}.support_tail": customers,
    f"{_W}.customers.told_within": told,
    f"{_W}.data.return_by": data,
    f"{_W}.data.delete_by": data,
    f"{_W}.brand.stop_use_by": span("names and logos stay in use longer", "names and logos are gone sooner"),
    f"{_W}.settle.by": span("open money is settled later", "open money is settled sooner"),
}
