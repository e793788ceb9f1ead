"""A phase is planned, and nobody says what it produces.

## What it checks

Crawl and walk each list at least one deliverable.

## Why it matters

Without a list, a phase consists of meetings. At the gate both sides then argue about what was promised, and the side
that built something real finds out that the other understood something else.

## Bad

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05}
```

## Good

```yaml
phases:
  crawl:
    start: 2027-01-11
    end: 2027-03-05
    deliverables:
      - id: runbook
        what: Joint installation runbook
        owner: contoso.delivery
        due: 2027-02-05
        done_when: Both pilots installed from it.
```

## How to settle it with the partner

Ask: "What exists on the last day of this phase that does not exist today, and who brings it?" Two or three things are
enough for crawl; a page of instructions counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.timeline import phases


@rule(
    "PHS005",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="list in its deliverables what exists at the end: what, who brings it, by when, and how one sees it is done",
)
def check(case: Case) -> Iterator[Remark]:
    for name, phase in phases(case.charter):
        if name != "run" and phase.deliverables in (None, ()):
            yield Remark(("phases", name, "deliverables"), f"nobody says what {name} produces")
