"""Nobody can say when this partnership ends.

## What it checks

`exit.triggers` lists at least one trigger. A pilot whose only gate ends it (`no_go: end`, and no later phase) has an
exit already, and a charter that is part of a larger one takes over its exits.

## Why it matters

Without written triggers a partnership that delivers nothing is kept alive by politeness: each side waits for the other
to call it. Agreeing on the exit is easy before anybody has lost anything, and hard afterwards.

## Bad

```yaml
exit:
  deprioritize: {when: {metric: sites_live, is: "< 40"}, then: Return to walk staffing.}
```

## Good

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
```

## How to settle it with the partner

Ask: "What would we both have to see to agree that this did not work?" Write that down with a number and a date, who may
invoke it, and how many days of notice the other side gets. Start with plain notice by either party.
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given


@rule(
    "EXIT001",
    "65",
    since={"draft": "error"},
    help="add to exit.triggers at least one: what is observed, who may invoke it, and how many days of notice",
)
def check(case: Case) -> Iterator[Remark]:
    exit = case.charter.exit
    if isinstance(exit, Absent) or (exit is not None and exit.triggers):
        return
    if given(case.charter.part_of) is not None:
        return
    if _pilot_that_its_gate_ends(case):
        return
    yield Remark(("exit", "triggers"), "nothing says what ends this partnership")


def _pilot_that_its_gate_ends(case: Case) -> bool:
    phases = given(case.charter.phases)
    if phases is None or phases.walk or phases.run:
        return False
    crawl = given(phases.crawl)
    gate = given(crawl.gate) if crawl else None
    return gate is not None and gate.no_go == "end"
