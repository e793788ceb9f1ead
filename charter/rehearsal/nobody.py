"""Where a charter leaves a decision to nobody, and which phases nothing leads out of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.finding import Path
from charter.rehearsal.deciding import exists, invoker
from charter.rehearsal.endings import Ending
from charter.rehearsal.ways_out import triggers
from charter.rehearsal.windows import Window
from charter.terms.criteria import Placed
from charter.terms.exchange import party_ids
from charter.terms.zones import zones
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Criterion, Gate

Gap: TypeAlias = Literal[
    "no gate",
    "no deciders",
    "party without a voice",
    "unknown decider",
    "nobody picks",
    "no criteria",
    "grey without extension",
    "silence unwritten",
    "silence extends nothing",
    "unknown invoker",
    "no way out",
]


class Nobody(NamedTuple):
    """One place where nobody may decide.

    Attributes:
        phase: Where it is; empty for a trigger.
        path: The place in the terms.
        about: The party, role, outsider, criterion or trigger that it is about; empty where the gap says all.
    """

    gap: Gap
    phase: str
    path: Path
    about: str = ""


def nobody(charter: Charter, windows: tuple[Window, ...], endings: tuple[Ending, ...]) -> tuple[Nobody, ...]:
    """Every place where nobody may decide, in the order of the phases, then of the triggers.

    What is withheld is no such place: it is said elsewhere.
    """
    found = [place for window in windows for place in _at_gate(charter, window)]
    found += _without_way_out(windows, endings)
    return (*found, *_at_triggers(charter))


def _at_gate(charter: Charter, window: Window) -> Iterator[Nobody]:
    if window.name == "run":
        return
    here: Path = ("phases", window.name, "gate")
    if window.gate is None:
        if not _withheld(window.phase.gate):
            yield Nobody("no gate", window.name, here)
        return
    yield from _deciders(charter, window.name, window.gate, here)
    yield from _criteria(charter, window.name, window.gate, here)
    yield from _silence(window.name, window.gate, here)


def _withheld(value: object) -> bool:
    return isinstance(value, Absent) and value.kind == "undisclosed"


def _deciders(charter: Charter, phase: str, gate: Gate, here: Path) -> Iterator[Nobody]:
    named = gate.decided_by
    place = (*here, "decided_by")
    if _withheld(named):
        return
    roles = given(named) or ()
    if not roles:
        yield Nobody("no deciders", phase, place)
        return
    for index, who in enumerate(roles):
        if not exists(charter, who):
            yield Nobody("unknown decider", phase, (*place, index), str(who))
        elif _cannot_be_called(charter, who):
            yield Nobody("nobody picks", phase, (*place, index), str(who))
    voices = {role.party for role in roles if isinstance(role, Role)}
    yield from (
        Nobody("party without a voice", phase, place, party) for party in party_ids(charter) if party not in voices
    )


def _cannot_be_called(charter: Charter, who: Role | str) -> bool:
    """Whether it is a panel or an arbiter whom nobody picks."""
    outsider = given((given(charter.outsiders) or {}).get(who)) if isinstance(who, str) else None
    return outsider is not None and outsider.kind in ("panel", "arbiter") and outsider.chosen_by is None


def _criteria(charter: Charter, phase: str, gate: Gate, here: Path) -> Iterator[Nobody]:
    if _withheld(gate.criteria):
        return
    criteria = given(gate.criteria) or ()
    if not criteria:
        yield Nobody("no criteria", phase, (*here, "criteria"))
    for index, criterion in enumerate(criteria):
        place: Path = (*here, "criteria", index)
        asked = given(criterion.of) if criterion.ask is not None else None
        if asked is not None and asked in (given(charter.outsiders) or {}) and _cannot_be_called(charter, asked):
            yield Nobody("nobody picks", phase, place, asked)
        if gate.extension is None and has_grey(charter, phase, criterion, place):
            yield Nobody("grey without extension", phase, place, str(criterion.id))


def has_grey(charter: Charter, phase: str, criterion: Criterion, place: Path) -> bool:
    """Whether a value can be neither a go nor a no."""
    found = zones(placed(charter, phase, criterion, place))
    return found is not None and not found.grey.empty


def placed(charter: Charter, phase: str, criterion: Criterion, place: Path) -> Placed:
    """A criterion with its metric."""
    name = given(criterion.metric) or ""
    return Placed(phase, place, criterion, name, given((given(charter.metrics) or {}).get(name)))


def _silence(phase: str, gate: Gate, here: Path) -> Iterator[Nobody]:
    means = gate.if_silent
    if means is None or (isinstance(means, Absent) and means.kind != "undisclosed"):
        yield Nobody("silence unwritten", phase, (*here, "if_silent"))
    elif means == "extend" and gate.extension is None:
        yield Nobody("silence extends nothing", phase, (*here, "if_silent"))


def _without_way_out(windows: tuple[Window, ...], endings: tuple[Ending, ...]) -> Iterator[Nobody]:
    left = {phase for ending in endings if ending.who.way != "nobody" for phase in ending.phases}
    for window in windows:
        if window.name not in left and not _withheld(window.phase.gate):
            yield Nobody("no way out", window.name, ("phases", window.name))


def _at_triggers(charter: Charter) -> Iterator[Nobody]:
    for index, trigger in enumerate(triggers(charter)):
        place: Path = ("exit", "triggers", index, "invoked_by")
        who = invoker(charter, trigger)
        if who.way == "nobody":
            yield Nobody("unknown invoker", "", place, str(trigger.id))
        elif who.way == "outsider" and _cannot_be_called(charter, who.names[0]):
            yield Nobody("nobody picks", "", place, str(who.names[0]))
