"""A rehearsal as it is told: phase by phase what can happen at its gate, and where each branch leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from charter.lifecycle.rehearsal import Days, Ending, Rehearsal, Who, Window
from charter.lifecycle.rehearsal.endings import deciders, one_decider
from charter.lifecycle.rehearsal.nobody import placed
from charter.rendering.names import Names, label, listed
from charter.rendering.rehearsal import words
from charter.rendering.words import bound, missed
from charter.rendering.words import words as in_words
from charter.terms.timeline import PHASES
from charter.terms.zones import Zones, zones
from charter.values import Absent, Comparison, Duration, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.phases import Criterion, Gate, Run

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
    """

    title: str
    summary: str
    acts: tuple[Act, ...]
    endings: tuple[Ending, ...]
    nobody: tuple[str, ...]
    wind_down: str
    unsaid: tuple[str, ...] = ()


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
        _wind_down(charter),
        tuple(_unsaid(charter)),
    )


def _unsaid(charter: Charter) -> Iterator[str]:
    """What is missing here because the terms do not show it, or say nothing about it."""
    plan, ending = charter.phases, given(charter.exit)
    if is_withheld(plan):
        yield "the phases are withheld"
    hidden = [name for name in PHASES if is_withheld(getattr(given(plan), name, None))]
    if hidden:
        yield f"{listed(hidden)} {'is' if len(hidden) == 1 else 'are'} withheld"
    triggers = ending.triggers if ending is not None else charter.exit
    if is_withheld(triggers):
        yield "the ways out are withheld"
    elif not given(triggers):
        yield "no exit trigger is written"


@dataclass(frozen=True)
class _Scene:
    charter: Charter
    rehearsal: Rehearsal
    names: Names
    window: Window
    follows: Window | None

    def ending(self, kind: str) -> Ending | None:
        """The ending of that kind in this phase."""
        found = (e for e in self.rehearsal.endings if e.kind == kind and e.phases == (self.window.name,))
        return next(found, None)


def _wind_down(charter: Charter) -> str:
    ending = given(charter.exit)
    plan = given(ending.wind_down) if ending is not None else None
    takes = plan.takes if plan is not None else None
    if isinstance(takes, Absent):
        return f"is {takes.kind}"
    return f"takes {takes}" if takes is not None else "is not written"


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
    return f"at the latest {words.day(last)}" if last != date.max else "can go on beyond the year 9999"


def _of_gate(scene: _Scene) -> Iterator[Branch]:
    window, names = scene.window, scene.names
    follows = _after(scene)
    unwritten = scene.ending("unwritten")
    ends = (unwritten.number,) if unwritten else ()
    if window.gate is None:
        hidden = is_withheld(window.phase.gate)
        yield Branch("go", words.days(window.decided), "withheld" if hidden else "nobody", follows, ends)
        return
    yield Branch(
        "go", words.days(window.decided), words.who(deciders(scene.charter, window), names), follows, ends,
        (*_waits(scene.charter, follows, names), *_short(list(_needed(scene, window.gate)))),
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
    hidden = [name for name in later if is_withheld(getattr(plan, name, None))]
    if scene.follows is not None and (not hidden or PHASES.index(scene.follows.name) < PHASES.index(hidden[0])):
        return scene.follows.name
    return f"{hidden[0]} (withheld)" if hidden else ""


def is_withheld(value: object) -> bool:
    """Whether something is said to exist and not shown."""
    return isinstance(value, Absent) and value.kind == "undisclosed"


def _no(scene: _Scene, gate: Gate) -> Branch:
    ending = scene.ending("no-go")
    assert ending is not None
    leads = ""
    if scene.window.again and scene.window.crawls > 1:
        leads = f"crawl ({_many(scene.window.crawls)} at most), then"
    days = scene.window.decided
    decides = words.who(one_decider(scene.charter, scene.window), scene.names)
    return Branch("no", words.days(days), decides, leads, (ending.number,), tuple(_short(list(_failed(scene, gate)))))


def _many(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def _grey(scene: _Scene, gate: Gate) -> Branch:
    extension, days = given(gate.extension), words.days(scene.window.decided)
    times, span = (given(extension.times), given(extension.for_)) if extension else (None, None)
    between = list(_between(scene, gate))
    name, details = "grey" if between else "unclear", tuple(_short([*between, "evidence missing or disputed"]))
    if times and span:
        often = "once" if times == 1 else f"{_many(times)} times"
        alone = gate.if_silent == "extend"
        who = words.who(Who("any party") if alone else deciders(scene.charter, scene.window), scene.names)
        return Branch(name, days, who, f"{span} more, {often}", (), details)
    if is_withheld(gate.extension):
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
    days = Days() if window is None else Days(window.begins.earliest, window.decided.latest)
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


def _each(scene: _Scene, gate: Gate) -> Iterator[tuple[str, Criterion, Zones | None]]:
    for index, criterion in enumerate(given(gate.criteria) or ()):
        place = ("phases", scene.window.name, "gate", "criteria", index)
        here = placed(scene.charter, scene.window.name, criterion, place)
        yield label(str(criterion.id)), criterion, zones(here)


def _needed(scene: _Scene, gate: Gate) -> Iterator[str]:
    for name, criterion, found in _each(scene, gate):
        if criterion.ask is not None:
            yield f"{name}: yes from {_asked(criterion, scene.names)}"
        elif found is not None:
            yield f"{name} {found.go}"
        else:
            yield f"{name} {_threshold(criterion)}".strip()


def _asked(criterion: Criterion, names: Names) -> str:
    needs, of = given(criterion.needs), words.plain(names.short(given(criterion.of) or "those asked"))
    if needs is None or needs == "all":
        return f"all {of.removeprefix('the ')}" if criterion.of in (None, "customers", "parties") else of
    return f"most of {of}" if needs == "majority" else f"{in_words(needs, names)} of {of}"


def _threshold(criterion: Criterion) -> str:
    for key in ("improves", "reaches", "stays"):
        comparison = getattr(criterion, key)
        if isinstance(comparison, Comparison):
            return f"{key} {bound(comparison)}"
        if is_withheld(comparison):
            return "(withheld)"
    return ""


def _failed(scene: _Scene, gate: Gate) -> Iterator[str]:
    for name, criterion, found in _each(scene, gate):
        kill = given(criterion.fails)
        if criterion.ask is not None:
            yield f"{name}: a no"
        elif found is not None:
            yield f"{name} {found.no_go}"
        elif kill is not None:
            yield f"{name} {bound(kill)}"
        else:
            yield f"{name} missed"


def _between(scene: _Scene, gate: Gate) -> Iterator[str]:
    for name, criterion, found in _each(scene, gate):
        kill = given(criterion.fails)
        if found is not None and not found.grey.empty:
            yield f"{name} {found.grey}"
        elif found is None and kill is not None:
            yield f"{name} {bound(missed(kill))}, but not enough"
