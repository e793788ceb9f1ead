"""A metric is defined, and nobody reads it.

## What it checks

Each metric is used: by a goal, a gate, an exit or the step-down, a limit in run, a commitment, the proof of the value
path, or as the counter-metric of one that is. Where one of these is withheld, or names a metric that does not exist,
the rule stays silent.

## Why it matters

Somebody collects this number every month, and no decision changes because of it. After half a year it is wrong, and
nobody has noticed. Or it was the number that mattered, and it was left out of the gate by mistake.

## Bad

```yaml
metrics:
  adoption: {name: Customers live, unit: share, of: invited customers, better: higher}
  logins: {name: Logins a day, unit: logins, better: higher}
phases: {walk: {gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%"}]}}}
```

## Good

```yaml
metrics:
  adoption: {name: Customers live, unit: share, of: invited customers, better: higher, counter_metric: tickets}
  tickets: {name: Support tickets a customer, unit: tickets, better: lower}
phases: {walk: {gate: {criteria: [{id: adopted, metric: adoption, reaches: ">= 70%"}]}}}
```

## How to settle it with the partner

Ask: "What would we do differently if this number doubled?" If there is an answer, put it where that is decided. If
there is none, delete the row and give the time back to whoever would have counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_umbrella
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Charter

_READERS = (
    "goals.*.metric",
    "purpose.value_path.proof",
    "phases.crawl.gate.criteria.*.metric",
    "phases.walk.gate.criteria.*.metric",
    "phases.run.gate.criteria.*.metric",
    "phases.run.guardrails.*.metric",
    "exit.triggers.*.when.metric",
    "exit.deprioritize.when.metric",
    "commitments.*.if.metric",
    "commitments.*.level.metric",
    "commitments.*.exclusive.keeps_if.metric",
)


@rule(
    "logic: the promise closes",
    since={"draft": "info", "proposed": "warning"},
    help="use it where something is decided by it, or delete it",
)
def check(case: Case) -> Iterator[Remark]:
    metrics = given(case.charter.metrics) or {}
    if not metrics or is_umbrella(case.charter):
        return
    found = [name for route in _READERS for _, name in case.names[route]]
    hidden = [absent for absent in found if isinstance(absent, Absent)] + [absent for _, absent in case.absent_items]
    if any(absent.kind != "none" for absent in hidden):
        return
    named = {name for name in found if isinstance(name, str)}
    if not named <= metrics.keys():
        return  # a slip in a name, of which dangling-reference speaks
    read = _with_counter_metrics(case.charter, named)
    for name in metrics:
        if name not in read:
            yield Remark(("metrics", name), f"nobody reads {name}: no goal, gate, exit or commitment", on_key=True)


def _with_counter_metrics(charter: Charter, read: set[str]) -> set[str]:
    """The metrics that are read, and those that keep them honest, and so on."""
    metrics = given(charter.metrics) or {}
    todo, seen = list(read), set(read)
    while todo:
        metric = given(metrics.get(todo.pop()))
        counter = given(metric.counter_metric) if metric is not None else None
        if counter is not None and counter not in seen:
            seen.add(counter)
            todo.append(counter)
    return seen
