"""What a change does: in which direction it goes, for whom it is better and for whom worse, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from charter.comparison.changes import Change
from charter.comparison.version import Version
from charter.terms.exchange import party_ids
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from charter.finding import Path

Verdict: TypeAlias = Literal[
    "easier", "harder", "larger", "smaller", "earlier", "later", "longer", "shorter", "wider", "narrower",
    "stronger", "weaker", "tighter", "looser", "oftener", "rarer", "different", "same", "none", "unclear",
]  # fmt: skip
"""``different`` is told exactly and has no direction; ``same`` means the same; ``none`` gives nobody a right or a duty;
``unclear`` cannot be computed."""

_PAIRS: Final[tuple[tuple[Verdict, Verdict], ...]] = (
    ("easier", "harder"), ("larger", "smaller"), ("earlier", "later"), ("longer", "shorter"), ("wider", "narrower"),
    ("stronger", "weaker"), ("tighter", "looser"), ("oftener", "rarer"),
    ("different", "different"), ("same", "same"), ("none", "none"), ("unclear", "unclear"),
)  # fmt: skip

MIRROR: Final[Mapping[Verdict, Verdict]] = {**dict(_PAIRS), **{back: there for there, back in _PAIRS}}
"""The verdict of the way back."""


class Effect(NamedTuple):
    """What a change does.

    Attributes:
        better: The parties for whom it is better, in the order of the charter; ``customers`` too.
        worse: Those for whom it is worse.
        why: In words; empty where the verdict says it all.
    """

    verdict: Verdict
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    why: str = ""


class Case(NamedTuple):
    """A change with the two versions it lies between."""

    change: Change
    before: Version
    after: Version

    @property
    def old(self) -> Any:
        """The value before, without decided absences."""
        return given(self.change.old)

    @property
    def new(self) -> Any:
        """The value now, without decided absences."""
        return given(self.change.new)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties of both versions."""
        return tuple(dict.fromkeys((*party_ids(self.after.charter), *party_ids(self.before.charter))))

    def around(self, depth: int) -> tuple[Any, Any]:
        """The parts that hold the value, `depth` steps above it, before and now; None where there is none."""
        change = self.change
        return (
            given(self.before.at(_above(change.old_path, depth))),
            given(self.after.at(_above(change.new_path, depth))),
        )

    @property
    def hidden(self) -> bool:
        """Whether one of the two values is withheld or not decided."""
        return any(isinstance(value, Absent) and value.kind != "none" for value in (self.change.old, self.change.new))

    def others(self, known: Collection[str]) -> tuple[str, ...]:
        """All parties but these."""
        return tuple(party for party in self.parties if party not in known)


def _above(path: Path, depth: int) -> Path:
    return path[: len(path) - depth]


UNCLEAR = Effect("unclear", why="this cannot be computed: read both")
HIDDEN = Effect("unclear", why="one of the two is withheld or not decided yet")


def between(case: Case, verdict: Verdict, better: Iterable[str], worse: Iterable[str], why: str = "") -> Effect:
    """An effect on these; who gains and loses at once is named on neither side."""
    gains, loses = tuple(dict.fromkeys(better)), tuple(dict.fromkeys(worse))
    both = [name for name in gains if name in loses]
    if both:
        why = f"cuts both ways: {why}"
    order = [*case.parties, "customers"]
    return Effect(verdict, _kept(gains, both, order), _kept(loses, both, order), why)


def _kept(names: tuple[str, ...], both: Collection[str], order: list[str]) -> tuple[str, ...]:
    return tuple(sorted((name for name in names if name not in both and name in order), key=order.index))


def parties_in(roles: object) -> tuple[str, ...]:
    """The parties and outsiders that some roles belong to."""
    many = roles if isinstance(roles, tuple) and not isinstance(roles, Role) else (roles,)
    found = [one.party if isinstance(one, Role) else one for one in many]
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str)))
