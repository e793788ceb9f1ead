"""A gate asks for something that no result can be.

## What it checks

A threshold lies where the metric can have values: a share of a whole is at most 100%, a count is not negative, and an
improvement from the baseline stays within these ends. No more answers are needed (`needs`) and no more cases asked for
(`min_sample`) than there are parties or customers. And where a `confidence` is demanded of a share of customers, the
best possible result bears it: with n customers and all of them in, the lower end of the exact (Clopper-Pearson)
interval is the n-th root of what is left of the confidence.

## Why it matters

This gate can only say no, or wait. That is found out when the results are in: then the criterion is "read sensibly",
and from that day on every number in the charter can be.

## Bad

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases:
  walk:
    invited: 5
    gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%", confidence: 90%}]}
```

## Good

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases:
  walk:
    invited: 7
    gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%", confidence: 90%}]}
```

## How to settle it with the partner

Play the best day there can be: everybody is live, everybody says yes. If the gate still stays shut, invite more
customers, ask for less certainty, or replace the percentage by a count that both of you would believe.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria, is_share
from charter.terms.exchange import party_ids
from charter.terms.invited import Count, counted_in, so_far
from charter.terms.thresholds import HalfLine, ThresholdKey, is_possible, named, on_axis, unit_name, written
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.measure import Metric
    from charter.terms.criteria import Placed

_MOST = 500
"""More customers than this bear anything that can be asked for."""


@rule(
    "logic: gate completeness",
    since={"draft": "error"},
    help="ask for what the best possible result would show",
)
def check(case: Case) -> Iterator[Remark]:
    for placed in criteria(case.charter):
        yield from _answers(case.charter, placed)
        if placed.metric is None:
            continue
        lines = [(key, line) for key, found in written(placed) if (line := on_axis(placed, key, found))]
        impossible = [_impossible(placed, key, line) for key, line in lines if not is_possible(line, placed.metric)]
        yield from impossible
        counted = counted_in(case.charter, placed.phase, placed.metric) if is_share(placed.metric) else None
        if counted is not None and not impossible:
            yield from _sample(placed, placed.metric, counted)
            for key, line in lines:
                yield from _confidence(placed, key, line, counted)


def _impossible(placed: Placed, key: ThresholdKey, line: HalfLine) -> Remark:
    asked = line.signs(unit_name(placed.metric))
    if key == "improves":
        asked = f"an improvement of {given(placed.criterion.improves)}, which means {asked}"
    return Remark((*placed.path, key), f"{named(placed)} asks for {asked}: {placed.name} can never be that")


def _answers(charter: Charter, placed: Placed) -> Iterator[Remark]:
    needs, of = given(placed.criterion.needs), given(placed.criterion.of)
    if not isinstance(needs, int) or placed.criterion.ask is None or of is None:
        return
    asked = _asked(charter, placed, of)
    if asked is not None and 0 < asked.number < needs:
        message = f"{named(placed)} needs {needs} to say yes, and asks {asked.number}"
        yield Remark((*placed.path, "needs"), message, also=(Also(asked.path, f"there are {asked.number}"),))


def _asked(charter: Charter, placed: Placed, of: str) -> Count | None:
    """How many people a question goes to; an outsider may be many."""
    parties = party_ids(charter)
    if of == "parties":
        return Count(("parties",), len(parties))
    if of == "customers":
        return so_far(charter, placed.phase)
    return Count((*placed.path, "of"), 1) if of in parties else None


def _sample(placed: Placed, metric: Metric, counted: Count) -> Iterator[Remark]:
    least = given(placed.criterion.min_sample)
    if least is not None and least > counted.number:
        message = f"{named(placed)} wants at least {least} {given(metric.of)}, and there are {counted.number}"
        yield Remark((*placed.path, "min_sample"), message, also=(Also(counted.path, f"there are {counted.number}"),))


def _confidence(placed: Placed, key: str, line: HalfLine, counted: Count) -> Iterator[Remark]:
    """All of n yes bear at least t, one-sided, exactly if t ** n is at most what is left of the confidence."""
    confidence, number = given(placed.criterion.confidence), counted.number
    if confidence is None or line.unit != "%" or not 0 < number <= _MOST:
        return
    wanted = (line.number if line.upward else 100 - line.number) / 100
    risk = 1 - Fraction(confidence.points) / 100
    if wanted <= 0 or _bears(number, wanted, risk, line.closed):
        return
    enough = next((many for many in range(number + 1, _MOST) if _bears(many, wanted, risk, line.closed)), None)
    everybody = f"{number} of {number}" if line.upward else f"0 of {number}"
    needed = f"at least {enough} are needed" if enough is not None and wanted < 1 else "no number of customers does"
    message = f"{named(placed)}: even {everybody} do not bear {line.signs()} with {confidence} confidence; {needed}"
    yield Remark((*placed.path, key), message, also=(Also(counted.path, f"there are {number}"),))


def _bears(number: int, wanted: Fraction, risk: Fraction, closed: bool) -> bool:
    reached = wanted**number
    return reached < risk or (closed and reached == risk)
