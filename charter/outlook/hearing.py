"""One gate as people want to see it: judged today, as it was decided, or what it will ask; with its days and people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from charter.errors import UsageError
from charter.facts import Fact, Facts
from charter.lifecycle.calendar import Box, planned
from charter.lifecycle.docket import Judged
from charter.lifecycle.replay import History, Taken
from charter.lifecycle.sitting import Sitting, bench, expected_customers, gate_of, phase_of
from charter.lifecycle.standing import Pending, Standing, Waived
from charter.lifecycle.steps import GATED, rows
from charter.outlook.guarding import Guard, guards
from charter.outlook.lateness import Late, late, late_for
from charter.outlook.prompts import Prompt, prompts
from charter.terms.timeline import PHASES, PhaseName
from charter.values import given

if TYPE_CHECKING:
    from charter.gates.verdict import GateReview
    from charter.model import Decision, Evidence
    from charter.model.phases import Criterion, Gate

Kind: TypeAlias = Literal["open", "pending", "decided", "ahead"]
"""``open`` is judged today, ``pending`` as its decision that lacks consents says, ``decided`` as its decision said,
``ahead`` has not begun.
"""


class Change(NamedTuple):
    """A criterion that `charter.yaml` words otherwise than the signed terms; empty where there is none."""

    id: str
    signed: str
    draft: str


class Question(NamedTuple):
    """A criterion in words: what it asks, what is needed, and where it stops."""

    id: str
    what: str
    needed: str
    fails: str


@dataclass(frozen=True)
class Hearing:
    """Pure data.

    Attributes:
        charter: Its id; `title` is the one in its terms.
        planned: The days of the phase in the terms; `actual` as they really are.
        review: None for a gate that is ahead, or for a phase without one.
        decision: The decision it was decided by, or the pending one.
        decided_on: The day that decision took effect.
        ran: From when to when a decided phase ran.
        tried: What was tried in place of evidence.
        unproven: Whether the record does not hold, so that nothing may be built on this.
    """

    charter: str
    title: str
    kind: Kind
    phase: PhaseName
    today: date
    standing: Standing
    planned: Box
    actual: Box
    gate: Gate | None
    questions: tuple[Question, ...]
    review: GateReview | None = None
    decision: Fact[Decision] | None = None
    decided_on: date | None = None
    ran: tuple[date, date] | None = None
    customers: tuple[str, ...] = ()
    pending: Pending | None = None
    late: tuple[Late, ...] = ()
    changes: tuple[Change, ...] = ()
    guards: tuple[Guard, ...] = ()
    waived: tuple[Waived, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    evidence: Mapping[str, Fact[Evidence]] = field(default_factory=dict)
    tried: Mapping[str, str] = field(default_factory=dict)
    unproven: bool = False

    @property
    def opens(self) -> bool:
        """Whether the answer is yes: the gate is go; without criteria, no limit of run is broken."""
        if self.unproven:
            return False
        if self.review is not None and self.review.criteria:
            return self.review.verdict == "go"
        return self.kind == "open" and self.phase == "run" and not any(guard.breaches for guard in self.guards)

    @property
    def running(self) -> bool:
        """Whether its clock runs: its phase does, and is not paused."""
        return self.kind in ("open", "pending") and self.standing.state == self.phase


@dataclass(frozen=True)
class Asked:
    """Which gate is to be seen.

    Attributes:
        phase: Empty for the phase that runs.
        tried: Values in place of evidence, by criterion or metric; only for the gate of the phase that runs.
    """

    phase: str = ""
    tried: Mapping[str, str] = field(default_factory=dict)


def hear(facts: Facts, history: History, today: date, judged: Judged, asked: Asked) -> Hearing:
    """The gate of the phase that runs, or of the one asked for.

    Args:
        judged: The evidence of the attempt that runs, and what parties said of it.

    Raises:
        UsageError: The terms do not describe this phase, or something was tried that cannot be.
    """
    standing, tried = history.standing, asked.tried
    name = _named(asked.phase, history)
    kind, taken = _kind(name, history)
    hearing = _bare(facts, history, today, name, kind)
    if tried and kind != "open":
        raise UsageError(f"the {name} gate is not the one that runs, so nothing can be tried on it")
    if kind == "decided" and taken is not None:
        return _decided(hearing, facts, history, taken)
    if kind == "pending":
        return _pending(hearing, facts, history, judged)
    if kind == "ahead" or standing.began is None:
        return hearing
    review, seen = _judged(facts, standing, today, judged, tried)
    typed = () if tried else prompts(facts, history, review, today)
    return replace(hearing, review=review, evidence=seen, tried=tried, prompts=typed)


def _named(phase: str, history: History) -> PhaseName:
    """The phase asked for, else the one that runs, else the last whose gate was answered, else the first there is."""
    standing = history.standing
    terms = standing.terms
    described = [name for name in PHASES if terms is not None and phase_of(terms.part, name) is not None]
    if phase and phase not in described:
        raise UsageError(f"these terms describe no {phase}", f"they describe {', '.join(described) or 'no phase'}")
    answered = [taken.row.source for taken in history.steps if taken.row.step in GATED and not taken.declined]
    wanted = phase or standing.working_in or (answered[-1] if answered else "")
    found = next((name for name in described if name == wanted), None) or (described[0] if described else None)
    if found is None:
        raise UsageError("these terms describe no phase, so there is no gate", "describe the phases in charter.yaml")
    return found


def _kind(name: PhaseName, history: History) -> tuple[Kind, Taken | None]:
    standing = history.standing
    if standing.working_in == name:
        pending = standing.pending
        return ("pending" if pending is not None and pending.decision.part.step in GATED else "open"), None
    answers = [
        taken
        for taken in history.steps
        if taken.row.source == name and taken.row.step in GATED and not taken.declined and taken.review is not None
    ]
    last = next((taken for taken in reversed(answers) if taken.row.step != "extend"), None)
    return ("decided", last) if last is not None else ("ahead", None)


def _bare(facts: Facts, history: History, today: date, phase: PhaseName, kind: Kind) -> Hearing:
    standing = history.standing
    assert standing.terms is not None
    terms = standing.terms.part
    gate, box = gate_of(terms, phase), phase_of(terms, phase)
    return Hearing(
        charter=facts.id,
        title=given(terms.title) or facts.id,
        kind=kind,
        phase=phase,
        today=today,
        standing=standing,
        planned=planned(terms).get(phase, Box()),
        actual=standing.calendar.get(phase, Box()),
        gate=gate,
        questions=tuple(map(question, (given(gate.criteria) or ()) if gate is not None else ())),
        customers=standing.customers.get(phase, ()) or (expected_customers(box)[0] if box is not None else ()),
        pending=standing.pending,
        changes=tuple(changes(facts, standing, phase)),
        guards=guards(facts, history, today) if phase == "run" else (),
        waived=standing.waived,
        prompts=prompts(facts, history, None, today) if kind == "ahead" or history.objections else (),
        unproven=bool(history.objections),
    )


def _judged(
    facts: Facts, standing: Standing, today: date, judged: Judged, tried: Mapping[str, str]
) -> tuple[GateReview, Mapping[str, Fact[Evidence]]]:
    evidence, consents = judged
    table = bench(standing, facts, today, evidence, consents)
    seen = {fact.digest: fact for fact in evidence}
    if tried:
        from charter.gates.trial import what_if

        return what_if(table, tried), seen
    from charter.gates.judging import judge

    return judge(table), seen


def _decided(hearing: Hearing, facts: Facts, history: History, taken: Taken) -> Hearing:
    listed = set(given(taken.decision.part.evidence) or ())
    entry = _entry(history, taken)
    invited = tuple(given(entry.decision.part.invited) or ()) if entry is not None else ()
    return replace(
        hearing,
        review=taken.review,
        decision=taken.decision,
        decided_on=taken.since,
        ran=(entry.since, taken.since) if entry is not None else None,
        customers=invited or hearing.customers,
        late=tuple(one for one in late(facts, history) if one.seq == given(taken.decision.part.seq)),
        evidence={fact.digest: fact for fact in facts.evidence if fact.digest in listed},
        prompts=prompts(facts, history, None, hearing.today) if hearing.unproven else (),
    )


def _entry(history: History, taken: Taken) -> Taken | None:
    """The decision by which the phase began whose gate another one answered."""
    entered = (
        one
        for one in history.steps
        if one.row.target == taken.row.source
        and one.row.step in ("start", "go", "waive", "restart")
        and not one.declined
        and one.since <= taken.since
        and one is not taken
    )
    return max(entered, key=lambda one: (one.since, given(one.decision.part.seq) or 0), default=None)


def _pending(hearing: Hearing, facts: Facts, history: History, judged: Judged) -> Hearing:
    """As the decision that waits for consents says; what came later is not counted by it."""
    standing = history.standing
    assert standing.pending is not None
    decision = standing.pending.decision
    row = next(rows(str(decision.part.step), standing.state))
    review = Sitting(decision, row, standing, facts, history.attested, history.signed_on).review
    listed = set(given(decision.part.evidence) or ())
    return replace(
        hearing,
        review=review,
        decision=decision,
        late=tuple(late_for(decision, facts, history)),
        evidence={fact.digest: fact for fact in judged[0] if fact.digest in listed},
        prompts=prompts(facts, history, None, hearing.today),
    )


# criteria in words


def question(criterion: Criterion) -> Question:
    """A criterion as the terms ask it."""
    metric, fails = given(criterion.metric), given(criterion.fails)
    if metric is None:
        return Question(str(criterion.id), given(criterion.ask) or "", _asks(criterion), "")
    found = ((how, given(getattr(criterion, how))) for how in ("improves", "reaches", "stays"))
    needed = next((f"{how} {bound}" for how, bound in found if bound is not None), "")
    extra = [f"each {criterion.each}" if given(criterion.each) == "customer" else "", _confidence(criterion)]
    return Question(
        str(criterion.id), metric, ", ".join(filter(None, (needed, *extra))), f"{fails}" if fails is not None else ""
    )


def _asks(criterion: Criterion) -> str:
    proof = ", with proof" if given(criterion.attachment) == "required" else ""
    return f"yes from {given(criterion.needs) or 'all'} of {given(criterion.of)}{proof}"


def _confidence(criterion: Criterion) -> str:
    confidence = given(criterion.confidence)
    return f"at {confidence} confidence" if confidence is not None else ""


def changes(facts: Facts, standing: Standing, phase: str) -> Iterator[Change]:
    """Criteria of a gate that `charter.yaml` words otherwise than the terms in force."""
    signed, draft = standing.terms, facts.draft
    if standing.revision == 0 or signed is None or draft is None or signed.digest == draft.digest:
        return
    old, new = (_criteria(fact.data, phase) for fact in (signed, draft))
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield Change(name, old.get(name, ""), new.get(name, ""))
    yield from _baselines(signed.data, draft.data, phase)


def _criteria(data: Mapping[str, Any], phase: str) -> dict[str, str]:
    """Each criterion of a gate on one line, as it is written, by its id."""
    place: Any = data
    for key in ("phases", phase, "gate", "criteria"):
        place = place.get(key) if isinstance(place, dict) else None
    found = [one for one in place if isinstance(one, dict)] if isinstance(place, list) else []
    return {str(one.get("id")): ", ".join(f"{key} {one[key]}" for key in _told(one)) for one in found}


def _told(criterion: Mapping[str, Any]) -> list[str]:
    """What it is about, then the rest by name: signed terms are kept in another order than people write."""
    return sorted({*criterion} - {"id"}, key=lambda key: (key not in ("metric", "ask"), key))


def _baselines(old: Mapping[str, Any], new: Mapping[str, Any], phase: str) -> Iterator[Change]:
    """A baseline that moved moves what improving on it means."""
    wanted = {line.partition("metric ")[2].partition(",")[0] for line in _criteria(old, phase).values()}
    for name in sorted(wanted - {""}):
        was, now = _baseline(old, name), _baseline(new, name)
        if was != now:
            yield Change(f"baseline of {name}", was, now)


def _baseline(data: Mapping[str, Any], metric: str) -> str:
    metrics = data.get("metrics")
    found = metrics.get(metric) if isinstance(metrics, dict) else None
    baseline = found.get("baseline") if isinstance(found, dict) else None
    if not isinstance(baseline, dict):
        return ""
    return ", ".join(f"{key} {baseline[key]}" for key in sorted(baseline, reverse=True))  # the value first
