"""Something is withheld, and nothing says which agreement holds it.

## What it checks

From signing on, every `undisclosed: reason` in the terms and in the people files says in which agreement the value
stands (`in:` and the agreement's id). A price you keep from readers is fine; a price that stands nowhere is not.

## Why it matters

Whoever signs this signs the withheld value as well. If no paper is named, each side may have another one in mind: last
year's price list, an e-mail, the draft that was never signed. You find out when the first invoice comes.

## Bad

```yaml
agreements:
  - {id: msa, kind: contract}
commitments:
  - id: fee
    from: northwind
    kind: money
    what: A fee for each site.
    value: {undisclosed: the price list is confidential}
```

## Good

```yaml
agreements:
  - {id: msa, kind: contract}
commitments:
  - id: fee
    from: northwind
    kind: money
    what: A fee for each site.
    value: {undisclosed: the price list is confidential, in: msa}
```

## How to settle it with the partner

Ask: "On which page of which document would we both look this up?" Name that document. If there is none, the value is
not withheld, it is still open: write `tbd` with who decides it and by when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.contents import marks
from charter.values import Absent

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.terms.contents import Mark


@rule(
    "undisclosed",
    since={"signing": "warning"},
    help="add in: and the id of the agreement that holds the value",
)
def check(case: Case) -> Iterator[Remark]:
    yield from _nowhere(case.marks, None)
    for party, people in case.people.items():
        yield from _nowhere(marks(people), party)


def _nowhere(found: Iterable[tuple[Path, Mark]], party: str | None) -> Iterator[Remark]:
    for path, value in found:
        if isinstance(value, Absent) and value.kind == "undisclosed" and not value.agreement:
            what = next((step for step in reversed(path) if isinstance(step, str)), "this")
            yield Remark(path, f'"{what}" is withheld, and no agreement is named that holds it', party=party)
