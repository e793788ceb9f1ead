"""A rehearsal as it is told: phase by phase what can happen at its gate, and where each branch leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charter.rehearsal import Days, Ending, Rehearsal, Who, Window
from charter.rehearsal.deciding import deciders, one_decider
from charter.rehearsal.ways_out import for_ever
from charter.rendering.names import Names, label
from charter.rendering.rehearsal import conditions, remarks, words
from charter.rendering.rehearsal.conditions import Asked
from charter.terms.timeline import PHASES
from charter.values import Absent, Duration, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Gate, Run

MOST = 6
"""How many criteria, or ways out, are told at one branch before the rest is counted."""


@dataclass(frozen=True)
class Branch:
    """One thing that can happen in a phase.

    Attributes:
        when: The days, in words.
        who: Who decides it, in words.
        leads: Where it leads, in words; empty where it ends.
        ends: The numbers of the endings it leads to.
        details: What must be true, one text a condition.
    """

    name: str
    when: str
    who: str
    leads: str = ""
    ends: tuple[int, ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Act:
    """One phase, or the time before the first.

    Attributes:
        when: Its planned days, in words.
        latest: How long it can last, in words; empty where it cannot last longer than planned.
    """

    name: str
    when: str
    latest: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Story:
    """A rehearsal in words.

    Attributes:
        nobody: The places where nobody may decide.
        wind_down: How long it takes, to follow "the wind-down".
        unsaid: What is missing because the terms do not say it.
        left_out: What happens besides and is not counted.
    """

    title: str
    summary: str
    acts: tuple[Act, ...]
    endings: tuple[Ending, ...]
    nobody: tuple[str, ...]
    wind_down: str
    unsaid: tuple[str, ...]
    left_out: tuple[str, ...]


def story(charter: Charter, rehearsal: Rehearsal, names: Names) -> Story:
    """Tell a rehearsal."""
    acts = [_before(charter, rehearsal, names)]
    for window, follows in zip(rehearsal.windows, (*rehearsal.windows[1:], None), strict=False):
        acts.append(_act(_Scene(charter, rehearsal, names, window, follows)))
    if not rehearsal.windows:
        exits = tuple(ending for ending in rehearsal.endings if ending.kind == "trigger")
        acts.append(Act("Afterwards", "no phase is described", "", tuple(_exit(exits, names))))
    return Story(
        words.plain(given(charter.title) or str(charter.id)),
        words.summary(rehearsal, names),
        tuple(acts),
        rehearsal.endings,
        tuple(words.nobody(place, charter, names) for place in rehearsal.nobody),
        remarks.wind_down(charter),
        tuple(remarks.unsaid(charter)),
        tuple(remarks.left_out(rehearsal)),
    )


@dataclass(frozen=True)
class _Scene:
    charter: Charter
    rehearsal: Rehearsal
    names: Names
    window: Window
    follows: Window | None

    def asked(self, gate: Gate) -> Asked:
        """The gate of this phase, with what its words need."""
        return Asked(self.charter, self.names, self.window.name, gate)

    def ending(self, kind: str) -> Ending | None:
        """The ending of that kind in this phase."""
        found = (e for e in self.rehearsal.endings if e.kind == kind and e.phases == (self.window.name,))
        return next(found, None)


def _before(charter: Charter, rehearsal: Rehearsal, names: Names) -> Act:
    first = rehearsal.windows[0] if rehearsal.windows else None
    start = given(first.phase.start) if first is not None else None
    withdrawn = rehearsal.endings[0]
    branches = [
        Branch(
            "withdraw",
            words.days(withdrawn.days) if start else "any day",
            "any party alone",
            ends=(withdrawn.number,),
            details=tuple(_waits(charter, first.name if first else "crawl", names)),
        )
    ]
    return Act("Before the start", f"planned for {start}" if start else "no date yet", "", tuple(branches))


def _waits(charter: Charter, phase: str, names: Names) -> Iterator[str]:
    """The conditions that a phase waits for."""
    for condition in given(charter.conditions) or ():
        if (given(condition.blocks) or "crawl") == phase:
            by = given(condition.by)
            yield f"waits for: {label(str(condition.id))}" + (f", by {by}" if by else "")


def _act(scene: _Scene) -> Act:
    window = scene.window
    branches = _of_run(scene) if window.name == "run" else _of_gate(scene)
    exits = tuple(e for e in scene.rehearsal.endings if e.kind == "trigger" and window.name in e.phases)
    return Act(
        window.name.capitalize(),
        _planned(window),
        _latest(window),
        (*branches, *_exit(exits, scene.names, window)) or (_STUCK,),
    )


_STUCK = Branch("stay", "for ever", "nobody", "no way out")


def _planned(window: Window) -> str:
    phase, gate = window.phase, window.gate
    start, end = given(phase.start), given(phase.end)
    length: Duration | Absent | None = getattr(phase, "term", None)
    term = given(length)
    parts = [f"{start or 'no date yet'} – {end}" if end else f"from {start}" if start else "no date yet"]
    parts += [f"for {term}"] if term and not end else []
    by = given(gate.decide_by) if gate is not None else None
    parts += [f"decide by {by}"] if by is not None else []
    return ", ".join(parts)


def _latest(window: Window) -> str:
    last = window.decided.latest
    by = given(window.gate.decide_by) if window.gate is not None else None
    planned = by or given(window.phase.end)
    if last is None or (planned is not None and last <= planned.last):
        return ""
    return f"latest {words.day(last)}"


def _of_gate(scene: _Scene) -> Iterator[Branch]:
    window, names = scene.window, scene.names
    follows = _after(scene)
    unwritten = scene.ending("unwritten")
    ends = (unwritten.number,) if unwritten else ()
    if window.gate is None:
        hidden = words.is_withheld(window.phase.gate)
        yield Branch("go", words.days(window.decided), "withheld" if hidden else "nobody", follows, ends)
        return
    yield Branch(
        "go", words.days(window.decided), words.who(deciders(scene.charter, window), names), follows, ends,
        (*_waits(scene.charter, follows, names), *_short(list(conditions.needed(scene.asked(window.gate))))),
    )  # fmt: skip
    yield _grey(scene, window.gate)
    yield _no(scene, window.gate)
    silence = scene.ending("silence")
    assert silence is not None
    yield Branch("silence", words.days(silence.days), words.who(silence.who, names), "", (silence.number,))


def _after(scene: _Scene) -> str:
    """What a go opens; empty where nothing is written about it."""
    plan = given(scene.charter.phases)
    later = PHASES[PHASES.index(scene.window.name) + 1 :]
    hidden = [name for name in later if words.is_withheld(getattr(plan, name, None))]
    if scene.follows is not None and (not hidden or PHASES.index(scene.follows.name) < PHASES.index(hidden[0])):
        return scene.follows.name
    return f"{hidden[0]} (withheld)" if hidden else ""


def _no(scene: _Scene, gate: Gate) -> Branch:
    ending = scene.ending("no-go")
    assert ending is not None
    leads, most = "", []
    if scene.window.again and scene.window.crawls > 1:
        leads, most = "crawl again,", [f"at most {_many(scene.window.crawls)} crawls"]
    days = scene.window.decided
    decides = words.who(one_decider(scene.charter, scene.window), scene.names)
    return Branch(
        "no",
        words.days(days),
        decides,
        leads,
        (ending.number,),
        (*_short(list(conditions.failed(scene.asked(gate)))), *most),
    )


def _many(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def _grey(scene: _Scene, gate: Gate) -> Branch:
    extension, days = given(gate.extension), words.days(scene.window.decided)
    times, span = (given(extension.times), given(extension.for_)) if extension else (None, None)
    between = list(conditions.between(scene.asked(gate)))
    name, details = "grey" if between else "unclear", tuple(_short([*between, "evidence missing or disputed"]))
    if times and span:
        often = "once" if times == 1 else f"{_many(times)} times"
        alone = gate.if_silent == "extend"
        who = words.who(Who("any party") if alone else deciders(scene.charter, scene.window), scene.names)
        return Branch(name, days, who, f"{span}, {often}", (), details)
    if words.is_withheld(gate.extension):
        return Branch(name, days, "withheld", "silence", (), details)
    return Branch(name, days, "nobody" if between else "it waits", "silence", (), details)


def _of_run(scene: _Scene) -> Iterator[Branch]:
    run: Run = scene.window.phase  # type: ignore[assignment]  # the one window of that name
    ending, renewal = scene.ending("term"), given(run.renewal)
    if renewal is not None and renewal.mode == "by-choice":
        notice = given(renewal.notice)
        yield Branch("renew", f"{notice} before the end" if notice else "before the end", "every party", "run again")
    if ending is not None:
        name = "notice" if renewal is not None and renewal.mode == "automatic" else "term"
        yield Branch(name, words.days(ending.days), words.who(ending.who, scene.names), "", (ending.number,))


def _exit(exits: tuple[Ending, ...], names: Names, window: Window | None = None) -> Iterator[Branch]:
    if not exits:
        return
    days = Days()
    if window is not None:
        days = Days(window.begins.earliest, window.decided.latest, for_ever(window))
    ways = {words.who(ending.who, names) for ending in exits}
    alone = {ending.who.way for ending in exits} <= {"any party", "other party", "party"}
    deciding = ways.pop() if len(ways) == 1 else "one party alone" if alone else "see each below"
    yield Branch("exit", words.days(days), deciding, "", (), tuple(_short([_way_out(ending) for ending in exits])))


def _way_out(ending: Ending) -> str:
    cure = f", {ending.cure} to cure" if ending.cure and ending.cure.count else ""
    notice = f", {ending.notice} notice" if ending.notice and ending.notice.count else ""
    at_once = ", at once" if ending.notice and not (notice or cure) else ""
    return f"■ {ending.number} {words.how(ending)}{cure}{notice}{at_once}"


def _short(texts: list[str]) -> list[str]:
    return texts if len(texts) <= MOST + 1 else [*texts[:MOST], f"and {len(texts) - MOST} more"]
