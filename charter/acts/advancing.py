"""Taking a step: the decision is written as it would be proved, tried against the replay, and refused with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from charter.acts.refusal import refused
from charter.check.recording import Recorded
from charter.digest import digest
from charter.errors import RefusedError, UsageError
from charter.facts import Fact, Facts, Objection, decision_id
from charter.lifecycle import drift
from charter.lifecycle.docket import Judged, judged_now
from charter.lifecycle.replay import History, goal, replay
from charter.lifecycle.sitting import bench, expected_customers, phase_of
from charter.lifecycle.standing import Standing
from charter.lifecycle.steps import GATED, STEPS, steps_from
from charter.values import Role
from charter.wording import listed

if TYPE_CHECKING:
    from charter.finding import Finding
    from charter.model import Consent, Decision, Evidence


@dataclass(frozen=True)
class Wish:
    """A step that somebody wants to take.

    Attributes:
        by: The role that writes the decision.
        customers: The customers of the phase it opens, where the terms do not name them.
        conditions: Conditions of the terms that are now fulfilled.
        done: When each item of the wind-down was done.
        retrospective: ``worked``, ``failed`` and ``again``.
        waiver: ``risk_of_granting``, ``risk_of_refusing`` and ``until``.
    """

    step: str
    by: Role
    today: date
    reason: str = ""
    trigger: str = ""
    customers: Sequence[str] = ()
    changes: Sequence[str] = ()
    conditions: Sequence[str] = ()
    done: Mapping[str, str] = field(default_factory=dict)
    retrospective: Mapping[str, str] = field(default_factory=dict)
    waiver: Mapping[str, str] = field(default_factory=dict)


class Advanced(NamedTuple):
    """A decision that was written.

    Attributes:
        history: The replay with it.
        warnings: What a proposal still lacks before it can be signed: a signatory's key.
    """

    path: Path
    decision: Fact[Decision]
    history: History
    warnings: tuple[Finding, ...] = ()


def advance(record: Recorded, wish: Wish) -> Advanced:
    """Write the next decision.

    Raises:
        RefusedError: It would not hold; its reasons are what the replay would object to.
        UsageError: There is no such step.
        AlreadyThereError: Somebody else wrote the next decision in the meantime.
    """
    from charter.layout import record as written
    from charter.writing import create_file

    if wish.step not in STEPS:
        raise UsageError(f'there is no step "{wish.step}"', f"the steps are {listed(STEPS)}")
    before = replay(record.facts, wish.today)
    _sound(record, before, wish.today)
    _possible(record.facts, before, wish)
    warnings = _linted(record, wish)
    fact = _drafted(record.facts, before, wish)
    after = replay(replace(record.facts, decisions=(*record.facts.decisions, fact)), wish.today)
    if against := [objection for objection in after.objections if objection not in before.objections]:
        raise refused(f"{wish.step} is not possible now", against, _look(record.facts, against))
    _approvable(record.facts, after, wish)
    path = record.folder / fact.local
    create_file(path, written(fact.data).encode())
    return Advanced(path, fact, after, warnings)


_FINAL: Final = ("waived-twice", "attempts-used-up", "extension-used-up", "continued-after-no-go", "gate-is-open")
"""What no other words on the command line mend."""


def _look(facts: Facts, against: Sequence[Objection]) -> str:
    """Where to see what is possible instead."""
    final = any(objection.rule in _FINAL for objection in against)
    return f"charter gate {facts.id} says what is possible instead" if final else ""


def _sound(record: Recorded, history: History, today: date) -> None:
    """Nothing is built on a record that does not hold, nor on evidence that was edited."""
    from charter.check.checking import finding, record_objections

    here = {*history.objections, *drift.objections(record.facts, history)}
    found = [
        finding(objection, record)
        for objection in record_objections(record, history, today)
        if objection.rule == "evidence-misnamed" or (objection in here and objection.rule != "evidence-left-out")
    ]
    if found:
        reasons = ((f"{f.path}:{f.span.start.line} {f.rule}", f.message, f.help) for f in found)
        message = "what is recorded so far does not hold, so nothing may follow it"
        help = (
            f"git log -p {record.prefix} shows who changed it and how it was; charter check {record.facts.id} proves it"
        )
        raise RefusedError(message, reasons, help)


def _possible(facts: Facts, before: History, wish: Wish) -> None:
    standing = before.standing
    if standing.pending is not None:
        decision, lacking = standing.pending.decision.part, standing.pending.waits_for
        message = f"decision {decision.seq} ({decision.step}) still waits for the consent of {listed(list(lacking))}"
        command = f"charter sign {facts.id} {decision_id(len(facts.decisions))} --as {lacking[0]}.ROLE --decline"
        raise RefusedError(message, _next(facts, before, wish), f'or one of them declines it: {command} --reason "…"')
    possible = [step for step in steps_from(standing.state) if goal(standing, step) is not None]
    if wish.step in possible:
        return
    message = f"there is no step {wish.step} from {standing.state}"
    help = f"from {standing.state} one can {listed(possible)}" if possible else f"nothing follows {standing.state}"
    if standing.state == "proposed":
        help += "; once every party has signed it, one can start"
    raise RefusedError(message, _next(facts, before, wish), help)


def _next(facts: Facts, history: History, wish: Wish) -> Sequence[tuple[str, str, str]]:
    """The commands that bring it on from where it stands, as reasons of a refusal."""
    from charter.outlook.prompts import prompts

    standing = history.standing
    if standing.pending is None and standing.state in ("crawl", "walk"):
        return (("next", f"charter gate {facts.id}", ""),)
    return [("next", prompt.command, "") for prompt in prompts(facts, history, None, wish.today)]


def _linted(record: Recorded, wish: Wish) -> tuple[Finding, ...]:
    """A proposal and a start are only as good as what is proposed and started; what will stop the signatures."""
    stage = {"propose": "signing", "start": "crawl"}.get(wish.step)
    if stage is None:
        return ()
    from charter.check.linting import Asked, lint_paths

    report = lint_paths(record.folder, [str(record.folder)], Asked(wish.today, stage), jobs=1, cached=False)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    if errors:
        reasons = ((f"{f.path}:{f.span.start.line} {f.rule}", f.message, f.help) for f in errors)
        raise RefusedError(f"the charter is not ready for the step {wish.step}", reasons)
    keyless = wish.step == "propose"
    return tuple(finding for finding in report.findings if keyless and finding.rule == "signatory-without-key")


def _approvable(facts: Facts, after: History, wish: Wish) -> None:
    """A decision that nobody may approve is not written: it would wait for ever."""
    from charter.outlook.approvers import approvers

    pending = after.standing.pending
    asked = [approvers(facts, after.standing, party, wish.today) for party in (pending.waits_for if pending else ())]
    nobody = [one for one in asked if one.shut_out and not one.roles]
    if nobody:
        reasons = [("self-approved", one.nobody, one.cure) for one in nobody]
        raise RefusedError(f"{wish.step} written by {wish.by} could never take effect", reasons)


def _drafted(facts: Facts, history: History, wish: Wish) -> Fact[Decision]:
    """The decision as it would be written."""
    if facts.draft is None:
        message = "charter.yaml cannot be understood, so nobody can tell whether it still says what was signed"
        raise RefusedError(message, (), f"charter lint {facts.id} says why")
    from charter.model import KINDS
    from charter.model.reading import understand

    data = {key: value for key, value in _data(facts, history, wish).items() if value not in ((), [], {}, "")}
    reading = understand(KINDS["decision"], cast("Any", data))
    if reading.violations or reading.part is None:
        reasons = ((".".join(map(str, v.path)), v.message, v.help) for v in reading.violations)
        raise RefusedError("this decision would say something that the format does not know", reasons)
    number = len(facts.decisions) + 1
    return Fact(f"decisions/{number:04d}.yaml", digest(data), cast("Decision", reading.part), data)


def _data(facts: Facts, history: History, wish: Wish) -> dict[str, Any]:
    standing = history.standing
    evidence, consents = _judged(facts, history, wish)
    last = facts.decisions[-1] if facts.decisions else None
    return {
        "decision": "1",
        "seq": str(len(facts.decisions) + 1),
        "charter": facts.id,
        "step": wish.step,
        "by": str(wish.by),
        "phase": {"from": standing.state, "to": str(goal(standing, wish.step))},
        "date": wish.today.isoformat(),
        "terms": _terms(facts, standing, wish),
        "evidence": [fact.digest for fact in evidence],
        "consents": [fact.digest for fact in consents],
        "invited": list(_customers(standing, wish)),
        "gate": _snapshot(facts, standing, wish, evidence, consents),
        "people": {party: roster.digest for party, roster in facts.people.items()} if wish.step == "propose" else {},
        "trigger": wish.trigger,
        "changes": list(wish.changes),
        "conditions": list(wish.conditions),
        "checklist": dict(wish.done),
        "retrospective": dict(wish.retrospective),
        "waiver": dict(wish.waiver),
        "reason": wish.reason,
        "previous": last.digest if last else facts.id,
    }


def _terms(facts: Facts, standing: Standing, wish: Wish) -> str:
    if wish.step == "amend" and (revision := facts.signed.get(standing.revision + 1)) is not None:
        return revision.digest
    return standing.terms.digest if standing.terms else ""


def _customers(standing: Standing, wish: Wish) -> Sequence[str]:
    """The customers of the phase it opens: those named now, else those of the terms, else those of the last attempt."""
    target = goal(standing, wish.step)
    if wish.step not in ("start", "go", "waive", "restart") or standing.terms is None:
        return ()
    box = phase_of(standing.terms.part, target)
    named = expected_customers(box)[0] if box else ()
    return wish.customers or named or next((standing.customers[p] for p in standing.customers if p == target), ())


def _judged(facts: Facts, history: History, wish: Wish) -> Judged:
    gated = wish.step in GATED
    if not gated and wish.step != "exit":
        return (), ()
    return judged_now(facts, history, wish.today)


def _snapshot(
    facts: Facts,
    standing: Standing,
    wish: Wish,
    evidence: tuple[Fact[Evidence], ...],
    consents: tuple[Fact[Consent], ...],
) -> Mapping[str, Any]:
    if wish.step not in GATED:
        return {}
    from charter.gates.judging import judge
    from charter.gates.snapshot import snapshot

    return snapshot(judge(bench(standing, facts, wish.today, evidence, consents)))
