"""The side that is judged supplies the number it is judged by, and nobody else looks.

## What it checks

A metric that a gate hangs on is not both owned and supplied by the same party alone: another party confirms it
(`source.attested_by`), or a third party measures it (`source.independent: true`). At tier 3 this is an error before
signing.

## Why it matters

Nobody has to lie. Whoever is measured chooses the week, leaves out the site where everything went wrong for other
reasons, and believes the result. The other side pays for the next phase on the strength of it.

## Bad

```yaml
metrics:
  rework_rate:
    name: Sites revisited within 7 days
    unit: share
    of: sites installed
    better: lower
    source: {system: Contoso dispatch, party: contoso}
    owner: contoso.delivery
phases:
  crawl: {gate: {criteria: [{id: clean, metric: rework_rate, reaches: "<= 5%"}]}}
```

## Good

```yaml
metrics:
  rework_rate:
    name: Sites revisited within 7 days
    unit: share
    of: sites installed
    better: lower
    source: {system: Contoso dispatch, party: contoso, attested_by: northwind}
    owner: contoso.delivery
phases:
  crawl: {gate: {criteria: [{id: clean, metric: rework_rate, reaches: "<= 5%"}]}}
```

## How to settle it with the partner

Do not ask for an audit. Ask for read access to the report, or for ten cases picked by you and looked at together.
Whoever has done that can confirm the number in a minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from charter.model.measure import Metric


@rule(
    "32",
    since={"proposed": "warning", "signing": "error"},
    help="name the party that confirms the number (attested_by), or let a third party measure it (independent: true)",
)
def check(case: Case) -> Iterator[Remark]:
    seen = set()
    for placed in criteria(case.charter):
        if placed.metric is None or placed.name in seen:
            continue
        seen.add(placed.name)
        party = _judge_of_itself(placed.metric)
        if party is not None:
            message = (
                f"{party} answers for {placed.name} and alone supplies it, and the {placed.phase} gate hangs on it"
            )
            yield Remark(
                ("metrics", placed.name, "source", "attested_by"),
                message,
                also=(Also((*placed.path, "metric"), f"the {placed.phase} gate asks for it here"),),
                at_most="error" if case.tier >= 3 else "warning",
            )


def _judge_of_itself(metric: Metric) -> str | None:
    """The party that is judged by the metric and is its only source."""
    owner, source = given(metric.owner), given(metric.source)
    if not isinstance(owner, Role) or source is None or source.party != owner.party:
        return None
    if isinstance(source.independent, Absent) or source.independent or isinstance(source.attested_by, Absent):
        return None
    return owner.party if source.attested_by in (None, owner.party) else None
