"""What evidence is good for now: the criteria it serves, what their gate still waits for, and whose word it needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.consents import holders
from charter.facts import Fact, Facts
from charter.gates.attestation import attesters, collected
from charter.gates.cases import cases_of
from charter.gates.judging import criteria_of, judge
from charter.gates.selection import choose, period_of
from charter.gates.verdict import Awaited, Judged
from charter.lifecycle.docket import judged_now
from charter.lifecycle.replay import History
from charter.lifecycle.sitting import bench, gate_of
from charter.values import given

if TYPE_CHECKING:
    from charter.gates.bench import Bench
    from charter.model import Evidence


class Service(NamedTuple):
    """What one evidence file does for the gate of the phase that runs.

    Attributes:
        remarks: Why it does nothing, or not all that was meant; in words.
        phase: Whose gate; empty where none looks at it.
        rows: The criteria it serves, as they are judged now.
        awaits: What the gate waits for besides.
        attest: Who has to attest it still: of a measurement one of these, of answers each.
    """

    remarks: tuple[str, ...] = ()
    phase: str = ""
    verdict: str = ""
    rows: tuple[Judged, ...] = ()
    awaits: tuple[Awaited, ...] = ()
    attest: tuple[str, ...] = ()


def service(facts: Facts, history: History, fact: Fact[Evidence], today: date) -> Service:
    """What an evidence file does for the gate of the phase that runs."""
    standing, written = history.standing, given(fact.part.phase)
    terms = standing.terms
    attest = _attesters(facts, history, fact)
    if standing.working_in is None or terms is None:
        message = f"no phase runs (it stands at {standing.state}), so no gate looks at it yet"
        return Service((message,), attest=attest)
    if written != standing.working_in:
        message = f"this is evidence of {written}, and {standing.working_in} runs: its gate does not look at it"
        return Service((message,), attest=attest)
    if gate_of(terms.part, standing.working_in) is None:
        message = f"{standing.working_in} has no gate: its limits and the exit triggers look at it"
        return Service((message,), attest=attest)
    court = bench(standing, facts, today, *judged_now(facts, history, today))
    review = judge(court)
    serves = _serves(fact, court)
    rows = tuple(row for row in review.criteria if row.id in serves)
    remarks = [row.problem for row in rows if row.problem and fact.digest not in row.evidence]
    period = period_of(fact.part)
    if not rows and period is not None and standing.began is not None and period[0] < standing.began:
        remarks.append(f"it covers {period[0]}, before {written} began on {standing.began}: nothing there counts it")
    if not rows:
        remarks.append(f"no criterion of the {written} gate asks for it; guardrails and exit triggers may")
    remarks = [*_set_aside(fact, court, rows), *remarks]
    rest = tuple(awaited for row in review.criteria if row.id not in serves for awaited in row.awaits)
    return Service(tuple(remarks), standing.working_in, review.verdict, rows, rest, attest)


def _set_aside(fact: Fact[Evidence], court: Bench, rows: tuple[Judged, ...]) -> Iterator[str]:
    """Which measurement does not count because another one does: this one, or a count before these names."""
    metric = given(fact.part.metric)
    if metric is None or not rows:
        return
    choice = choose(metric, court)
    if choice.fact is not None and fact.digest in {one.digest for one in choice.older}:
        yield f"this does not count: {choice.fact.local} covers later days or is newer, and only the latest record does"
    elif choice.beside:
        yield choice.beside


def _serves(fact: Fact[Evidence], court: Bench) -> frozenset[str]:
    metric, question = given(fact.part.metric), given(fact.part.criterion)
    measured = {str(one.id) for one in criteria_of(court) if metric is not None and given(one.metric) == metric}
    return frozenset(measured | ({question} if question is not None else set()))


def _attesters(facts: Facts, history: History, fact: Fact[Evidence]) -> tuple[str, ...]:
    """Who has to attest it: of a measurement one of these, of answers each whose answer somebody else wrote down."""
    terms = history.standing.terms
    if terms is None:
        return ()
    said = {str(one.part.party) for one in history.attested.values() if one.part.digest == fact.digest}
    parties, own = tuple(given(terms.part.parties) or {}), collected(fact.part).by.party
    metric = given((given(terms.part.metrics) or {}).get(str(fact.part.metric)))
    if metric is None:
        answering = {case.party for case in cases_of(fact.part) if case.answer}
        return tuple(party for party in parties if party in answering - said - {own})
    wanted = attesters(metric, own, parties)
    return () if said & set(wanted) else wanted


def spokesman(facts: Facts, party: str, like: str, today: date | None) -> str:
    """A role of a party that somebody holds, for a command that is shown: the like of another one if there is one."""
    roster = facts.people.get(party)
    held = [role for role in given(roster.part.roles) or {} if holders(roster.part, role, today)] if roster else []
    wanted = (like, "relationship", *held)
    return f"{party}.{next((role for role in wanted if role in held), 'ROLE')}"
