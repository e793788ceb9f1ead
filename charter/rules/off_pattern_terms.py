"""The program asks more of this pattern than the charter says.

## What it checks

What the program requires of the charter's pattern (`patterns.<name>.require` in `program.yaml`) stands in the
charter, and each duty that the program names (`responsibilities`) has a role: in `governance.owners`, or of that name
anywhere in the terms. `none` with a reason is an answer. Without a `program.yaml`, and for a pattern that it does not
describe, nothing is asked.

## Why it matters

Patterns exist so that the twentieth deal is not the twentieth invention. What a charter leaves out is what legal and
support ask about in the last week, and what somebody then writes in a hurry.

## Bad

```yaml
pattern: co-delivery
operations:
  support: {first_line: contoso}
# program.yaml
program: 1
patterns:
  co-delivery: {require: [operations.support, operations.seams]}
```

## Good

```yaml
pattern: co-delivery
operations:
  support: {first_line: contoso}
  seams: {none: one product only}
# program.yaml
program: 1
patterns:
  co-delivery: {require: [operations.support, operations.seams]}
```

## How to settle it with the partner

Show the partner the pattern as the program has it. If a part does not fit this deal, write `none` and why: that is a
deviation that everybody can see, and that the program's owner can say yes to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.contents import Routes
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from charter.model.program import Pattern


_USUAL = frozenset(["relationship", "delivery", "integration", "support"])
"""Duties that have a role without words."""


@rule(
    "FIT009",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="add it, or write none and why it does not fit this deal",
)
def check(case: Case) -> Iterator[Remark]:
    name = given(case.charter.pattern)
    pattern = _described(case, name) if name is not None and case.charter.part_of is None else None
    if pattern is None:
        return
    also = (Also(("pattern",), f"the pattern {name}"),)
    for field in given(pattern.require) or ():
        if isinstance(field, str) and not Routes([field]).find(case.charter)[field]:
            said = f"the program requires {field} of the pattern {name}"
            yield Remark(tuple(field.split(".")), said, also=also)
    for duty in given(pattern.responsibilities) or ():
        if isinstance(duty, str) and duty not in _USUAL and not _has_a_role(case, duty):
            path = ("governance", "owners", duty)
            yield Remark(path, f"the program wants an owner for {duty} in the pattern {name}", "name a role", also)


def _described(case: Case, name: str) -> Pattern | None:
    program = case.program
    patterns = given(program.patterns) if program is not None else None
    return given((patterns or {}).get(name))


def _has_a_role(case: Case, duty: str) -> bool:
    governance = case.charter.governance
    if isinstance(governance, Absent) or (governance is not None and isinstance(governance.owners, Absent)):
        return True
    owners = given(governance.owners) if governance is not None else None
    return duty in (owners or {}) or any(isinstance(mark, Role) and mark.role == duty for _, mark in case.marks)
