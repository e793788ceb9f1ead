"""A number is to be measured, and nobody knows from where.

## What it checks

From crawl on, every metric has a `source`: the system that holds the raw data, and the party that supplies it. It is an
error for a metric that a gate, a guardrail, an exit or a payment hangs on, and a warning for any other.

## Why it matters

On the day of the decision each side opens its own report, and the two do not agree: one counts from the order, the
other from the first invoice. By then every answer to "which one counts?" has a winner.

## Bad

```yaml
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower}
phases:
  crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 20%"}]}}
```

## Good

```yaml
metrics:
  onboarding_hours:
    name: Hands-on hours from contract to first shipment
    unit: hours
    better: lower
    source: {system: Zendesk time log, party: northwind, attested_by: contoso, lag: 1 week}
phases:
  crawl: {gate: {criteria: [{id: faster, metric: onboarding_hours, improves: ">= 20%"}]}}
```

## How to settle it with the partner

Open the report together, once, before the first pilot starts, with the person who will run it. If it does not exist
yet, agree on a sheet that one side fills in and the other signs each Friday.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.criteria import names_in_gates
from charter.terms.exchange import promises
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter


@rule(
    "MET004",
    since={"crawl": "error"},
    help="add source: the system, the party that supplies it, who confirms it, and how late it is",
)
def check(case: Case) -> Iterator[Remark]:
    metrics = given(case.charter.metrics) or {}
    decisive = _decisive(case.charter)
    for name, found in metrics.items():
        metric = given(found)
        if metric is None:
            continue
        source = given(metric.source)
        if metric.source is None:
            message = f"nobody says where {name} comes from"
            yield Remark(("metrics", name, "source"), message, at_most="error" if name in decisive else "warning")
        elif source is not None and source.party is None and given(source.independent) is not True:
            message = f"nobody says which party supplies {name}"
            yield Remark(("metrics", name, "source", "party"), message, "add party", at_most="warning")


def _decisive(charter: Charter) -> frozenset[str]:
    """The metrics on which a gate, a guardrail, an exit or a promise hangs."""
    plan, ending = given(charter.phases), given(charter.exit)
    run = given(plan.run) if plan is not None else None
    guardrails = (given(run.guardrails) or ()) if run is not None else ()
    triggers = (given(ending.triggers) or ()) if ending is not None else ()
    terms = [promise.terms for promise in promises(charter)]
    hung = [
        *guardrails,
        *(given(trigger.when) for trigger in triggers),
        *(given(term.if_) for term in terms),
        *(given(term.level) for term in terms),
    ]
    names = {given(part.metric) for part in hung if part is not None}
    return names_in_gates(charter) | {name for name in names if name is not None}
