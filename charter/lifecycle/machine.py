"""The state machine over the step table; the only module that knows the library `transitions`."""

from collections.abc import Callable
from typing import Any

from transitions import EventData, Machine, MachineError

from charter.lifecycle.steps import STATES, TABLE, Row


class _Stand:
    """What the machine moves: a state, and the row that moved it there."""

    state: str
    row: Row | None = None


def follow(step: str, source: str, admits: Callable[[Row], bool]) -> Row | None:
    """The row by which a step leads on from a state; None where the table has none that is admitted.

    Args:
        admits: Whether a row's target is where this step has to lead in the present case.
    """
    stand = _Stand()
    _MACHINE.add_model(stand, initial=source)
    try:
        stand.trigger(step, admits=admits)  # type: ignore[attr-defined]  # the machine gives its models this method
    except (MachineError, AttributeError):
        return None
    finally:
        _MACHINE.remove_model(stand)
    return stand.row


def _edge(row: Row) -> dict[str, Any]:
    def admitted(event: EventData) -> bool:
        return bool(event.kwargs["admits"](row))

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
