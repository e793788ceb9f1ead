"""The terms make one side depend on the other, and the charter does not say so.

## What it checks

From tier 2, at signing, `operations.dependencies` has a row where the terms show that there is one: an exclusivity, a
supply, or customers of both who call one party first (`support.first_line`). `none` with a reason is an answer.

## Why it matters

Every joint motion moves control somewhere: to whoever installs, ranks, lists or answers. It is cheap to write down
before you sign, and looks like a reproach when it is written down later.

## Bad

```yaml
commitments:
  - {id: exclusive, from: contoso, kind: exclusivity, what: No other warehouse software.}
operations:
  support: {first_line: contoso, second_line: northwind}
```

## Good

```yaml
commitments:
  - {id: exclusive, from: contoso, kind: exclusivity, what: No other warehouse software.}
operations:
  support: {first_line: contoso, second_line: northwind}
  dependencies:
    - {party: contoso, control: Quality of installation, mitigation: Two own crews., owner: northwind.delivery}
```

## How to settle it with the partner

Each side finishes the sentence "If you stopped tomorrow, we could no longer …" and writes it into `control`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.finding import Path
from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Charter


@rule(
    "DEP001",
    since={"signing": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="add a row: the party that holds it, what control the others give out of hand, what limits the damage",
)
def check(case: Case) -> Iterator[Remark]:
    operations = case.charter.operations
    if isinstance(operations, Absent) or case.charter.part_of is not None:
        return
    rows = operations.dependencies if operations is not None else None
    if rows or isinstance(rows, Absent):
        return
    sign = next(_signs(case.charter), None)
    if sign is not None:
        path, words = sign
        said = f"{words}, and no dependency is written down"
        yield Remark(("operations", "dependencies"), said, also=(Also(path, words),))


def _signs(charter: Charter) -> Iterator[tuple[Path, str]]:
    for promise in promises(charter):
        kind, name = given(promise.terms.kind), given(promise.terms.id) or "a commitment"
        if kind in ("exclusivity", "supply") and is_firm(promise) and given(promise.terms.standing) is not True:
            yield (
                (*promise.path, "kind"),
                f"{name} is an exclusivity" if kind == "exclusivity" else f"{name} is a supply",
            )
    operations = given(charter.operations)
    support = given(operations.support) if operations is not None else None
    first = given(support.first_line) if support is not None else None
    if first is not None:
        yield ("operations", "support", "first_line"), f"customers call {first} first"
