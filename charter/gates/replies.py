"""What was answered to a question, by whom, and whose answers count; the latest of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from charter.gates.attestation import collected, dispute_of, words
from charter.gates.bench import Bench
from charter.gates.cases import Case, cases_of
from charter.gates.days import STALE_AFTER
from charter.gates.measuring import unusable
from charter.gates.scrutiny import ROI
from charter.gates.selection import sorted_out
from charter.gates.verdict import Awaited
from charter.gates.yardstick import twice
from charter.terms.days import after
from charter.values import given

if TYPE_CHECKING:
    from charter.facts import Fact
    from charter.model import Evidence


class Reply(NamedTuple):
    """One answer, and the file it stands in."""

    case: Case
    fact: Fact[Evidence]


@dataclass(frozen=True)
class Replies:
    """The answers to one question.

    Attributes:
        counting: The latest answer of each that counts, by name.
        error: Why the answers cannot be judged; `disputed`: who contradicts them.
        dismissed: Why answers that are there do not count, in words; `awaits` is what would make them count.
    """

    counting: dict[str, Reply]
    error: str = ""
    disputed: str = ""
    dismissed: tuple[str, ...] = ()
    awaits: tuple[Awaited, ...] = ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """The digests of the files they stand in, sorted."""
        return tuple(sorted({reply.fact.digest for reply in self.counting.values()}))

    @property
    def collector(self) -> str:
        """The role that collected the latest answers; empty for none."""
        latest = max((collected(reply.fact.part) for reply in self.counting.values()), default=None)
        return str(latest.by) if latest else ""


def replies(question: str, bench: Bench, *, of_customers: bool, proof: bool = False) -> Replies:
    """What was answered to a question in this attempt.

    Args:
        of_customers: Whether customers answer; else parties or an outsider do.
        proof: Whether an answer needs an attachment.
    """
    found = [fact for fact in bench.evidence if fact.part.criterion == question]
    facts, passed = sorted_out(found, bench, measured=False)
    facts.sort(key=lambda fact: (collected(fact.part).day, fact.digest), reverse=True)
    counting: dict[str, Reply] = {}
    dismissed, awaits, disputed = [str(one) for one in passed[:3]], [], []
    for place, fact in enumerate(facts):
        cases = cases_of(fact.part)
        new = [case for case in cases if _name(case, of_customers=of_customers) not in counting]
        disputed.extend(_contradictions(question, fact, counting, bench, proof=proof))
        if place and not new:
            continue
        if error := _unusable(fact, cases, bench, of_customers=of_customers):
            return Replies(counting, error=f"{fact.local}: {error}")
        disputed.extend(f"{fact.local}: {dispute_of(word, '')}" for word in words(fact, bench).disputes)
        for case in new:
            why, awaited = _dismissed(question, case, fact, bench, proof=proof)
            if not why:
                counting[_name(case, of_customers=of_customers)] = Reply(case, fact)
            else:
                dismissed.append(f"{fact.local}: {why}")
                awaits.extend([awaited] if awaited is not None else [])
    return Replies(counting, "", "; ".join(disputed), tuple(dismissed), tuple(awaits))


def _name(case: Case, *, of_customers: bool) -> str:
    return case.customer if of_customers else case.party


def _unusable(fact: Fact[Evidence], cases: tuple[Case, ...], bench: Bench, *, of_customers: bool) -> str:
    if problem := unusable(fact, bench):
        return problem
    if any(not _name(case, of_customers=of_customers) for case in cases):
        who = "customer" if of_customers else "party"
        return f"an answer names no {who}: record it again with its {who}"
    if any(case.customer and case.party for case in cases):
        return "an answer is either a customer's or a party's: record it again without the other"
    name = twice(cases)
    return f"{name} answers twice: record one case each" if name else ""


def _contradictions(
    question: str, fact: Fact[Evidence], counting: dict[str, Reply], bench: Bench, *, proof: bool
) -> list[str]:
    """Answers of the same day that would count and say something else: nothing tells which of them is the later one."""
    found, said = collected(fact.part), []
    for case in cases_of(fact.part):
        reply = counting.get(case.name)
        if reply is None or reply.case.text == case.text or _dismissed(question, case, fact, bench, proof=proof)[0]:
            continue
        other = collected(reply.fact.part)
        if other.day == found.day:
            pair = sorted((f"{other.by} recorded {reply.case.text}", f"{found.by} {case.text}"))
            said.append(f"{' and '.join(pair)} for {case.name} on the same day")
    return said


def _dismissed(
    question: str, case: Case, fact: Fact[Evidence], bench: Bench, *, proof: bool
) -> tuple[str, Awaited | None]:
    """Why an answer does not count, and what it waits for."""
    found = collected(fact.part)
    over = after(found.day, STALE_AFTER)
    what = f"the {'return' if question == ROI else 'answer'} of {case.name}"
    if bench.today > over:
        return f"{what} is of {found.day} and was fresh until {over}: ask again", None
    if proof and not case.attachment:
        return f"{what} has no attachment, and one is required: record it again with its proof", None
    speaks = case.party not in (given(bench.terms.parties) or {}) or case.party == found.by.party
    if speaks or case.party in words(fact, bench).attested:
        return "", None
    why = f"{what} was recorded by {found.by}, and counts once {case.party} attests or records it"
    return why, Awaited(f"the attestation of {case.party} to {what}", case.party, found.day)
