"""What a change does to the exchange: who gives more or less, and who gets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from charter.comparison.effect import UNCLEAR, Case, Effect, Verdict, between
from charter.comparison.sizes import Order, counts, line_order, order, range_order, together, worth_order
from charter.values import Comparison, Day, Money, given

if TYPE_CHECKING:
    from charter.model.exchange import Carving, Commitment, Condition, RevenueShare


def promise(case: Case) -> Effect:
    """A promise that came or went."""
    terms: Commitment | None = case.new if case.old is None else case.old
    if terms is None:
        return UNCLEAR
    said = "an intention" if given(terms.intended) is True else "a promise"
    if given(terms.standing) is True:
        said = "something that exists for everybody anyway"
    return _owed(case, terms, 1 if case.old is None else -1, f"{said} {'more' if case.old is None else 'less'}")


_SIZES: Final[tuple[Verdict, Verdict]] = ("larger", "smaller")


def _owed(case: Case, terms: Commitment, sign: Order, why: str = "", words: tuple[Verdict, Verdict] = _SIZES) -> Effect:
    """More of a promise is worse for who gives and better for who gets; less the other way round."""
    if not sign:
        return Effect("same", why=why) if sign == 0 else UNCLEAR
    giver = given(terms.from_)
    gives = (giver,) if giver is not None else ()
    gets = receivers(case, terms)
    more, less = words
    better, worse = (gets, gives) if sign > 0 else (gives, gets)
    return between(case, more if sign > 0 else less, better, worse, why)


def receivers(case: Case, terms: Commitment) -> tuple[str, ...]:
    """Who gets what is promised: who is named, else the others of two parties."""
    to, giver = given(terms.to), given(terms.from_)
    if to is not None:
        return to if isinstance(to, tuple) else (to,)
    rest = case.others((giver,)) if giver is not None else ()
    return rest if len(rest) == 1 else ()


def _terms(case: Case, depth: int = 1) -> Commitment | None:
    """The promise that the change is about, as it is now, unless giver or receiver differ."""
    old, new = case.around(depth)
    if old is None or new is None or (old.from_, old.to) != (new.from_, new.to):
        return None
    return new  # type: ignore[no-any-return]  # a commitment, by the route


def sized(measure: Callable[[Any, Any], Order], empty: Order = None) -> Callable[[Case], Effect]:
    """An effect by the size of what is promised.

    Args:
        empty: What it is to write it where nothing stood: more (1), less (-1), or nobody knows.
    """

    def effect(case: Case) -> Effect:
        terms = _terms(case)
        if terms is None:
            return UNCLEAR
        if case.old is None or case.new is None:
            sign = empty if case.old is None else _turned(empty)
            return _owed(case, terms, sign) if sign else UNCLEAR
        return _owed(case, terms, measure(case.old, case.new))

    return effect


def _turned(sign: Order) -> Order:
    return None if sign is None else -1 if sign > 0 else 1 if sign < 0 else 0


def _quantity(old: Any, new: Any) -> Order:
    same = old.unit == new.unit and old.price == new.price
    return range_order(counts(old), counts(new)) if same else None


def _share(old: RevenueShare, new: RevenueShare) -> Order:
    if any(getattr(old, key) != getattr(new, key) for key in ("base", "base_ref", "reported_by", "true_up", "bands")):
        return None
    sooner = _turned(_field(old.pay_within, new.pay_within, None))
    return together(
        _field(old.percent, new.percent, None), _field(old.floor, new.floor, 1), _field(old.cap, new.cap, -1), sooner
    )


def _field(old: Any, new: Any, empty: Order) -> Order:
    if old == new:
        return 0
    if old is None or new is None:
        return empty if old is None else _turned(empty)
    return order(old, new)


def _cap(old: Any, new: Any) -> Order:
    if isinstance(old, Money) and isinstance(new, Money):
        return order(old, new)
    return None if isinstance(old, Money) or isinstance(new, Money) else _quantity(old, new)


def _until(old: Any, new: Any) -> Order:
    return order(old, new) if isinstance(old, Day) and isinstance(new, Day) else None


def _reverse(old: Any, new: Any) -> Order:
    return _turned(order(old, new))


def _after(old: str, new: str) -> Order:
    return -1 if (old, new) == ("crawl", "walk") else 1


def flag(sign: Order) -> Callable[[Case], Effect]:
    """An effect by something that is so or not; nothing written is not.

    Args:
        sign: What it is that it becomes so: more is owed (1), or less (-1).
    """

    def effect(case: Case) -> Effect:
        terms, was, now = _terms(case), case.old is True, case.new is True
        if terms is None:
            return UNCLEAR
        return _owed(case, terms, 0 if was is now else sign if now else _turned(sign))

    return effect


def _condition(old: Condition, new: Condition) -> Order:
    """A condition that is met by more values makes more owed."""
    if (old.metric, old.event) != (new.metric, new.event):
        return None
    if not isinstance(old.reaches, Comparison) or not isinstance(new.reaches, Comparison):
        return None
    return _turned(line_order(old.reaches, new.reaches))


def due(case: Case) -> Effect:
    """When a promise is owed, or begins."""
    terms = _terms(case)
    if terms is None or case.old is None or case.new is None:
        return UNCLEAR
    why = "{} to keep it"
    sign = order(case.old, case.new)
    said = why.format("more time" if sign == 1 else "less time")
    return _owed(case, terms, _turned(sign), said, ("earlier", "later"))


def giver(case: Case) -> Effect:
    """Somebody else gives."""
    if case.old is None or case.new is None:
        return UNCLEAR
    return between(case, "different", (case.old,), (case.new,), "another party gives it")


def receiver(case: Case) -> Effect:
    """Somebody else gets it."""
    return named(case, "another party gets it", bad=False)


def named(case: Case, why: str, *, bad: bool) -> Effect:
    """Parties that are named now and were not, and the other way round; what they are named for is bad or good."""
    old, new = (set(_many(value)) for value in (case.old, case.new))
    if old == new:
        return Effect("same")
    come, gone = sorted(new - old), sorted(old - new)
    return between(case, "different", gone if bad else come, come if bad else gone, why)


def _many(value: Any) -> Iterable[str]:
    return () if value is None else value if isinstance(value, tuple) else (value,)


def bound(case: Case) -> Effect:
    """The agreement that makes a promise binding."""
    terms = _terms(case)
    if terms is None:
        return UNCLEAR
    if case.old is None:
        return _owed(case, terms, 1, "an agreement makes it binding", ("stronger", "weaker"))
    if case.new is None:
        return _owed(case, terms, -1, "no agreement makes it binding any more", ("stronger", "weaker"))
    return Effect("unclear", why="another agreement makes it binding: read both")


def level(case: Case) -> Effect:
    """A service level."""
    terms = _terms(case, 2)
    if terms is None or not isinstance(case.old, Comparison) or not isinstance(case.new, Comparison):
        return UNCLEAR
    sign = line_order(case.old, case.new)
    return _owed(case, terms, sign, "", ("tighter", "looser"))


def exclusive(case: Case) -> Effect:
    """How far an exclusivity reaches: who gives it is bound further or less far."""
    terms = _terms(case, 2)
    old, new = case.around(1)
    key = str(case.change.new_path[-1])
    if terms is None or old is None or new is None:
        return UNCLEAR
    sign = _reach(key, old, new)
    return _owed(case, terms, sign, "the exclusivity binds who gives it", ("wider", "narrower"))


def _reach(key: str, old: Carving, new: Carving) -> Order:
    was, now = given(getattr(old, key)), given(getattr(new, key))
    if key == "keeps_if":
        return None if (was is None) is (now is None) else -1 if was is None else 1
    if key not in ("territory", "carve_outs"):
        return None
    if any(one == "world" or one.startswith("not ") for one in (*(was or ()), *(now or ()))) or (
        key == "territory" and (was is None or now is None)
    ):
        return None
    more, less = set(now or ()) - set(was or ()), set(was or ()) - set(now or ())
    sign: Order = None if more and less else 0 if not more and not less else 1 if more else -1
    return _turned(sign) if key == "carve_outs" else sign


def split(case: Case) -> Effect:
    """A party's part of a shared pool."""
    party = str(case.change.path[-1])
    sign: Order = 1 if case.old is None else -1 if case.new is None else order(case.old, case.new)
    if not sign:
        return Effect("same") if sign == 0 else UNCLEAR
    better, worse = ((party,), ()) if sign > 0 else ((), (party,))
    return between(case, "larger" if sign > 0 else "smaller", better, worse)


def owner(case: Case) -> Effect:
    """Who owns a piece of joint work."""
    return named(case, "who owns the work", bad=False)


def payer(case: Case) -> Effect:
    """Who pays for a place where two teams meet."""
    return named(case, "who pays for it", bad=True)


def own_change(case: Case) -> Effect:
    """What a party changes in its own business for the partnership."""
    one = case.new if case.old is None else case.old
    party = given(one.party) if one is not None else None
    if party is None or (case.old is None) is (case.new is None):
        return UNCLEAR
    if case.old is None:
        return between(case, "larger", case.others((party,)), (party,), "a change it promises in its own business")
    return between(case, "smaller", (party,), case.others((party,)), "a change it promises no longer")


_C: Final = "commitments.*"
EFFECTS: Final[Mapping[str, Callable[[Case], Effect]]] = {
    _C: promise,
    f"{_C}.value": sized(worth_order),
    f"{_C}.quantity": sized(_quantity),
    f"{_C}.share": sized(_share),
    f"{_C}.cap": sized(_cap, -1),
    f"{_C}.until": sized(_until),
    f"{_C}.every": sized(_reverse),
    f"{_C}.after": sized(_after, -1),
    f"{_C}.if": sized(_condition, -1),
    f"{_C}.survives": flag(1),
    f"{_C}.intended": flag(-1),
    f"{_C}.due": due,
    f"{_C}.from_date": due,
    f"{_C}.from": giver,
    f"{_C}.to": receiver,
    f"{_C}.under": bound,
    f"{_C}.level.stays": level,
    **{f"{_C}.exclusive.{key}": exclusive for key in ("field", "territory", "customers", "carve_outs", "keeps_if")},
    "splits.*.parts.*": split,
    "ip.*.owner": owner,
    "operations.seams.*.funded_by": payer,
    "strategic_change.*": own_change,
}
