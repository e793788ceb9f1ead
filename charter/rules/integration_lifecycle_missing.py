"""Two products are connected, and nobody said what happens when one of them changes.

## What it checks

From walk on, where one product runs in or beside the other (`technology`, `embedded`, `marketplace`) or the integration
is `native`, and from tier 2, `operations.lifecycle` says who reviews a version, how security is kept, which versions
are served, how early a change is announced, and how something is taken away. At every tier, a list that is begun speaks
of all five.

## Why it matters

The connector works on the day of the launch. It breaks on the day of the first release that nobody announced, at all
customers at once, and it will look like your fault to them.

## Bad

```yaml
pattern: embedded
operations:
  lifecycle: {change-notice: 30 days by mail}
```

## Good

```yaml
pattern: embedded
operations:
  lifecycle:
    review: Both product owners release a version together.
    security: One outside test a year.
    versioning: The last two releases are served.
    change-notice: 60 days
    deprecation: 12 months
```

## How to settle it with the partner

Look at both release calendars side by side. The side that releases more often announces; the side that customers call
says how much time it needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.checklists import uncovered
from charter.terms.patterns import JOINED
from charter.terms.timeline import phases
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Charter

_TOPICS = {
    "review": "who reviews a version",
    "secur": "how it is kept secure",
    "version": "which versions are served",
    "notice|change": "how early a change is announced",
    "deprecat|retire": "how something is taken away",
}


@rule(
    "OPM007",
    since={"walk": "warning"},
    entered="2026-11-21",
    help="answer review, security, versioning, change-notice and deprecation",
)
def check(case: Case) -> Iterator[Remark]:
    charter, path = case.charter, ("operations", "lifecycle")
    if charter.part_of is not None or isinstance(charter.operations, Absent):
        return
    lifecycle = charter.operations.lifecycle if charter.operations is not None else None
    if isinstance(lifecycle, Absent):
        return
    if lifecycle:
        if missing := uncovered(_TOPICS, lifecycle):
            yield Remark(path, f"the connection has a life, and nothing says {listed(missing)}")
    elif case.tier > 1 and _is_joined(charter):
        yield Remark(path, "nothing says what happens when one of the two products changes")


def _is_joined(charter: Charter) -> bool:
    native = any(phase.integration == "native" for _, phase in phases(charter))
    return native or given(charter.pattern) in JOINED
