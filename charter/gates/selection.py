"""Which evidence a criterion looks at: of this phase and this attempt, and of several the latest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from charter.gates.attestation import collected, words
from charter.gates.bench import Bench
from charter.gates.cases import cases_of, few
from charter.terms.timeline import phases
from charter.values import given

if TYPE_CHECKING:
    from charter.facts import Fact
    from charter.model import Evidence


class Passed(NamedTuple):
    """Evidence that a gate passes over, and why."""

    fact: Fact[Evidence]
    why: str

    def __str__(self) -> str:
        return f"{self.fact.local} {self.why}"


class Choice(NamedTuple):
    """What a measured criterion is judged on.

    Attributes:
        fact: The one evidence file; None where there is none.
        rival: Another file that measured the same days and differs: the other side's where neither attested the
            other's, or one that was collected on the same day.
        passed: What was passed over, the newest first.
        older: What would count without it, the latest first.
    """

    fact: Fact[Evidence] | None
    rival: Fact[Evidence] | None = None
    passed: tuple[Passed, ...] = ()
    older: tuple[Fact[Evidence], ...] = ()

    @property
    def beside(self) -> str:
        """Which count is not added to names that were recorded after it, and what to do; empty for none."""
        if self.fact is None or not _by_name(self.fact):
            return ""
        left = next((fact for fact in self.older if _is_count(fact)), None)
        if left is None:
            return ""
        said = few([f"{case.name} {case.text}".strip() for case in cases_of(left.part)])
        why = "only the latest record of a metric counts, so record every customer by name, or one count of all"
        return f"{left.local} ({said}) is not added to the names in {self.fact.local}: {why}"


def sorted_out(
    facts: list[Fact[Evidence]], bench: Bench, *, measured: bool
) -> tuple[list[Fact[Evidence]], tuple[Passed, ...]]:
    """The evidence that counts, the latest first, and what is passed over; a file that is there twice counts once."""
    unique = sorted({fact.digest: fact for fact in sorted(facts, key=lambda fact: fact.local)}.values(), key=_recency)
    reasons = [(fact, _passed_over(fact.part, bench, measured=measured)) for fact in reversed(unique)]
    return [fact for fact, why in reasons if not why], tuple(Passed(fact, why) for fact, why in reasons if why)


def period_of(evidence: Evidence) -> tuple[date, date] | None:
    """The first and the last day it covers."""
    period = given(evidence.period)
    first, last = (given(period.from_), given(period.to)) if period is not None else (None, None)
    return None if first is None or last is None else (first, last)


def _recency(fact: Fact[Evidence]) -> tuple[date, date, str]:
    period = period_of(fact.part)
    return (period[1] if period else date.min, collected(fact.part).day, fact.digest)


def _passed_over(evidence: Evidence, bench: Bench, *, measured: bool) -> str:
    phase, day = given(evidence.phase), collected(evidence).day
    if phase != bench.phase:
        return f"is {phase or 'no phase'}'s evidence and cannot answer for {bench.phase}"
    if day > bench.today:
        return f"is dated {day}, after {bench.today}"
    if not measured:
        before = day < bench.started
        return f"was collected on {day}, before {bench.phase} began on {bench.started}" if before else ""
    period = period_of(evidence)
    if period is None:
        return "does not say which days it covers"
    if period[0] < bench.started:
        return f"covers {period[0]}, before {bench.phase} began on {bench.started}"
    return f"covers {period[1]}, after {bench.today}" if period[1] > bench.today else ""


def choose(metric: str, bench: Bench) -> Choice:
    """The evidence that a metric is judged on: the latest by its last day, its collection, its digest.

    Of two that cover the same days with different numbers, collected by different parties or on one day, the one that
    the other side attested counts.
    """
    counting, passed = sorted_out([fact for fact in bench.evidence if fact.part.metric == metric], bench, measured=True)
    if not counting:
        return Choice(None, None, passed)
    first = counting[0]
    rivals = [fact for fact in counting[1:] if _contradicts(fact, first)]
    agreed = [fact for fact in (first, *rivals) if words(fact, bench).attested]
    fact = agreed[0] if agreed else first
    open_between = [one for one in (agreed or rivals) if one is not fact]
    if agreed:  # of two that both sides stand by the later one corrects the other, if it is a later one
        open_between = [one for one in open_between if collected(one.part).day == collected(fact.part).day]
    older = tuple(one for one in counting if one is not fact)
    return Choice(fact, next(iter(open_between), None), passed, older)


def _by_name(fact: Fact[Evidence]) -> bool:
    return all(case.answer and case.customer for case in cases_of(fact.part))


def _is_count(fact: Fact[Evidence]) -> bool:
    return all(case.of is not None for case in cases_of(fact.part))


def _contradicts(one: Fact[Evidence], other: Fact[Evidence]) -> bool:
    """Whether two files say different things of the same days, and nothing tells which of them corrects the other."""
    found = [collected(fact.part) for fact in (one, other)]
    unordered = found[0].by.party != found[1].by.party or found[0].day == found[1].day
    return unordered and period_of(one.part) == period_of(other.part) and _numbers(one.part) != _numbers(other.part)


def _numbers(evidence: Evidence) -> frozenset[tuple[str, str, bool]]:
    return frozenset((case.name, case.text, case.control) for case in cases_of(evidence))


def last_day(bench: Bench) -> date | None:
    """The last day of the phase as it runs; None where the terms do not say how long it is."""
    if bench.ends is not None:
        return bench.ends
    phase = next((phase for name, phase in phases(bench.terms) if name == bench.phase), None)
    start, end = (given(phase.start), given(phase.end)) if phase is not None else (None, None)
    if start is None or end is None or end.last < start.first:
        return None
    try:
        return bench.started + (end.last - start.first)
    except OverflowError:
        return None


def due(day: date | None, bench: Bench) -> date | None:
    """The day, where it has come."""
    return day if day is not None and day <= bench.today else None


def day_after(day: date) -> date:
    """The next day."""
    return day + timedelta(days=1) if day < date.max else day
