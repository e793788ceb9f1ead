"""What a change does to a gate: whether it is easier or harder to pass, by what is a go and a no before and now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from charter.comparison.effect import UNCLEAR, Case, Effect, Verdict
from charter.comparison.sizes import line_order, order
from charter.terms.criteria import Placed, criteria
from charter.values import Absent, Comparison, given

if TYPE_CHECKING:
    from charter.model.phases import Criterion
    from charter.terms.zones import Zones


def threshold(case: Case) -> Effect:
    """The thresholds of a criterion."""
    before, after = _placed(case, old=True, depth=1), _placed(case, old=False, depth=1)
    if before is not None and after is not None and before.name != after.name and before.metric != after.metric:
        return Effect("unclear", why="another metric is measured")
    return _moved(before, after)


def criterion(case: Case) -> Effect:
    """A criterion that came or went."""
    if case.change.kind == "added":
        return Effect("harder", why="one condition more must hold for a go")
    if case.change.kind == "removed":
        return Effect("easier", why="one condition fewer must hold for a go")
    return UNCLEAR


def _placed(case: Case, *, old: bool, depth: int) -> Placed | None:
    change, version = case.change, case.before if old else case.after
    path = (change.old_path if old else change.new_path)[:-depth]
    wanted = version.at(path)
    return next((one for one in criteria(version.charter) if one.criterion is wanted), None)


def _moved(before: Placed | None, after: Placed | None) -> Effect:
    from charter.terms.zones import zones

    was, now = (zones(one) if one is not None else None for one in (before, after))
    if was is None or now is None:
        return _unmeasured(before, after)
    if was.go.unit != now.go.unit:
        return Effect("unclear", why="the two are not in one unit")
    verdict = _easier(was, now)
    if verdict == "same":
        return Effect("same", why="the same values are a go, and the same a no")
    return Effect(verdict, why=_told(was, now))


def _unmeasured(before: Placed | None, after: Placed | None) -> Effect:
    """Thresholds that cannot be put on the axis of their metric, compared as they are written."""
    keys = ("improves", "reaches", "stays", "fails")
    if before is None or after is None:
        return UNCLEAR
    pairs = [(getattr(before.criterion, key), getattr(after.criterion, key)) for key in keys]
    moved = [(key, old, new) for key, (old, new) in zip(keys, pairs, strict=True) if old != new]
    if len(moved) != 1 or not all(isinstance(one, Comparison) for one in moved[0][1:]):
        return UNCLEAR
    key, old, new = moved[0]
    sign = line_order(old, new)
    if not sign:
        return Effect("same", why="the same values satisfy it") if sign == 0 else UNCLEAR
    if key == "improves" and old.bound.__class__ is not new.bound.__class__:
        return UNCLEAR
    return Effect("harder" if (sign > 0) is (key != "fails") else "easier")


def _easier(was: Zones, now: Zones) -> Verdict:
    """Easier where every go stays one and no other value becomes a no, harder the other way round."""
    if _same(was.go - now.go, now.go - was.go) and _same(was.no_go - now.no_go, now.no_go - was.no_go):
        return "same"
    if (was.go - now.go).empty and (now.no_go - was.no_go).empty:
        return "easier"
    if (now.go - was.go).empty and (was.no_go - now.no_go).empty:
        return "harder"
    return "unclear"


def _same(*rests: Any) -> bool:
    return all(rest.empty for rest in rests)


def _told(was: Zones, now: Zones) -> str:
    pieces = (
        ("{} counts as a go now", now.go - was.go),
        ("{} is no go any more", was.go - now.go),
        ("{} is a no now", now.no_go - was.no_go),
        ("{} is no longer a no", was.no_go - now.no_go),
    )
    return "; ".join(words.format(zone) for words, zone in pieces if not zone.empty)


def baseline(case: Case) -> Effect:
    """Where a metric stood: what counts from it moves along."""
    found = list(_carried(case, str(case.change.new_path[1])))
    if not found:
        return Effect("none", why="no gate counts from it")
    verdicts = {effect.verdict for _, effect in found}
    why = "; ".join(f"{place}: {_in_short(effect)}" for place, effect in found)
    return Effect(verdicts.pop() if len(verdicts) == 1 else "unclear", why=why)


def _in_short(effect: Effect) -> str:
    return f"{effect.verdict} to pass, {effect.why}" if effect.verdict in ("easier", "harder") else effect.why


def _carried(case: Case, metric: str) -> Iterator[tuple[str, Effect]]:
    """The criteria on both sides that ask for an improvement on a metric's baseline."""
    before = {(one.phase, one.criterion.id): one for one in criteria(case.before.charter)}
    for after in criteria(case.after.charter):
        was = before.get((after.phase, after.criterion.id))
        if was is not None and after.name == metric and after.criterion.improves is not None:
            both = was._replace(criterion=after.criterion)
            yield f"{after.phase} gate, {given(after.criterion.id)}", _moved(both, after)


def needs(case: Case) -> Effect:
    """How many must say yes."""
    old, new = case.around(1)
    was, now = _least(case, old, case.before), _least(case, new, case.after)
    if was is not None and now is not None:
        if was == now:
            return Effect("same", why=f"that is {now} here, before and now")
        return Effect("harder" if now > was else "easier", why=f"{was} of them had to say yes, {now} have to now")
    ranks = {"majority": 1, "all": 2}
    one, other = ranks.get(str(case.old)), ranks.get(str(case.new))
    if one is not None and other is not None and one != other:
        return Effect("harder" if other > one else "easier", why="or the same, where they are one or two")
    return _counted(case.old, case.new)


def _counted(old: Any, new: Any) -> Effect:
    sign = order(old, new) if isinstance(old, int) and isinstance(new, int) else None
    return Effect("harder" if sign > 0 else "easier") if sign else UNCLEAR


def _least(case: Case, asked: Criterion | None, version: Any) -> int | None:
    """How many must say yes, where it is known how many are asked."""
    if asked is None or asked.of != "parties" or isinstance(asked.needs, Absent):
        return None
    count = len(given(version.charter.parties) or ())
    match asked.needs:
        case "all":
            return count
        case "majority":
            return count // 2 + 1
        case int() as number:
            return number
    return None


def each(case: Case) -> Effect:
    """Whether every customer must meet it, or all on average."""
    match case.old, case.new:
        case "customer", "mean":
            return Effect("easier", why="the average may pass where one customer does not")
        case "mean", "customer":
            return Effect("harder", why="every customer must meet it, not the average")
    return UNCLEAR


def proof(case: Case) -> Effect:
    """How much proof is asked for: cases, confidence, an attachment."""
    if case.old is None or case.new is None:
        return Effect("harder", why="more proof is asked for") if case.old is None else _LESS
    sign = order(case.old, case.new)
    if sign is None:
        return UNCLEAR
    return Effect("harder", why="more proof is asked for") if sign > 0 else _LESS if sign else _EQUAL


_LESS, _EQUAL = Effect("easier", why="less proof is asked for"), Effect("same")


def guardrail(case: Case) -> Effect:
    """A limit that is watched, that came or went."""
    return _limit(1 if case.change.kind == "added" else -1)


def limit(case: Case) -> Effect:
    """Where a watched limit lies."""
    known = isinstance(case.old, Comparison) and isinstance(case.new, Comparison)
    return _limit(line_order(case.old, case.new) if known else None)


def _limit(sign: int | None) -> Effect:
    if not sign:
        return Effect("same", why="the same values break it") if sign == 0 else UNCLEAR
    if sign > 0:
        return Effect("tighter", why="a review is opened sooner")
    return Effect("looser", why="a review is opened later or not at all")


def entry(case: Case) -> Effect:
    """What must hold before run begins."""
    return _harder(case, "one thing more must be shown before run begins", "one thing fewer must be shown for run")


def precondition(case: Case) -> Effect:
    """What must happen before a phase begins."""
    return _harder(case, "a phase waits for one thing more", "no phase waits for it any more")


def _harder(case: Case, more: str, less: str) -> Effect:
    if (case.old is None) is (case.new is None):
        return UNCLEAR
    return Effect("harder", why=more) if case.old is None else Effect("easier", why=less)


def target(case: Case) -> Effect:
    """What a goal aims at: no gate hangs on it."""
    old, new = (given(one.reaches) if one is not None else None for one in (case.old, case.new))
    return _aimed(1 if old is None else -1 if new is None else None)


def aim(case: Case) -> Effect:
    """The threshold of a goal's target."""
    known = isinstance(case.old, Comparison) and isinstance(case.new, Comparison)
    return _aimed(line_order(case.old, case.new) if known else None)


def _aimed(sign: int | None) -> Effect:
    if not sign:
        return Effect("same") if sign == 0 else UNCLEAR
    return Effect("harder" if sign > 0 else "easier", why="an aim; no gate hangs on it")


EFFECTS: Final[Mapping[str, Callable[[Case], Effect]]] = {
    "phases.*.gate.criteria.*": criterion,
    "phases.*.gate.criteria.*.threshold": threshold,
    "phases.*.gate.criteria.*.needs": needs,
    "phases.*.gate.criteria.*.each": each,
    "phases.*.gate.criteria.*.min_sample": proof,
    "phases.*.gate.criteria.*.confidence": proof,
    "phases.*.gate.criteria.*.attachment": proof,
    "phases.*.guardrails.*": guardrail,
    "phases.*.guardrails.*.stays": limit,
    "phases.*.enter_if": entry,
    "phases.*.enter_if.roi": entry,
    "phases.*.enter_if.recommit": entry,
    "conditions.*": precondition,
    "metrics.*.baseline": baseline,
    "metrics.*.baseline.value": baseline,
    "goals.*.targets.*": target,
    "goals.*.targets.*.reaches": aim,
}
