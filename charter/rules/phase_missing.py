"""A phase of the plan is not there.

## What it checks

`phases` describes crawl, walk and run. At tier 1 only crawl is asked for in a draft, the rest from the proposal on. A
renewal or an expansion that says in `phases.prior` what was proved before may leave out crawl or walk. A phase that
is deliberately not planned says so: `run: {none: this is a pilot only}`. A parent charter with `parts` leaves the
phases to its parts.

## Why it matters

The three phases are the cheap way to find out whether a partnership works: a pilot or two by hand, some more
customers with a real connection, then everybody. When a step is missing, nobody has said how many customers, people
and weeks it takes, and the step happens anyway, unplanned and with the customers watching.

## Bad

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05}
  run: {start: 2027-03-22, term: 12 months}
```

## Good

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05}
  walk: {start: 2027-03-22, end: 2027-06-11}
  run: {start: 2027-07-01, term: 12 months}
```

## How to settle it with the partner

Ask: "If the pilots work, what happens on the Monday after?" Plan each next step roughly: how many customers, from
when, who does the work. A rough walk with `tbd` in it is a plan; a missing walk is a surprise.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.timeline import continues
from charter.values import given

_IS = {
    "crawl": "one or two pilots, done by hand",
    "walk": "some more customers, on a real connection",
    "run": "full scale, for a term",
}


@rule(
    "PHS001",
    since={"draft": "error"},
    help="describe it under phases, or write none: and the reason",
)
def check(case: Case) -> Iterator[Remark]:
    plan, parts = case.charter.phases, given(case.charter.parts)
    if plan is None and not parts:
        yield Remark(("phases",), "there is no plan: no crawl, no walk, no run", "describe crawl, walk and run")
    phases = given(plan)
    if phases is None:
        return
    missing = [name for name in _IS if getattr(phases, name) is None]
    if continues(case.charter):
        missing = [name for name in missing if name == "run"]
    if case.reached("proposed") and len(missing) < len(_IS):
        missing = [name for name in missing if name != "crawl"]  # crawl-skipped says it from here on
    elif case.tier == 1 and not case.reached("proposed"):
        missing = [name for name in missing if name == "crawl"]
    for name in missing:
        yield Remark(("phases", name), f"the plan has no {name}: {_IS[name]}")
