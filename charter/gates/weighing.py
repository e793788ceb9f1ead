"""Measured cases held against a criterion: what they improve, reach or keep, customer by customer or as their mean."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from charter.gates.cases import Case, counted, few, misfit
from charter.gates.figures import PERCENT, amount, bound, holds, kind, written
from charter.gates.shares import answers, counts, wrong_bound
from charter.gates.verdict import CriterionVerdict
from charter.gates.yardstick import Weighed, Yardstick, lacking, raw, twice, zone
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.gates.figures import Measured


def weigh(stick: Yardstick, cases: tuple[Case, ...]) -> Weighed:
    """What these cases come to; an ``error`` says in `problem` what cannot be weighed, and what to do."""
    judged = tuple(case for case in cases if not case.control)
    compared = tuple(case for case in cases if case.control)
    if problem := _unweighable(stick, judged, compared):
        return Weighed("error", problem=problem)
    weighed = _weighed(stick, judged, compared)
    size = counted(judged)[1] if all(case.of is not None for case in judged) else len(judged)
    if weighed.verdict != "error" and size < stick.least:
        return weighed.missing(f"{stick.least} cases needed, {size} {'is' if size == 1 else 'are'} there")
    return weighed


def _weighed(stick: Yardstick, judged: tuple[Case, ...], compared: tuple[Case, ...]) -> Weighed:
    if stick.how != "improves":
        if all(case.of is not None for case in judged):
            return counts(stick, judged)
        if all(case.value is None for case in judged):
            return answers(stick, judged)
        if stick.confidence is not None:
            problem = f"{stick.needed} can only be judged on counts: record how many of how many"
            return Weighed("error", problem=problem)
        return _plain(stick, judged, Scale("", kind(stick.go.bound)))
    if len(compared) < stick.control:
        group = f"{len(compared)} of {stick.control} cases of the comparison group {_are(len(compared))} there"
        return Weighed("missing", needed=stick.needed, sample=raw(judged), problem=group)
    scale = _scale(stick, compared if stick.control else ())
    return Weighed("error", problem=scale) if isinstance(scale, str) else _plain(stick, judged, scale)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _unweighable(stick: Yardstick, judged: tuple[Case, ...], compared: tuple[Case, ...]) -> str:
    if not judged:
        return "there is no case to judge, and 0 of 0 is no share: record the cases"
    wanted = _wanted(stick)
    if wanted is None:
        return f"nothing says in what {stick.name} is measured: amend its unit or its baseline"
    return (
        _misfits(stick, (*judged, *compared), wanted)
        or _misnamed(stick, judged, compared)
        or _mixed(stick, judged)
        or _bounds(stick, wanted)
    )


def _misfits(stick: Yardstick, cases: tuple[Case, ...], wanted: str) -> str:
    for case in cases:
        if case.of == 0:
            return f"{case.text} is no share, nothing was counted: record what was counted"
        if problem := misfit(case, wanted, stick.name, stick.metric):
            return f"{problem}: record it in the metric's own unit"
    return ""


def _misnamed(stick: Yardstick, judged: tuple[Case, ...], compared: tuple[Case, ...]) -> str:
    hidden = next((case.customer for case in compared if case.customer in stick.customers), None)
    if hidden is not None:
        return f"{hidden} is one of the customers and cannot be its own comparison group: record it without control"
    name = twice(judged)
    return f"{name} has two cases: record one case a customer" if name else ""


def _wanted(stick: Yardstick) -> str | None:
    return stick.kind if stick.how == "improves" or stick.kind is not None else kind(stick.go.bound)


def _mixed(stick: Yardstick, judged: tuple[Case, ...]) -> str:
    forms = {"answer" if case.value is None else "count" if case.of is not None else "value" for case in judged}
    if len(forms) > 1:
        return f"{stick.name} is given partly as {listed([f'{form}s' for form in sorted(forms)])}: record one sort"
    if "answer" in forms and stick.how == "improves":
        return f"{stick.name} is answered yes or no, which cannot improve on a baseline: record values"
    return ""


def _bounds(stick: Yardstick, wanted: str) -> str:
    if stick.shares:
        return wrong_bound(stick)
    for threshold in (stick.go, stick.kill):
        if threshold is None or (stick.how == "improves" and kind(threshold.bound) == PERCENT):
            continue
        if kind(threshold.bound) != wanted:
            return f"the threshold {bound(threshold)} is not in the unit of {stick.name}: amend the criterion"
    if stick.how == "improves" and stick.kill is not None and kind(stick.kill.bound) != kind(stick.go.bound):
        return f"{bound(stick.go)} and {bound(stick.kill)} are in two units: amend the criterion"
    return ""


@dataclass(frozen=True)
class Scale:
    """How a measured value becomes the one that is compared.

    Attributes:
        words: What an improvement is measured from: ``baseline 40 from 20 cases``; empty where it is no improvement.
        kind: Of the value that is compared.
        origin: What is improved on.
        relative: Whether the improvement is a percentage of the origin.
        lower: Whether lower is better.
    """

    words: str
    kind: str
    origin: Fraction = Fraction(0)
    relative: bool = False
    lower: bool = False

    def of(self, value: Fraction) -> Fraction:
        """The value that is compared with the threshold."""
        if not self.words:
            return value
        gain = self.origin - value if self.lower else value - self.origin
        return 100 * gain / abs(self.origin) if self.relative else gain


def _scale(stick: Yardstick, compared: tuple[Case, ...]) -> Scale | str:
    if stick.metric.better is None or isinstance(stick.metric.better, Absent):
        return f"nothing says which direction of {stick.name} is better: amend the metric"
    if compared:
        origin: Fraction | None = _mean(compared)
        words = f"comparison group {written(_mean(compared), stick.kind or '')} from {raw(compared)}"
    else:
        origin, words = _baseline(stick)
    relative = kind(stick.go.bound) == PERCENT
    if origin is None:
        return f"{stick.name} has no baseline to improve on: amend the metric"
    if relative and origin == 0:
        return f"the {words} of {stick.name} is zero, and nothing improves on it by a percentage: amend the criterion"
    return Scale(words, kind(stick.go.bound), origin, relative, stick.metric.better == "lower")


def _baseline(stick: Yardstick) -> tuple[Fraction | None, str]:
    baseline = given(stick.metric.baseline)
    value: Measured | None = None
    if baseline is not None and not isinstance(baseline.value, Absent):
        value = baseline.value
    if baseline is None or value is None:
        return None, ""
    count = given(baseline.cases)
    stands = f"baseline {written(amount(value), kind(value))}"
    return amount(value), stands + (f" from {count} case{'' if count == 1 else 's'}" if count else "")


def _value(case: Case) -> Fraction:
    assert case.value is not None
    return amount(case.value) if case.of is None else Fraction(100 * amount(case.value), case.of)


def _mean(cases: tuple[Case, ...]) -> Fraction:
    """The mean of values; counts are pooled."""
    if all(case.of is not None for case in cases):
        hits, of = counted(cases)
        return Fraction(100 * hits, of)
    return sum(map(_value, cases), Fraction(0)) / len(cases)


def _plain(stick: Yardstick, judged: tuple[Case, ...], scale: Scale) -> Weighed:
    """Values, each of which must hold, or their mean."""
    if stick.each == "customer" and not all(case.customer for case in judged):
        return Weighed(
            "error", problem=f"a case names no customer, and each customer must show {stick.needed}: name it"
        )
    as_mean = stick.each == "mean"
    by_customer = stick.each == "customer" or (as_mean and any(case.customer for case in judged))
    without = lacking(stick, judged) if by_customer else ()
    if by_customer:
        order = {name: place for place, name in enumerate(stick.customers)}
        judged = tuple(sorted(judged, key=lambda case: order.get(case.customer, len(order))))
    compared = [scale.of(_mean(judged))] if as_mean else [scale.of(_value(case)) for case in judged]
    values = tuple(written(value, scale.kind) for value in compared)
    verdict = _verdict(stick, compared)
    open_still = without and (as_mean or verdict != "failed")
    no_interval = f"no interval: {few(values)} given without counts" if stick.shares else ""
    return Weighed(
        "missing" if open_still else verdict,
        values=values,
        cases=("mean",) if as_mean else tuple(case.name for case in judged),
        needed=stick.needed,
        have=f"{stick.needed} needed, {few(values)}",
        sample="; ".join(filter(None, (no_interval or raw(judged), scale.words))),
        lacking=without if open_still else (),
    )


def _verdict(stick: Yardstick, values: list[Fraction]) -> CriterionVerdict:
    zones = {
        zone(
            go=holds(stick.go, value),
            killed=stick.kill is not None and holds(stick.kill, value),
            has_kill_line=stick.kill is not None,
        )
        for value in values
    }
    return "failed" if "failed" in zones else "met" if zones == {"met"} else "grey"
