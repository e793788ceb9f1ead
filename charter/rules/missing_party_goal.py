"""One side, or the customers, get nothing out of this on paper.

## What it checks

`goals` has at least one outcome for each party and one for the customers. A goal marked `joint: true` is everybody's.
A goal for developers, employees, patients, users or the like counts as one for the customers.

## Why it matters

A side without a goal of its own is doing a favour, and favours end when its budget is cut or its sponsor leaves. If
nobody wrote down what customers get, the two companies can succeed on paper while no customer ever asks for the joint
offer.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
goals:
  - {id: faster-start, for: customers, outcome: First shipment with at most 30 hands-on hours.}
  - {id: more-sites, for: northwind, outcome: 300 sites live in 2027.}
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
goals:
  - {id: faster-start, for: customers, outcome: First shipment with at most 30 hands-on hours.}
  - {id: more-sites, for: northwind, outcome: 300 sites live in 2027.}
  - {id: service-line, for: contoso, outcome: A profitable installation line by the fourth quarter.}
```

## How to settle it with the partner

Ask the other side: "What would you have to show your own boss in a year so that this goes on?" Write the answer in
their words, not in yours. Then ask both: "And what would the customer notice?"
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_umbrella, party_ids
from charter.values import Absent, given
from charter.wording import listed


@rule(
    "GOAL001",
    "2",
    since={"draft": "error"},
    help="add to goals the outcome that each side, and the customer, wants to see",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if isinstance(charter.goals, Absent):
        return
    goals, parties = given(charter.goals) or (), party_ids(charter)
    if not goals:
        if not is_umbrella(charter):
            yield Remark(("goals",), f"no goal says what {listed([*parties, 'the customers'])} get out of this")
        return
    served = [given(goal.for_) for goal in goals]
    if None in served:
        return
    joint = any(given(goal.joint) is True for goal in goals)
    for party in parties:
        if party not in served and not joint:
            yield Remark(("goals",), f"no goal says what {party} gets out of this")
    if parties and not joint and all(whose in parties for whose in served):
        yield Remark(("goals",), "no goal says what the customers get out of this", at_most="warning")
