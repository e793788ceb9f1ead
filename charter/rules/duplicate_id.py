"""One name stands for two things.

## What it checks

An id is used once in its list: goals, commitments, agreements, conditions, splits, exit triggers, and deliverables
across all phases; criteria once in their gate (the same criterion may stand in two gates). A party and an outsider
never share an id, and neither is called `any`, `other`, `all`, `customers` or `parties`, which mean something of
their own.

## Why it matters

Other places refer to a row by its id: a commitment says which goal it serves, a trigger which commitments it ends.
With two rows of one name, each side may read the reference as the row that suits it, and usually does so when money
is due.

## Bad

```yaml
goals:
  - {id: faster-start, for: customers, outcome: First shipment in days.}
  - {id: faster-start, for: contoso, outcome: A profitable installation line.}
```

## Good

```yaml
goals:
  - {id: faster-start, for: customers, outcome: First shipment in days.}
  - {id: service-line, for: contoso, outcome: A profitable installation line.}
```

## How to settle it with the partner

Nothing to settle: the side that wrote the second row gives it a name of its own. Then look at every place that uses
the old name and ask which of the two was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.terms.references import RESERVED, Definition, definitions


@rule(
    "DOC004",
    since={"draft": "error"},
    help="give one of the two another id, and look at each place that uses the old one",
)
def check(case: Case) -> Iterator[Remark]:
    first: dict[tuple[object, ...], Definition] = {}
    for found in definitions(case.names):
        who = found.kind in ("party", "outsider")
        if who and found.name in RESERVED:
            yield _reserved(found)
        earlier = first.setdefault(("who" if who else found.kind, found.scope, found.name), found)
        if earlier is not found:
            yield _repeated(found, earlier)


def _reserved(found: Definition) -> Remark:
    message = f'"{found.name}" is a word of the format and cannot be the id of {_one(found.kind)}'
    return Remark(found.path, message, "choose an id of its own", on_key=True)


def _repeated(found: Definition, earlier: Definition) -> Remark:
    whose = f"another {found.kind}" if found.kind == earlier.kind else _one(earlier.kind)
    message = f'"{found.name}" is already the id of {whose}'
    return Remark(found.path, message, also=(Also(earlier.path, f'the first "{found.name}"'),), on_key=found.on_key)


def _one(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ao" else f"a {kind}"
