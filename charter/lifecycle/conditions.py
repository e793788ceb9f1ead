"""What each step needs besides its place in the table; every check is one rule.

A check gets one decision on the table and yields what stands against it. `replay` asks them of decisions that were
written, `charter advance` of the one that it is about to write, so a step is refused for the reasons that would later
disprove it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from charter.empty_words import is_told, leaves_open
from charter.facts import Objection
from charter.finding import Path
from charter.lifecycle.leaving import checklist, entitlement, finished, showing
from charter.lifecycle.sitting import Sitting, expected_customers, phase_of
from charter.lifecycle.steps import GATED
from charter.likeness import look
from charter.values import Step, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.gates.verdict import GateReview

_REASON = 'say why: --reason "…"'
_RETROSPECTIVE = 'say it: --worked "…" --failed "…" --again "…"'

Check: TypeAlias = Callable[[Sitting], Iterator[Objection]]


def objections(sitting: Sitting) -> Iterator[Objection]:
    """Everything that stands against a decision, whoever approves it."""
    for check in (_terms, _writer, _judged, *_CHECKS.get(given(sitting.decision.part.step) or "propose", ())):
        yield from check(sitting)


def _say(sitting: Sitting, rule: str, path: Path, message: str, help: str = "") -> Objection:
    return Objection(rule, sitting.decision.local, path, message, help)


# of every decision


def _terms(sitting: Sitting) -> Iterator[Objection]:
    decision, standing = sitting.decision.part, sitting.standing
    if decision.step in ("propose", "amend") or standing.terms is None or standing.revision == 0:
        return  # before all have signed, the words may still change
    if decision.terms != standing.terms.digest:
        message = f"it was decided under other terms than revision {standing.revision}, which was in force"
        help = f"revision {standing.revision} has the digest {standing.terms.digest}"
        yield _say(sitting, "decision-on-other-terms", ("terms",), message, help)


def _writer(sitting: Sitting) -> Iterator[Objection]:
    from charter.consents import holders

    by, people = given(sitting.decision.part.by), sitting.facts.people
    if by is None:
        return
    if by.party not in (given(sitting.terms.parties) or {}):
        message = f"it was written by {by}, and {by.party} is no party of this charter"
        yield _say(sitting, "decision-by-a-stranger", ("by",), message)
    elif by.party not in people or not holders(people[by.party].part, by.role, sitting.day):
        message = f"it was written by {by}, and on {sitting.day} nobody held that role"
        yield _say(sitting, "decision-by-a-stranger", ("by",), message, f"people/{by.party}.yaml says who holds it")


def _judged(sitting: Sitting) -> Iterator[Objection]:
    decision = sitting.decision.part
    judged = given(decision.evidence) or ()
    here = {fact.digest for fact in sitting.facts.evidence} if judged else ()
    for index, digest in enumerate(judged):
        if digest not in here:
            message = f"it judged evidence that is not here any more: {_short(digest)}"
            help = "bring the file back as it was; what was judged is never edited or deleted"
            yield _say(sitting, "judged-evidence-missing", ("evidence", index), message, help)
    for index, digest in enumerate(given(decision.consents) or ()):
        if digest not in sitting.attested:
            message = (
                f"it judged an attestation or dispute that is not here any more, or does not count: {_short(digest)}"
            )
            yield _say(sitting, "judged-consent-missing", ("consents", index), message)
    yield from _snapshot(sitting)


def _short(digest: str) -> str:
    return digest[:15] + "…"


def _snapshot(sitting: Sitting) -> Iterator[Objection]:
    from charter.gates.snapshot import snapshot

    review = sitting.review
    recorded = sitting.decision.data.get("gate")
    if review is None:
        return
    now = snapshot(review)
    if recorded == now:
        return
    if not isinstance(recorded, dict):
        yield _say(sitting, "snapshot-differs", ("gate",), "it answers a gate and does not say what the gate came to")
        return
    for criterion in {**now, **recorded}:
        if recorded.get(criterion) != now.get(criterion):
            written, real = (_told(part.get(criterion)) for part in (recorded, now))
            message = f"{criterion} was recorded as {written}, and the evidence shows {real}"
            yield _say(sitting, "snapshot-differs", ("gate", criterion), message)


def _told(row: object) -> str:
    if not isinstance(row, dict):
        return "nothing"
    values = row.get("value")
    said = listed([str(value) for value in values]) if isinstance(values, list) and values else ""
    return f"{row.get('verdict')}{f' ({said})' if said else ''}"


# starting and going on


def _customers(sitting: Sitting) -> Iterator[Objection]:
    target = sitting.row.target
    box = phase_of(sitting.terms, target)
    if box is None:
        return
    names, count = expected_customers(box)
    invited = tuple(given(sitting.decision.part.invited) or ())
    path: Path = ("invited",)
    looks = Counter(map(look, invited))
    if len(looks) < len(invited):
        twice = next(name for name in invited if looks[look(name)] > 1)
        yield _say(sitting, "customers-not-frozen", path, f"{twice} is named twice among the customers of {target}")
    elif names and set(invited) != set(names):
        message = f"the terms name other customers for {target}: {listed(list(names))}"
        yield _say(sitting, "customers-not-frozen", path, message)
    elif not names and count is not None and count <= _MOST_NAMED and len(invited) != count:
        found = f"{len(invited) or 'none'} {'are' if len(invited) > 1 else 'is'} named here"
        message = f"{target} begins with {count} invited customers, and {found}"
        help = 'name each once, --customer "NAME": a refuser taken off the list later does not raise the rate'
        yield _say(sitting, "customers-not-frozen", path, message, help)


_MOST_NAMED = 200
"""A cohort above this is counted, not named."""


def _conditions(sitting: Sitting) -> Iterator[Objection]:
    fulfilled = sitting.standing.conditions | set(given(sitting.decision.part.conditions) or ())
    first = sitting.row.step == "start"
    for condition in given(sitting.terms.conditions) or ():
        blocks = given(condition.blocks)
        if (blocks == sitting.row.target or (blocks is None and first)) and condition.id not in fulfilled:
            message = f"{sitting.row.target} waits for {condition.id}: {given(condition.what)}"
            help = f"once it is fulfilled, say so: --condition {condition.id}"
            yield _say(sitting, "condition-open", ("conditions",), message, help)


def _open(sitting: Sitting) -> Iterator[Objection]:
    review = sitting.review
    if review is not None and review.verdict != "go":
        message = f"the {review.phase} gate is not open: {_why_closed(review)}"
        gate = f"charter gate {sitting.facts.id}"
        help = f"{gate} says what to record next, and who; going on without it takes the step waive"
        yield _say(sitting, "advanced-without-pass", ("gate",), message, help)


def _why_closed(review: GateReview) -> str:
    """What keeps a gate closed, in one line."""
    closed = [judged for judged in review.criteria if judged.verdict != "met"]
    said = [
        f"{judged.id} is {judged.verdict}" + (f" ({_reason(judged)})" if _reason(judged) else "") for judged in closed
    ]
    return "; ".join(said) or "it has no criteria, so nobody can decide it"


def _reason(judged: object) -> str:
    return str(getattr(judged, "problem", "") or getattr(judged, "have", ""))


def _both_decided(sitting: Sitting) -> Iterator[Objection]:
    from charter.terms.timeline import continues

    if sitting.row.target != "run" or continues(sitting.terms):
        return
    missing = [name for name in ("crawl", "walk") if name not in (*sitting.standing.decided, sitting.row.source)]
    if missing:
        message = f"run begins once crawl and walk were both decided: {listed(missing)} was not"
        yield _say(sitting, "advanced-without-pass", ("phase", "to"), message)


# against a closed gate


def _closed(sitting: Sitting) -> Iterator[Objection]:
    review = sitting.review
    if review is not None and review.verdict == "go":
        message = f"the {review.phase} gate is open, every criterion is met: {sitting.row.step} is for a closed one"
        yield _say(sitting, "gate-is-open", ("step",), message, "take the step go, or leave by an exit trigger")


def _waiver(sitting: Sitting) -> Iterator[Objection]:
    decision = sitting.decision.part
    waiver = given(decision.waiver)
    risks = (given(waiver.risk_of_granting), given(waiver.risk_of_refusing)) if waiver is not None else (None,)
    until = given(waiver.until) if waiver is not None else None
    if until is None or not all(map(is_told, (*risks, given(decision.reason)))):
        message = "a waiver names its reason, the risk of granting, the risk of refusing, and until when it holds"
        help = 'say all four: --reason "…" --risk-of-granting "…" --risk-of-refusing "…" --until DATE'
        yield _say(sitting, "waiver-incomplete", ("waiver",), message, help)
    elif until < sitting.day:
        message = f"it is over before it begins: it holds until {until}, and this is decided on {sitting.day}"
        yield _say(sitting, "waiver-incomplete", ("waiver", "until"), message)
    earlier = next((one for one in sitting.standing.waived if one.phase == sitting.row.source), None)
    if earlier is not None:
        message = f"the {earlier.phase} gate was waived before, by decision {earlier.seq}: once per gate"
        yield _say(sitting, "waived-twice", ("step",), message)


def _attempts(sitting: Sitting) -> int:
    gate = sitting.gate
    limit = given(gate.attempts) if gate else None
    return limit if limit is not None else 2


def _may_crawl_again(sitting: Sitting) -> bool:
    """Whether the no of this gate means another crawl, and one is left."""
    gate = sitting.gate
    meant = gate is not None and given(gate.no_go) == "restart-crawl"
    return meant and sitting.standing.attempt < _attempts(sitting)


def _means_end(sitting: Sitting) -> Iterator[Objection]:
    if _may_crawl_again(sitting) and not sitting.silent:
        left = f"attempt {sitting.standing.attempt} of {_attempts(sitting)}"
        message = f"the no of this gate means another crawl, and this was {left}"
        yield _say(
            sitting, "no-means-another-crawl", ("step",), message, "take the step restart, or leave by an exit trigger"
        )
    undecided = sitting.review is None or sitting.review.verdict == "undecided"
    if undecided and not sitting.alone and not is_told(given(sitting.decision.part.reason)):
        message = "the gate is undecided: to stop here is a decision of people, and needs its reason"
        yield _say(sitting, "reason-missing", ("reason",), message, _REASON)


def _again(sitting: Sitting) -> Iterator[Objection]:
    decision, standing, gate = sitting.decision.part, sitting.standing, sitting.gate
    review = sitting.review
    if gate is not None and review is not None and review.verdict == "no-go" and given(gate.no_go) != "restart-crawl":
        message = f"the {review.phase} gate said no, and its no means the end"
        yield _say(sitting, "continued-after-no-go", ("step",), message, "take the step no-go")
    if not any(map(is_told, given(decision.changes) or ())):
        message = "a crawl begins again, and nothing is listed that changes"
        help = 'list what will be different this time: --change "…", once for each'
        yield _say(sitting, "restart-without-changes", ("changes",), message, help)
    if standing.attempt >= _attempts(sitting):
        message = f"this was attempt {standing.attempt}, and the terms allow {_attempts(sitting)}"
        yield _say(sitting, "attempts-used-up", ("step",), message, "take the step no-go, or amend the gate's attempts")


def _longer(sitting: Sitting) -> Iterator[Objection]:
    gate, review, phase = sitting.gate, sitting.review, sitting.phase
    if gate is None or phase is None:
        return
    if review is not None and review.verdict == "no-go":
        message = f"the {review.phase} gate said no: an extension is for a gate that cannot decide yet"
        step = "restart" if _may_crawl_again(sitting) else "no-go"
        yield _say(sitting, "continued-after-no-go", ("step",), message, f"take the step {step}")
    extension, used = given(gate.extension), sitting.standing.extended.get(phase, 0)
    allowed = (given(extension.times) or 0) if extension else 0
    if used >= allowed:
        message = f"the {phase} gate may be extended {_times(allowed)}, and was {_times(used)}"
        yield _say(sitting, "extension-used-up", ("step",), message)
    if not sitting.silent and not is_told(given(sitting.decision.part.reason)):
        message = "an extension is a decision of people, and needs its reason"
        yield _say(sitting, "reason-missing", ("reason",), message, _REASON)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


# everything else


def _reasoned(sitting: Sitting) -> Iterator[Objection]:
    if not is_told(given(sitting.decision.part.reason)):
        yield _say(sitting, "reason-missing", ("reason",), "to continue after an exit review needs its reason", _REASON)


def _amended(sitting: Sitting) -> Iterator[Objection]:
    number = sitting.standing.revision + 1
    terms, signed = sitting.facts.signed.get(number), sitting.signed_on.get(number)
    path: Path = ("terms",)
    if terms is None or signed is None or signed > sitting.day:
        message = f"revision {number} is not signed by every party on {sitting.day}"
        help = f"raise revision in charter.yaml to {number}, have all sign it, then amend"
        yield _say(sitting, "amended-without-signatures", path, message, help)
    elif sitting.decision.part.terms != terms.digest:
        message = f"it brings other terms into force than revision {number}, which all have signed"
        yield _say(sitting, "amended-without-signatures", path, message)


def _exit(sitting: Sitting) -> Iterator[Objection]:
    for rule, path, message, help in (*entitlement(sitting), *showing(sitting)):
        yield _say(sitting, rule, path, message, help)


def _done(sitting: Sitting) -> Iterator[Objection]:
    decision, leaving = sitting.decision.part, sitting.standing.leaving
    if leaving is not None:
        done = given(decision.checklist) or {}
        for item in checklist(sitting.terms, leaving):
            day = given(done.get(item.id))
            if item.closes and (day is None or not leaving.decided <= day <= sitting.day):
                message = f"the wind-down is not done: {item.what.rstrip('.')}, due {item.due}"
                if day is not None:
                    early = day < leaving.decided
                    message += f"; {day} lies {f'before {leaving.decided}' if early else f'after {sitting.day}'}"
                help = f"once it is done, say when: --done {item.id}={item.due}"
                yield _say(sitting, "wind-down-unfinished", ("checklist", item.id), message, help)
        if not finished(leaving, sitting.day):
            message = f"notice runs until {leaving.over}, and this closes it on {sitting.day}"
            yield _say(sitting, "wind-down-unfinished", ("date",), message)
    told = given(decision.retrospective)
    if told is None or any(leaves_open(given(one)) for one in (told.worked, told.failed, told.again)):
        message = "a partnership closes with what both sides take along: what worked, what failed, whether again"
        yield _say(sitting, "retrospective-missing", ("retrospective",), message, _RETROSPECTIVE)


def _rosters(sitting: Sitting) -> Iterator[Objection]:
    named = given(sitting.decision.part.people) or {}
    for party in given(sitting.terms.parties) or ():
        if party not in named:
            message = f"the proposal does not bind the people file of {party}"
            yield _say(sitting, "people-not-bound", ("people", party), message, f"write people/{party}.yaml first")


_CHECKS: Mapping[Step, tuple[Check, ...]] = {
    "propose": (_rosters,),
    "start": (_customers, _conditions, _both_decided),
    "go": (_open, _both_decided, _customers, _conditions),
    "waive": (_closed, _waiver, _both_decided, _customers, _conditions),
    "no-go": (_closed, _means_end),
    "restart": (_closed, _again, _customers),
    "extend": (_closed, _longer),
    "amend": (_amended,),
    "continue": (_reasoned,),
    "exit": (_exit,),
    "close": (_done,),
}
"""What each step needs, in the order in which it is told."""

assert set(_CHECKS) >= GATED
