"""A phase is much shorter or longer than usual, and nobody says why.

## What it checks

Crawl lasts 4 to 8 weeks, walk 8 to 12, and the first term of run 6 to 12 months, or what the program's `defaults` say.
A week more or less does not count. A phase that says why (`because`) may be as long as it needs. Run is judged only
where crawl or walk is planned here too, and a crawl that is the whole plan (walk and run are `none`) not at all.

## Why it matters

A pilot of a year is no pilot: the people who wanted the answer have other jobs when it comes, and nobody stops what
has gone on for a year. A pilot of ten days shows that the meeting went well.

## Bad

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2028-01-14}
```

## Good

```yaml
phases:
  crawl:
    start: 2027-01-11
    end: 2027-07-16
    because: The pilot store has to go through one full season of returns.
```

## How to settle it with the partner

Ask: "What will we know in week twelve that we cannot know in week eight?" If there is an answer, it is your `because`.
If there is none, end earlier; the gate has an extension for the case that you were nearly there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from charter.rules import Also, Case, Remark, rule
from charter.terms.policy import policy
from charter.terms.timeline import phases, stretches
from charter.values import Duration, given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.terms.policy import Between
    from charter.terms.timeline import PhaseName, Stretch

_TOLERANCE = 7
"""Days more or less that do not count."""


class _Span(NamedTuple):
    usual: Between
    unit: Literal["week", "month"]


@rule(
    "PHS004",
    "38",
    since={"draft": "info", "proposed": "warning"},
    help="say under because why this length is right, or plan a phase that can be judged in the usual time",
)
def check(case: Case) -> Iterator[Remark]:
    silent = _unjudged(case.charter)
    for stretch in stretches(case.charter):
        if stretch.name not in silent and stretch.coherent:
            yield from _judged(stretch, case)


def _unjudged(charter: Charter) -> set[PhaseName]:
    """The phases that have a reason of their own, or that are no step of a plan."""
    plan = given(charter.phases)
    planned = dict(phases(charter))
    silent = {name for name, phase in planned.items() if phase.because is not None}
    if plan is not None and plan.walk is not None and plan.run is not None and len(planned) == 1:
        silent.add("crawl")
    if "crawl" not in planned and "walk" not in planned:
        silent.add("run")
    return silent


def _judged(stretch: Stretch, case: Case) -> Iterator[Remark]:
    start, end = stretch.start, stretch.end
    if start is None or end is None or end.latest == start.earliest:
        return
    span = _spans(case)[stretch.name]
    first, days = start.earliest, end.latest.toordinal() - start.earliest.toordinal() + 1
    least, most = Duration(span.usual.low, span.unit).after(first), Duration(span.usual.high, span.unit).after(first)
    if least is None or most is None:
        return
    if not least.toordinal() - _TOLERANCE <= first.toordinal() + days <= most.toordinal() + _TOLERANCE:
        message = f"{stretch.name} lasts {_length(days, span.unit)}; usual are {span.usual} {span.unit}s"
        also = (Also(start.path, str(start)), Also(end.path, str(end)))
        yield Remark(("phases", stretch.name), message, also=also, on_key=True)


def _spans(case: Case) -> dict[str, _Span]:
    measure = policy(case.program)
    return {
        "crawl": _Span(measure.crawl_weeks, "week"),
        "walk": _Span(measure.walk_weeks, "week"),
        "run": _Span(measure.run_months, "month"),
    }


def _length(days: int, unit: Literal["week", "month"]) -> str:
    count = round(days / 7) if unit == "week" else round(days * 12 / 365)
    return f"about {count} {unit}s" if count > 1 else f"{days} days"
