"""What to type next: the command that brings a charter on from where it stands, and who types it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from charter.consents import holders
from charter.facts import Facts, decision_id, evidence_id
from charter.lifecycle.replay import History, goal
from charter.lifecycle.revisions import revisions, signers
from charter.lifecycle.sitting import expected_customers, gate_of, phase_of
from charter.lifecycle.standing import Standing
from charter.outlook.approvers import approvers
from charter.outlook.successor import successor
from charter.values import Role, given

if TYPE_CHECKING:
    from charter.gates.verdict import Awaited, GateReview, Judged
    from charter.model import Charter
    from charter.model.phases import Gate


class Prompt(NamedTuple):
    """One command to type.

    Attributes:
        why: What it does, in words.
        command: The whole command line; empty where nothing can be typed before the day that `why` names.
    """

    why: str
    command: str


MOST = 6
"""How many commands are shown at once."""


class _Scene(NamedTuple):
    """What every prompt is made from."""

    facts: Facts
    standing: Standing
    today: date

    def step(self, step: str, why: str, more: str = "") -> Prompt:
        """The command that takes a step."""
        terms = self.standing.terms
        by = writer(self.facts, terms.part, self.today) if terms is not None else "PARTY.ROLE"
        return Prompt(why, f"charter advance {self.facts.id} {step} --as {by}{more}")


def prompts(facts: Facts, history: History, review: GateReview | None, today: date) -> tuple[Prompt, ...]:
    """The commands that come next; none where nothing is to be done, or nothing may be built on the record.

    Args:
        review: The gate of the phase that runs, judged on `today`; None where it has none.
    """
    if history.objections:
        return (Prompt("says what does not hold in the record", f"charter check {facts.id}"),)
    return tuple(dict.fromkeys(_prompts(_Scene(facts, history.standing, today), history, review)))[:MOST]


def _prompts(scene: _Scene, history: History, review: GateReview | None) -> Iterator[Prompt]:
    standing = scene.standing
    if standing.pending is not None:
        yield from _approvals(scene)
        return
    yield from _newer(scene, history)
    match standing.state:
        case "draft":
            yield Prompt("says what is still missing", f"charter lint {scene.facts.id} --stage signing")
            yield scene.step("propose", "proposes these terms for signature")
        case "proposed":
            yield from _signatures(scene.facts, history)
        case "signed":
            yield scene.step("start", "begins the first phase", _customers(standing, "start"))
        case "paused":
            yield scene.step("resume", f"goes on with {standing.paused_from}")
        case "winding-down":
            done = " --done ITEM=DATE --worked … --failed … --again …"
            yield scene.step("close", "closes it once the wind-down is done", done)
        case "crawl" | "walk" | "run" if review is not None and review.criteria:
            yield from _at_the_gate(scene, review)


def writer(facts: Facts, terms: Charter, today: date) -> str:
    """The role that writes decisions by habit: the first party's relationship owner, else one that is held."""
    known = given(terms.parties) or {}
    as_written = (given(facts.draft.part.parties) or {}) if facts.draft is not None else {}
    party = next((name for name in as_written if name in known), next(iter(known), ""))
    return role_of(facts, terms, party, today)


def role_of(facts: Facts, terms: Charter, party: str, today: date) -> str:
    """The role that speaks for a party day by day, in full: ``northwind.relationship``."""
    governance = given(terms.governance)
    owners = given(governance.owners) if governance is not None else None
    relationship = given((given((owners or {}).get("relationship")) or {}).get(party))
    if isinstance(relationship, Role):
        return str(relationship)
    roster = facts.people.get(party)
    held = [role for role in (given(roster.part.roles) or {}) if holders(roster.part, role, today)] if roster else []
    for wanted in ("relationship", "delivery", "sponsor"):
        if wanted in held:
            return f"{party}.{wanted}"
    return f"{party}.{held[0] if held else 'sponsor'}"


def _customers(standing: Standing, step: str) -> str:
    """The customers that a step has to name, because the terms only count them."""
    terms, target = standing.terms, goal(standing, step)
    box = phase_of(terms.part, target) if terms is not None else None
    names, count = expected_customers(box) if box is not None else ((), None)
    known = any(phase == target for phase in standing.customers)
    return "" if names or known or not count or count > 200 else " --customer NAME" + (" …" if count > 1 else "")


def _approvals(scene: _Scene) -> Iterator[Prompt]:
    facts, standing, today = scene
    pending = standing.pending
    assert pending is not None
    step, seq = pending.decision.part.step, pending.decision.part.seq
    for party in pending.waits_for:
        able = approvers(facts, standing, party, today)
        if able.shut_out and not able.roles:
            decline = (
                f"charter sign {facts.id} {decision_id(given(seq) or 0)} --as {party}.ROLE --decline --reason TEXT"
            )
            yield Prompt(f"declines decision {seq}, as {able.nobody}", decline)
            continue
        role = f"{party}.{able.roles[0] if able.roles else 'sponsor'}"
        yield Prompt(f"approves decision {seq} for {party}", f"charter advance {facts.id} {step} --as {role}")


def _signatures(facts: Facts, history: History) -> Iterator[Prompt]:
    draft = facts.draft
    if draft is None:
        return
    number = given(draft.part.revision) or 1
    signed, revision = history.signatures.get(number, {}), revisions(facts).get(number)
    for party in given(draft.part.parties) or ():
        if party not in signed:
            roster = facts.people.get(party)
            roles = signers(revision, party, roster.part if roster else None) or ("sponsor",)
            inside = revision is not None and revision.least == "pdf"
            how = " --method pdf --key FILE.p12" if inside else ""
            command = f"charter sign {facts.id} r{number} --as {party}.{roles[0]}{how}"
            yield Prompt(f"signs revision {number} for {party}", command)


def _newer(scene: _Scene, history: History) -> Iterator[Prompt]:
    """What brings the revision after the one in force on, once somebody has signed it."""
    newer = successor(scene.facts, history)
    if newer is not None and newer.lacking:
        yield from _signatures(scene.facts, history)
    elif newer is not None:
        yield scene.step("amend", f"brings revision {newer.number} into force")


def _at_the_gate(scene: _Scene, review: GateReview) -> Iterator[Prompt]:
    standing = scene.standing
    assert standing.terms is not None
    gate = gate_of(standing.terms.part, review.phase)
    if review.verdict == "go":
        target = goal(standing, "go")
        why = f"writes the decision that opens {target}"
        yield scene.step("go", why, _customers(standing, "go"))
        return
    if review.verdict == "no-go":
        yield _no(scene, gate)
        return
    if gate is not None and standing.box.decide_by is not None and scene.today > standing.box.decide_by:
        yield from _silence(scene, gate)
    for judged in review.criteria:
        yield from _wanted(scene, judged)
    if _all_grey(review):
        yield from _grey(scene, gate)


def _all_grey(review: GateReview) -> bool:
    """Whether nothing more is to come, and people have to decide."""
    return {judged.verdict for judged in review.criteria} <= {"met", "grey"}


def _no(scene: _Scene, gate: Gate | None, more: str = "") -> Prompt:
    if _again(scene.standing, gate):
        return scene.step("restart", "begins a new crawl", " --change TEXT" + more)
    return scene.step("no-go", "writes the decision that ends it", more)


def _again(standing: Standing, gate: Gate | None) -> bool:
    limit = given(gate.attempts) if gate is not None else None
    allowed = limit if limit is not None else 2
    return gate is not None and given(gate.no_go) == "restart-crawl" and standing.attempt < allowed


def _silence(scene: _Scene, gate: Gate) -> Iterator[Prompt]:
    match given(gate.if_silent):
        case "end":
            yield scene.step("no-go", "records that nobody decided in time, which ends it")
        case "extend" if extensions_left(scene.standing, gate):
            yield scene.step("extend", "records that nobody decided in time, which extends it")


def extensions_left(standing: Standing, gate: Gate | None) -> int:
    """How often the present phase may still be extended."""
    extension = given(gate.extension) if gate is not None else None
    phase = standing.working_in
    allowed = (given(extension.times) or 0) if extension is not None else 0
    return max(0, allowed - standing.extended.get(phase, 0)) if phase is not None else 0


def _grey(scene: _Scene, gate: Gate | None) -> Iterator[Prompt]:
    if extensions_left(scene.standing, gate):
        yield scene.step("extend", "gives the phase more time", " --reason TEXT")
    yield _no(scene, gate, " --reason TEXT")


def _wanted(scene: _Scene, judged: Judged) -> Iterator[Prompt]:
    """What would bring one criterion on: a measurement, an answer, an attestation."""
    facts, standing, today = scene
    if judged.verdict in ("met", "grey", "failed") or standing.terms is None:
        return
    terms = standing.terms.part
    for awaited in judged.awaits:
        party, _, role = awaited.whom.partition(".")
        known = party in (given(terms.parties) or {})
        by = awaited.whom if role and known else role_of(facts, terms, party, today) if known else ""
        yield _asked(scene, judged, awaited, by or writer(facts, terms, today))


def _asked(scene: _Scene, judged: Judged, awaited: Awaited, by: str) -> Prompt:
    facts, standing, today = scene
    assert standing.terms is not None
    terms = standing.terms.part
    if awaited.what.startswith("the attestation") and judged.evidence:
        name = evidence_id(judged.evidence[0])
        return Prompt(f"gives {awaited.what}", f"charter evidence attest {facts.id} {name} --as {by}")
    about = _subject(judged.id, terms)
    if about != judged.id and (final := _final_later(standing, terms, about, today)) is not None:
        return Prompt(f"from {final} on record {about}: its numbers are final then, earlier they do not count", "")
    if about != judged.id:
        why, how = f"records {about}", _measured(standing, terms, about, today)
    elif judged.id == "roi":
        why, how = "records the return of a party", _cases((awaited.whom.partition(".")[0],), "AMOUNT")
    else:
        why, how = f"records answers to {about}", _answered(standing, terms, judged.id, awaited.whom.partition(".")[0])
    return Prompt(why, f"charter evidence add {facts.id} {about} {how} --as {by}")


def _final_later(standing: Standing, terms: Charter, name: str, today: date) -> date | None:
    """From which day the numbers of the phase are final, where it is over and they are not yet."""
    from charter.gates.days import final_on

    metric, end = given((given(terms.metrics) or {}).get(name)), standing.box.end
    if metric is None or end is None or end > today:
        return None
    final = final_on(metric, end)
    return final if today < final else None


def _measured(standing: Standing, terms: Charter, name: str, today: date) -> str:
    """The days of the phase so far, and a case for each customer, or one count where a share is measured."""
    from charter.terms.criteria import is_share
    from charter.terms.invited import counted_in

    phase = standing.working_in or "crawl"
    began, end = standing.began, standing.box.end
    days = f"--from {began or 'DATE'} --to {end if end is not None and end <= today else 'DATE'}"
    metric = given((given(terms.metrics) or {}).get(name))
    if metric is None or not is_share(metric):
        return f"{days} {_cases(standing.customers.get(phase, ()), 'VALUE')}"
    invited = counted_in(terms, phase, metric)
    share = f"NUMBER of {invited.number if invited is not None else 'TOTAL'}"
    return f"{days} --case {quote(share)}"


def _answered(standing: Standing, terms: Charter, criterion: str, party: str) -> str:
    from charter.terms.criteria import criteria

    asked = next((one.criterion for one in criteria(terms) if one.criterion.id == criterion), None)
    if asked is None:  # its id is open
        return _cases((party,), "ANSWER")
    phase = standing.working_in or "crawl"
    names = standing.customers.get(phase, ()) if given(asked.of) == "customers" else (party,)
    proof = "".join(f" --attachment {quote(f'{name}=FILE')}" for name in names[:_MOST_NAMED] or ("NAME",))
    return _cases(names, "ANSWER") + (proof if given(asked.attachment) == "required" else "")


_MOST_NAMED = 3
"""How many customers a command names; of more it names the first."""


def _cases(names: Sequence[str], kind: str) -> str:
    named = [name for name in names if name][:_MOST_NAMED] or ["NAME"]
    cases = " ".join(f"--case {quote(f'{name}={kind}')}" for name in named)
    return cases + (" …" if len(names) > len(named) else "")


def _subject(criterion: str, terms: Charter) -> str:
    """What evidence for a criterion is about: its metric, else the criterion itself."""
    from charter.terms.criteria import criteria

    return next((one.name for one in criteria(terms) if one.criterion.id == criterion and one.name), criterion)
