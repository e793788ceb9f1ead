"""One result would be a go and a no-go at once.

## What it checks

The kill line of a criterion (`fails`) and its threshold (`improves`, `reaches`, `stays`) have no value in common. Lines
that meet in one point count as one only if both include it.

## Why it matters

A gate that says both says neither. Whoever wants to go on quotes the threshold, whoever wants to stop quotes the kill
line, and both have signed it. It is nearly always a slip of the sign, and costs nothing before the first result.

## Bad

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases: {walk: {gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 40%", fails: "< 70%"}]}}}
```

## Good

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases: {walk: {gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%", fails: "< 40%"}]}}}
```

## How to settle it with the partner

Take one value from the overlap and let both sides write down, without talking, whether it is a go. If the answers are
the same, one of the two lines is a slip. If they differ, you have just had the quarrel of the gate meeting, early.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria
from charter.terms.thresholds import axis, can_all_hold, named, sides, unit_name
from charter.terms.zones import common


@rule(
    "logic: gate completeness",
    since={"draft": "error"},
    help="turn the sign of fails round, or move it to the other side of the threshold",
)
def check(case: Case) -> Iterator[Remark]:
    for placed in criteria(case.charter):
        found = sides(placed)
        if found is None or found[1].unit != found[2].unit:
            continue
        key, go, no_go = found
        ends = axis(placed.metric, go.unit) if placed.metric is not None and key != "improves" else ()
        if not can_all_hold((go, no_go, *ends)):
            continue
        unit = unit_name(placed.metric)
        both = common((go, no_go), placed.metric if key != "improves" else None, unit)
        message = f"{named(placed)}: go {go.words(unit)}, no-go {no_go.words(unit)}: {both} is both"
        yield Remark((*placed.path, "fails"), message, also=(Also((*placed.path, key), f"go {go.words(unit)}"),))
