"""The return that run asks of each party: above zero, or accepted with a reason in that party's consent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charter.gates.attestation import parties_of
from charter.gates.bench import Bench
from charter.gates.figures import amount
from charter.gates.replies import Replies, replies
from charter.gates.scrutiny import ROI
from charter.gates.selection import due, last_day
from charter.gates.verdict import Awaited, Judged
from charter.terms.timeline import phases
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.gates.cases import Case
    from charter.model.phases import Run


def asks_return(bench: Bench) -> bool:
    """Whether this gate opens run and the terms ask for each party's return, or are of tier 2 or 3 and say nothing."""
    described = [name for name, _ in phases(bench.terms)]
    last = "walk" if "walk" in described or "run" not in described else "crawl"
    if bench.phase != last:
        return False
    run: Run | None = None
    plan = given(bench.terms.phases)
    if plan is not None:
        run = given(plan.run)
    entry = given(run.enter_if) if run is not None else None
    if entry is not None:
        return given(entry.roi) is not None
    return (given(bench.terms.tier) or 2) >= 2


def returned(bench: Bench) -> tuple[Judged, tuple[str, ...]]:
    """The verdict on the returns, and the parties whose consent must give a reason."""
    found = replies(ROI, bench, of_customers=False)
    return weighed({name: reply.case for name, reply in found.counting.items()}, found, bench)


def weighed(cases: dict[str, Case], found: Replies, bench: Bench) -> tuple[Judged, tuple[str, ...]]:
    """The same for given cases by party."""
    parties = parties_of(bench)
    shown = [party for party in parties if party in cases]
    below = tuple(party for party in shown if (value := cases[party].value) is not None and amount(value) <= 0)
    above = len(shown) - len(below)
    judged = Judged(
        ROI,
        "met",
        values=tuple(cases[party].text for party in shown),
        needed="> 0 for each party",
        have=f"{len(parties)} of {len(parties)} needed above zero, {above} {'is' if above == 1 else 'are'}",
        cases=tuple(shown),
        evidence=found.evidence,
    )
    return _with_verdict(judged, below, found, bench), below if len(shown) == len(parties) else ()


def _with_verdict(judged: Judged, below: tuple[str, ...], found: Replies, bench: Bench) -> Judged:
    if found.error:
        return replace(judged, verdict="error", problem=found.error)
    if found.disputed:
        return replace(judged, verdict="disputed", problem=f"{found.disputed}: record it again as new evidence")
    lacking = [party for party in parties_of(bench) if party not in judged.cases]
    if lacking:
        since, waiting = due(last_day(bench), bench), {awaited.whom: awaited for awaited in found.awaits}
        awaits = tuple(waiting.get(party) or Awaited(f"the return of {party}", party, since) for party in lacking)
        problem = f"{listed(lacking)} {'has' if len(lacking) == 1 else 'have'} not shown a return yet"
        return replace(judged, verdict="missing", problem="; ".join((*found.dismissed, problem)), awaits=awaits)
    if below:
        problem = "; ".join(f"counts only with {party}'s reason in its consent" for party in below)
        return replace(judged, problem=problem)
    return judged
