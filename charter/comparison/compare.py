"""Every change between two versions with what it does; what no module of this package can tell stays unclear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple

from charter.comparison import bars, duties, endings, promises, timing
from charter.comparison.changes import Change, changes
from charter.comparison.effect import HIDDEN, UNCLEAR, Case, Effect
from charter.comparison.version import Version
from charter.values import Role

Class = Literal["operational", "terms"]
"""Who a change concerns: those who run it, or the signatories."""


class Told(NamedTuple):
    """A change with what it does."""

    change: Change
    effect: Effect

    @property
    def kind(self) -> Class:
        """Whether only owners, rhythm, meetings or contacts change."""
        route = self.change.route
        return "operational" if route.startswith(_RUNNING) or route.endswith(_RUN_BY) else "terms"


_RUNNING: Final = ("governance.owners", "governance.sponsors", "governance.touchpoints", "phases.*.reviews")
_RUN_BY: Final = (".owner", ".review", "result_owner")

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
    renamed = {(one.old, one.new) for one in found if one.kind == "renamed"}
    return tuple(Told(change, _effect(Case(change, old, new), renamed)) for change in found)


def _effect(case: Case, renamed: set[tuple[str, str]]) -> Effect:
    if (same := _plainly(case, renamed)) is not None:
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


def _plainly(case: Case, renamed: set[tuple[str, str]]) -> Effect | None:
    """What can be said without knowing what the value is for."""
    change = case.change
    if change.kind == "renamed":
        return Effect("same", why="another name; all else is the same")
    if case.hidden:
        return HIDDEN
    if case.old is None and case.new is None:
        return Effect("none", why="there is none, before and now")
    if change.keys or change.kind != "changed":
        return None
    if change.old == change.new:
        return Effect("same", why="written in another way")
    return Effect("same", why="it follows the new name") if (change.old, change.new) in renamed else None


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
