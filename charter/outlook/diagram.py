"""The step table as a picture: every state and step there is, or those that one charter's terms allow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from charter.lifecycle.calendar import planned
from charter.lifecycle.steps import SIGNING, STATES, TABLE, Row
from charter.rehearsal import Rehearsal, Window, rehearse
from charter.values import Duration, State, given

if TYPE_CHECKING:
    from charter.model import Charter

_FINAL: tuple[State, ...] = ("withdrawn", "ended")
_PHASES = frozenset(("crawl", "walk", "run"))
_AT_GATE = frozenset(("go", "waive", "no-go", "restart", "extend"))


def diagram() -> str:
    """The whole table as a Mermaid state diagram, without a fence around it."""
    rows = (*TABLE, SIGNING)
    return _drawn(rows, {state: state for state in STATES}, {row: row.step for row in TABLE})


def diagram_of(terms: Charter) -> str:
    """The states and steps that the terms of one charter allow, with its planned dates.

    What the terms withhold counts as allowed. Nothing that somebody wrote as text is in it: only dates and numbers.
    """
    rehearsal = rehearse(terms, counted=False)
    rows = tuple(row for row in TABLE if _allowed(row, terms, rehearsal))
    reached = {state for row in rows for state in (row.source, row.target)}
    names = {state: _state(state, terms) for state in STATES if state in reached}
    return _drawn((*rows, SIGNING), names, {row: _step(row, rehearsal) for row in rows})


def _drawn(rows: Iterable[Row], states: dict[State, str], steps: dict[Row, str]) -> str:
    lines = ["stateDiagram-v2"]
    lines += [f'  state "{name}" as {_id(state)}' for state, name in states.items()]
    lines += ["  [*] --> draft"]
    edges: dict[tuple[State, State], list[str]] = {}
    for row in rows:
        said = "all have signed" if row is SIGNING else steps[row]
        edges.setdefault((row.source, row.target), []).append(said)
    lines += [
        f"  {_id(source)} --> {_id(target)}: {', '.join(dict.fromkeys(said))}"
        for (source, target), said in edges.items()
    ]
    lines += [f"  {_id(state)} --> [*]" for state in _FINAL if state in states]
    return "\n".join(lines) + "\n"


def _id(state: State) -> str:
    return state.replace("-", "_")


def _state(state: State, terms: Charter) -> str:
    """A state with the planned days of its phase."""
    box = next((box for name, box in planned(terms).items() if name == state), None)
    if box is None or state not in _PHASES:
        return state
    days = [f"from {box.start}"] if box.start and not box.end else []
    days += [f"{box.start or 'no date yet'} – {box.end}"] if box.end else []
    days += [f"decide by {box.decide_by}"] if box.decide_by and state != "run" else []
    return "<br>".join([state, *(days or ["no date yet"])])


def _allowed(row: Row, terms: Charter, rehearsal: Rehearsal) -> bool:
    windows: dict[str, Window] = {window.name: window for window in rehearsal.windows}
    if any(state in _PHASES and state not in windows for state in (row.source, row.target)):
        return False
    if row.step == "start":
        return row.target == next(iter(windows))
    if row.step in ("pause", "resume"):
        return True
    window = windows.get(row.source)
    if row.step == "exit":
        return _can_exit(row, rehearsal)
    return row.step not in _AT_GATE or (window is not None and _at_gate(row, window, tuple(windows)))


def _can_exit(row: Row, rehearsal: Rehearsal) -> bool:
    ways = (ending for ending in rehearsal.endings if ending.kind in ("trigger", "term"))
    return any(row.source == "paused" or row.source in ending.phases for ending in ways)


def _at_gate(row: Row, window: Window, described: tuple[str, ...]) -> bool:
    if row.step in ("go", "waive"):
        after = described[described.index(window.name) + 1 :]
        return bool(after) and row.target == after[0]
    if row.step == "restart":
        return window.again and window.crawls > 1
    if row.step == "extend":
        return _longer(window) is not None
    return window.gate is not None


def _longer(window: Window) -> tuple[int, Duration] | None:
    extension = given(window.gate.extension) if window.gate is not None else None
    times, span = (given(extension.times), given(extension.for_)) if extension is not None else (None, None)
    return (times, span) if times and span is not None else None


def _step(row: Row, rehearsal: Rehearsal) -> str:
    """A step with the numbers that the terms give it."""
    window = next((window for window in rehearsal.windows if window.name == row.source), None)
    if window is not None and row.step == "extend" and (longer := _longer(window)) is not None:
        times, span = longer
        return f"extend ({span}, {'once' if times == 1 else f'{times} times'})"
    if window is not None and row.step == "restart":
        return f"restart ({window.crawls} crawls at most)"
    return row.step
