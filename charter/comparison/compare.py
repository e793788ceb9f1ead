"""Every change between two versions with what it does; what no module of this package can tell stays unclear."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple

from charter.comparison import bars, duties, endings, promises, timing
from charter.comparison.changes import Change, changes
from charter.comparison.effect import HIDDEN, UNCLEAR, Case, Effect
from charter.comparison.version import Version
from charter.lifecycle.running import is_running
from charter.values import Day, Role

Class = Literal["operational", "terms"]
"""Who a change concerns: those who run it, or the signatories."""


class Told(NamedTuple):
    """A change with what it does, and whom it concerns."""

    change: Change
    effect: Effect
    kind: Class


_EFFECTS: Final[Mapping[str, Callable[[Case], Effect]]] = {
    **bars.EFFECTS, **promises.EFFECTS, **endings.EFFECTS, **duties.EFFECTS, **timing.EFFECTS
}  # fmt: skip

_WORDS_ONLY: Final = (
    "title", "language", "tier_reason", "purpose", "leverage", "at_risk", "if_other_stops", "incentives",
    "operations.trust", "operations.dependencies", "operations.running_cost", "operations.judgment", "operations.guide",
    "governance.owners", "governance.sponsors", "governance.touchpoints", "governance.consulted", "phases.prior",
    "phases.*.because",
)  # fmt: skip
"""What describes, names or reports, and gives nobody a right or a duty."""
_OTHER_WORDS: Final = Effect("unclear", why="other words: read both")
_ANSWERS_FOR: Final = Effect("none", why="who answers for it, on that side")


def compared(old: Version, new: Version) -> tuple[Told, ...]:
    """Every change, in the order of the new version."""
    found = changes(old, new)
    renamed = tuple(one for one in found if one.kind == "renamed")
    told = (_effect(Case(change, old, new), _names(change, renamed)) for change in found)
    return tuple(Told(change, effect, _kind(change, old, new)) for change, effect in zip(found, told, strict=True))


def _kind(change: Change, old: Version, new: Version) -> Class:
    """Whether only who does what, and when they meet, changes."""
    was = old.raw(change.old_path) if change.kind != "added" else None
    now = new.raw(change.new_path) if change.kind != "removed" else None
    return "operational" if is_running(change.path, was, now) else "terms"


_REFERRING: Final[Mapping[str, frozenset[str]]] = {
    "parties.*": frozenset([
        "owner", "from", "to", "for", "over", "party", "by", "of", "reported_by", "attested_by", "invoked_by", "roles",
        "decided_by", "members", "casting_vote", "disputes_to", "funded_by", "made_by", "first_line", "second_line",
        "competitor_of", "result_owner", "sponsors", "owners", "approvers", "parts", "at_risk", "if_other_stops",
    ]),
    "metrics.*": frozenset(["metric", "counter_metric", "proof"]),
    "goals.*.id": frozenset(["serves"]),
    "commitments.*.id": frozenset(["applies_to"]),
    "agreements.*.id": frozenset(["under", "agreement", "prevails_over"]),
    "phases.*.deliverables.*.id": frozenset(["enables"]),
}  # fmt: skip
"""By what was renamed, the keys that refer to it: nothing else may be taken for a change of name."""
_WORDS: Final = frozenset(["any", "other", "all", "customers", "parties", "end", "joint"])
"""What the format means by these no name changes."""


def _names(change: Change, renamed: Iterable[Change]) -> Mapping[str, str]:
    """The new names, by the old ones, of what may be referred to where a change stands."""
    key = [step for step in change.route.split(".") if step != "*"][-1]
    found = {one.old: one.new for one in renamed if key in _REFERRING.get(one.route, ())}
    return {old: new for old, new in found.items() if old not in _WORDS and new not in _WORDS}


def _effect(case: Case, names: Mapping[str, str]) -> Effect:
    if (same := _plainly(case, names)) is not None:
        return same
    route = case.change.route
    if (ask := _EFFECTS.get(route)) is not None:
        return ask(case)
    if _is_below(route, _WORDS_ONLY):
        return Effect("none", why="it gives nobody a right or a duty")
    if route.endswith(".owner"):
        return _owner(case)
    if why := _AROUND.get(route):
        return Effect("none", why=why)
    return _OTHER_WORDS if isinstance(case.old, str) and isinstance(case.new, str) else UNCLEAR


def _plainly(case: Case, names: Mapping[str, str]) -> Effect | None:
    """What can be said without knowing what the value is for."""
    change = case.change
    if change.kind == "renamed":
        return Effect("same", why="another name; all else is the same")
    if case.hidden:
        return HIDDEN
    if case.old is None and case.new is None:
        return Effect("none", why="there is none, before and now")
    if change.keys or change.kind != "changed":
        return Effect("same", why="it follows the new name") if _is_moved_along(case, names) else None
    if change.old == change.new:
        return Effect("same", why="written in another way")
    follows = _translated(change.old, names) == _translated(change.new, {})
    return Effect("same", why="it follows the new name") if follows else None


def _is_moved_along(case: Case, names: Mapping[str, str]) -> bool:
    """Whether an entry came or went only because what it is called by has another name."""
    change, key = case.change, case.change.path[-1]
    for old, new in names.items():
        if key in (old, new):
            was, now = case.before.at((*change.old_path[:-1], old)), case.after.at((*change.new_path[:-1], new))
            return was is not None and _translated(was, names) == _translated(now, {})
    return False


def _translated(value: Any, names: Mapping[str, str]) -> Any:
    """A value with the new names in it; the items of a list in any order."""
    if isinstance(value, Role):
        return Role(names.get(value.party, value.party), value.role)
    if isinstance(value, tuple) and not isinstance(value, Day):
        return sorted((_translated(item, names) for item in value), key=str)
    return names.get(value, value) if isinstance(value, str) else value


def _is_below(route: str, places: tuple[str, ...]) -> bool:
    return any(route == place or route.startswith(f"{place}.") for place in places)


def _owner(case: Case) -> Effect:
    old, new = case.old, case.new
    if not isinstance(old, Role) or not isinstance(new, Role):
        return UNCLEAR
    return _ANSWERS_FOR if old.party == new.party else Effect("unclear", why="another side answers for it")


_AROUND: Final[Mapping[str, str]] = {
    "revision": "the number of these terms",
    "goals.*": "an aim; no gate hangs on it",
    "metrics.*": "a number that is defined; what asks for it is told where it stands",
    "commitments.*.serves": "which goals it helps; what is owed stays",
    "commitments.*.enables": "what it makes possible; what is owed stays",
}
