"""A percentage of one or two customers decides the gate.

## What it checks

A criterion with a percentage of the customers has three of them at least, or says how many cases count (`min_sample`)
or what certainty it wants (`confidence`). All of them (100%) and none (0%) mean the same for two as for two hundred.
A share of anything else, such as orders or sites, may be large with two customers.

## Why it matters

Of two customers, 70% is a number that cannot come about: there is nothing, half and all. The percentage sounds like a
measurement, and it is a sentence about one customer. Whoever reads it a year later takes it for a rate.

## Bad

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases:
  crawl:
    cohort: [Helio 3PL, Brandt Lager]
    gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%"}]}
```

## Good

```yaml
metrics: {adoption: {name: Customers live, unit: share, of: invited customers, better: higher}}
phases:
  crawl:
    cohort: [Helio 3PL, Brandt Lager]
    gate: {criteria: [{id: live, ask: "Is it used every day?", of: customers, needs: 2}]}
```

## How to settle it with the partner

Say it in customers: "one of the two" or "both". Then ask of each customer by name what would convince you, and write
that as a question. Keep the percentage for the phase in which there are enough customers for one.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria, is_share
from charter.terms.invited import counted_in
from charter.terms.thresholds import half_line, is_possible, named, written

_FEW = 2


@rule(
    "35",
    since={"draft": "warning"},
    help="say it as a count: ask the customers and write in needs how many, or set min_sample",
)
def check(case: Case) -> Iterator[Remark]:
    for placed in criteria(case.charter):
        metric, criterion = placed.metric, placed.criterion
        if metric is None or not is_share(metric) or criterion.min_sample or criterion.confidence:
            continue
        counted = counted_in(case.charter, placed.phase, metric)
        if counted is None or not 0 < counted.number <= _FEW:
            continue
        for key, comparison in written(placed):
            line = half_line(comparison)
            if key == "improves" or line.unit != "%" or line.number in (0, 100) or not is_possible(line, metric):
                continue
            rates = " or ".join(f"{100 * hits // counted.number}%" for hits in range(counted.number + 1))
            customers = "1 customer" if counted.number == 1 else f"{counted.number} customers"
            message = f"{named(placed)} asks for {line.signs()}, and of {customers} it can only be {rates}"
            yield Remark((*placed.path, key), message, also=(Also(counted.path, customers),))
