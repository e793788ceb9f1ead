"""Shares of a gate: counts and yes-or-no answers held against a threshold, exactly and with what the sample bears."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from charter.gates.cases import Case, counted
from charter.gates.figures import PERCENT, amount, bound, holds, number
from charter.gates.samples import fewest, interval, tail
from charter.gates.verdict import CriterionVerdict
from charter.gates.yardstick import Weighed, Yardstick, lacking, raw, zone


def counts(stick: Yardstick, cases: tuple[Case, ...]) -> Weighed:
    """Counts, pooled into one share unless each customer must hold by itself."""
    if stick.each == "customer":
        return _each(stick, cases)
    hits, of = counted(cases)
    if stick.of_invited and stick.size is not None and of != stick.size:
        problem = f"the share is of {stick.size} invited customers, the evidence counts {of}: record it of all of them"
        return Weighed("error", problem=problem)
    weighed = _share(stick, hits, of)
    return replace(weighed, sample=f"{weighed.sample}; {raw(cases)}" if len(cases) > 1 else weighed.sample)


def _each(stick: Yardstick, cases: tuple[Case, ...]) -> Weighed:
    unnamed = next((case for case in cases if not case.customer), None)
    if unnamed is not None:
        return Weighed("error", problem=f"{unnamed.text} names no customer, and each must hold: name the customer")
    single = [_share(stick, *counted((case,))) for case in cases]
    verdicts = {weighed.verdict for weighed in single}
    verdict: CriterionVerdict = "failed" if "failed" in verdicts else "met" if verdicts == {"met"} else "grey"
    without = lacking(stick, cases)
    return Weighed(
        "missing" if without and verdict != "failed" else verdict,
        values=tuple(case.text for case in cases),
        cases=tuple(case.name for case in cases),
        needed=stick.needed,
        have=f"{stick.needed} needed for each customer, "
        f"{sum(weighed.verdict == 'met' for weighed in single)} of {len(cases) + len(without)} have it",
        sample=_samples(cases, single),
        problem=next((weighed.problem for weighed in single if weighed.problem), ""),
        lacking=without,
    )


def _samples(cases: tuple[Case, ...], single: list[Weighed]) -> str:
    if len(cases) > 10:
        return raw(cases)
    return "; ".join(f"{case.name} {weighed.sample}" for case, weighed in zip(cases, single, strict=True))


def least(stick: Yardstick, of: int) -> str:
    """What is needed of so many, in words: ``7 of 9``."""
    return _needed(stick, edge_of(stick, of), of)


def _share(stick: Yardstick, hits: int, of: int) -> Weighed:
    edge = edge_of(stick, of)
    verdict = _zone(stick, hits, of, edge)
    low, high = interval(hits, of)
    return Weighed(
        verdict,
        values=(f"{hits} of {of}",),
        cases=("",),
        needed=_needed(stick, edge, of),
        have=_have(stick, edge, hits, of),
        sample=f"95% interval {number(low)}% to {number(high)}%",
        problem=impossible(stick, of) if verdict != "met" else "",
    )


def edge_of(stick: Yardstick, of: int) -> int:
    """The fewest hits of `of` that meet the threshold; for one that must stay below, the most.

    More than `of`, or less than none, where no result can meet it.
    """
    points = amount(stick.go.bound)
    upward, strict = stick.go.operator in (">=", ">"), stick.go.operator in (">", "<")
    exact = points * of / 100
    if upward:
        plain = max(0, floor(exact) + 1 if strict else ceil(exact))
        return plain if stick.confidence is None else max(plain, _sure(of, points / 100, stick, strict=strict))
    plain = min(of, ceil(exact) - 1 if strict else floor(exact))
    return plain if stick.confidence is None else min(plain, of - _sure(of, 1 - points / 100, stick, strict=strict))


def _sure(of: int, chance: Fraction, stick: Yardstick, *, strict: bool) -> int:
    """The fewest hits that bear the confidence; at the very edge of it a strict threshold needs one more."""
    assert stick.confidence is not None
    risk = 1 - Fraction(stick.confidence.points) / 100
    least = fewest(of, chance, risk)
    return least + (strict and 0 < chance < 1 and tail(least, of, chance) == risk)


def _zone(stick: Yardstick, hits: int, of: int, edge: int) -> CriterionVerdict:
    go = hits >= edge if stick.go.operator in (">=", ">") else hits <= edge
    killed = stick.kill is not None and holds(stick.kill, Fraction(100 * hits, of))
    return zone(go=go, killed=killed, has_kill_line=stick.kill is not None)


def _can(edge: int, of: int) -> bool:
    return 0 <= edge <= of


def _needed(stick: Yardstick, edge: int, of: int) -> str:
    if not _can(edge, of):
        return stick.needed
    return f"{edge} of {of}" if stick.go.operator in (">=", ">") else f"at most {edge} of {of}"


def _have(stick: Yardstick, edge: int, hits: int, of: int) -> str:
    needed = _needed(stick, edge, of)
    if not _can(edge, of):
        return f"{needed} needed, {hits} of {of} {_have_it(hits)}"
    if stick.go.operator in (">=", ">"):
        return f"{needed} needed, {hits} {_have_it(hits)}"
    return f"{needed} allowed, {hits} counted"


def _have_it(hits: int) -> str:
    return "has it" if hits == 1 else "have it"


def impossible(stick: Yardstick, of: int) -> str:
    """Why no result of `of` could ever meet the threshold, in words; empty where one could."""
    if of <= 0 or _can(edge_of(stick, of), of):
        return ""
    best = "all" if stick.go.operator in (">=", ">") else "none"
    return f"{stick.needed} can never be met with {of}, not even if {best} of them count: amend the criterion"


def answers(stick: Yardstick, cases: tuple[Case, ...]) -> Weighed:
    """Yes or no of the frozen customers: the denominator is the frozen list, whoever has not answered is open."""
    if any(not case.customer for case in cases):
        return Weighed("error", problem="an answer names no customer: name the customer of every case")
    of = len(cases) if stick.size is None else stick.size
    if len(cases) > of:
        return Weighed("error", problem=f"{len(cases)} customers answer, and {of} were invited: record only those")
    order = {name: place for place, name in enumerate(stick.customers)}
    cases = tuple(sorted(cases, key=lambda case: (order.get(case.customer, len(order)), case.customer)))
    hits, edge = sum(case.answer == "yes" for case in cases), edge_of(stick, of)
    verdicts = {_zone(stick, count, of, edge) for count in (hits, hits + of - len(cases))}
    verdict: CriterionVerdict = verdicts.pop() if len(verdicts) == 1 else "missing"
    low, high = interval(hits, len(cases))
    answered = "" if len(cases) == of else f" of the {len(cases)} that answered"
    return Weighed(
        verdict,
        values=tuple(case.answer for case in cases),
        cases=tuple(case.customer for case in cases),
        needed=_needed(stick, edge, of),
        have=_have(stick, edge, hits, of),
        sample=f"95% interval {number(low)}% to {number(high)}%{answered}",
        problem=impossible(stick, of) if verdict != "met" else "",
        lacking=lacking(stick, cases) if verdict == "missing" else (),
    )


def wrong_bound(stick: Yardstick) -> str:
    """Why the thresholds of a share cannot be ones, in words."""
    for threshold in (stick.go, stick.kill):
        if threshold is not None and not bound(threshold).endswith(PERCENT):
            return f"{stick.name} is a share, and the threshold {bound(threshold)} is none: amend the criterion"
    return ""
