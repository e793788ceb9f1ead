"""Who decides: at a gate, by a trigger, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.terms.exchange import party_ids
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.ending import Trigger
    from charter.rehearsal.windows import Window

Way: TypeAlias = Literal[
    "any party", "other party", "party", "outsider", "all deciders", "one decider", "time", "nobody", "withheld"
]
"""Who decides; `time` where nobody has to."""


class Who(NamedTuple):
    """Who decides.

    Attributes:
        names: The roles, the party or the outsider, where these are named.
    """

    way: Way
    names: tuple[Role | str, ...] = ()


ANY = Who("any party")
NOBODY = Who("nobody")
WITHHELD = Who("withheld")


def deciders(charter: Charter, window: Window) -> Who:
    """Whose yes a go needs."""
    return _deciders(charter, window, "all deciders")


def one_decider(charter: Charter, window: Window) -> Who:
    """Who can record a no: one is enough."""
    return _deciders(charter, window, "one decider")


def _deciders(charter: Charter, window: Window, way: Way) -> Who:
    named = window.gate.decided_by if window.gate is not None else None
    if isinstance(named, Absent):
        return WITHHELD if named.kind == "undisclosed" else NOBODY
    known = tuple(role for role in named or () if exists(charter, role))
    return Who(way, known) if known else NOBODY


def exists(charter: Charter, who: Role | str) -> bool:
    """Whether a role's party, or an outsider, is one that the charter names; parties that are withheld are believed."""
    if isinstance(who, Role):
        return who.party in party_ids(charter) or given(charter.parties) is None
    return who in (given(charter.outsiders) or {}) or isinstance(charter.outsiders, Absent)


def invoker(charter: Charter, trigger: Trigger) -> Who:
    """Who may use a trigger; any party where nobody is named."""
    who = trigger.invoked_by
    if isinstance(who, Absent):
        return WITHHELD if who.kind == "undisclosed" else NOBODY
    if who is None or who == "any":
        return ANY
    if who == "other":
        return Who("other party")
    if who in party_ids(charter) or given(charter.parties) is None:
        return Who("party", (who,))
    return Who("outsider", (who,)) if exists(charter, who) else NOBODY
