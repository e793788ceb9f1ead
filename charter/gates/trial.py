"""A gate with values tried in place of evidence: what would it come to, if."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from charter.errors import UsageError
from charter.gates.asking import asked_of, needed_of, tally
from charter.gates.attestation import parties_of
from charter.gates.bench import Bench
from charter.gates.cases import Case
from charter.gates.judging import criteria_of, judge
from charter.gates.replies import Replies
from charter.gates.returns import asks_return, weighed
from charter.gates.scrutiny import ROI
from charter.gates.verdict import GateReview, Judged
from charter.gates.weighing import weigh
from charter.gates.yardstick import Yardstick, yardstick
from charter.notation import read_measure
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model.phases import Criterion

_COUNT = re.compile(r"(0|[1-9][0-9]{0,8}) of (0|[1-9][0-9]{0,8})")


def what_if(bench: Bench, tried: Mapping[str, str]) -> GateReview:
    """The same review with values in place of evidence.

    Args:
        tried: By the id of a criterion or a metric: a number, a percentage, an amount, ``6 of 9``, ``yes`` or ``no``.
            It stands for every customer, party or case alike, and needs no attestation.

    Raises:
        UsageError: There is no such criterion or metric in this gate, or the value cannot be one of it.
    """
    review = judge(bench)
    criteria = criteria_of(bench)
    roi = asks_return(bench) and bool(criteria)
    known = [*dict.fromkeys(name for one in criteria for name in _names(one)), *([ROI] if roi else [])]
    for name in tried:
        if name not in known:
            raise UsageError(
                f"the {bench.phase} gate does not ask for {quoted(name)}", f"it asks for {listed(known) or 'nothing'}"
            )
    judged = list(review.criteria)
    for place, criterion in enumerate(criteria):
        value = next((tried[name] for name in _names(criterion) if name in tried), None)
        if value is not None:
            judged[place] = _tried(criterion, value.strip(), bench)
    accepts = review.accepts
    if roi and ROI in tried:
        judged[-1], accepts = _returned(tried[ROI].strip(), bench)
    return replace(review, criteria=tuple(judged), accepts=accepts)


def _names(criterion: Criterion) -> list[str]:
    return [name for name in (given(criterion.id), given(criterion.metric)) if name is not None]


def _tried(criterion: Criterion, value: str, bench: Bench) -> Judged:
    metric = given(criterion.metric)
    if metric is None:
        return _answered(criterion, value, bench)
    stick = yardstick(criterion, metric, bench)
    if isinstance(stick, str):
        raise UsageError(stick)
    weighed = weigh(stick, _cases(stick, value))
    if weighed.verdict == "error":
        raise UsageError(f"{quoted(value)} cannot be tried for {metric}: {weighed.problem}", _help(stick))
    return Judged(
        str(criterion.id),
        weighed.verdict,
        weighed.values,
        weighed.needed,
        weighed.have,
        weighed.cases,
        sample=weighed.sample,
        problem=weighed.problem,
    )


def _help(stick: Yardstick) -> str:
    if stick.kind == "%":
        return f"{stick.name} is a share: try 64% or 6 of 9"
    unit = given(stick.metric.unit)
    return f"{stick.name} is measured in {unit}: try a value such as {stick.kind} 40".replace("  ", " ") if unit else ""


def _cases(stick: Yardstick, value: str) -> tuple[Case, ...]:
    """The value for each customer who must have one; for the comparison group, the baseline cannot be tried."""
    case = _case(value)
    if case.answer and not stick.customers:
        raise UsageError(f"{quoted(value)} cannot be tried for {stick.name}: nobody is named who answers", _help(stick))
    if stick.control:
        raise UsageError(f"{stick.name} is compared with a group of its own, which cannot be tried")
    if stick.each == "customer" or case.answer:
        names = stick.customers or tuple(f"customer {number + 1}" for number in range(min(stick.size or 1, 1000)))
        return tuple(case._replace(customer=name) for name in names)
    count = 1 if case.of is not None else max(1, min(stick.least, 1000))
    return (case,) * count


def _case(value: str) -> Case:
    if value in ("yes", "no"):
        return Case(answer=value)
    if found := _COUNT.fullmatch(value):
        return Case(value=Decimal(found[1]), of=int(found[2]))
    try:
        return Case(value=read_measure(value))
    except ValueError as error:
        raise UsageError(str(error), "try a value such as 64%, 6 of 9, EUR 12000, 29, yes or no") from error


def _answered(criterion: Criterion, value: str, bench: Bench) -> Judged:
    who = asked_of(criterion, bench)
    if isinstance(who, str):
        raise UsageError(who)
    count = {"yes": who.size, "no": 0}.get(value)
    if found := _COUNT.fullmatch(value):
        count = int(found[1]) if int(found[2]) == who.size >= int(found[1]) else None
    if count is None:
        help = f"{criterion.id} asks {who.size}: try yes, no, or how many say yes, such as 1 of {who.size}"
        raise UsageError(f"{quoted(value)} is no answer to {criterion.id}", help)
    names = who.names or tuple(f"customer {number + 1:06}" for number in range(who.size))
    answers = {name: "yes" if place < count else "no" for place, name in enumerate(names)}
    return tally(str(criterion.id), who, answers, needed_of(criterion, who.size))


def _returned(value: str, bench: Bench) -> tuple[Judged, tuple[str, ...]]:
    case = _case(value)
    if case.value is None or case.of is not None or isinstance(case.value, Decimal):
        raise UsageError(f"{quoted(value)} is no return", "try an amount such as EUR 5000, or a percentage")
    return weighed({party: case._replace(party=party) for party in parties_of(bench)}, Replies({}), bench)
