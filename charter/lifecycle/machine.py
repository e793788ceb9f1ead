"""The state machine over the step table; the only module that knows the library `transitions`."""

from functools import cache
from typing import Any

from transitions import EventData, Machine, MachineError

from charter.lifecycle.steps import STATES, TABLE, Row


class _Stand:
    """What the machine moves: a state, and the row that moved it there."""

    state: str
    row: Row | None = None


@cache
def follow(step: str, source: str, target: str | None) -> Row | None:
    """The row by which a step leads from a state to where it has to lead in the present case; None for none."""
    stand = _Stand()
    _MACHINE.add_model(stand, initial=source)
    try:
        stand.trigger(step, target=target)  # type: ignore[attr-defined]  # the machine gives its models this method
    except (MachineError, AttributeError):
        return None
    finally:
        _MACHINE.remove_model(stand)
    return stand.row


def _edge(row: Row) -> dict[str, Any]:
    def admitted(event: EventData) -> bool:
        return bool(row.target == event.kwargs["target"])

    def taken(event: EventData) -> None:
        event.model.row = row  # type: ignore[attr-defined]  # a _Stand

    return {"trigger": row.step, "source": row.source, "dest": row.target, "conditions": admitted, "after": taken}


_MACHINE = Machine(
    model=None,
    states=list(STATES),
    initial="draft",
    transitions=[_edge(row) for row in TABLE],
    auto_transitions=False,
    send_event=True,
)
