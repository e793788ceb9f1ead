"""You hang on the other side, and nothing limits the damage.

## What it checks

Where a row of `operations.dependencies` says that more than a quarter of the others' revenue or capacity hangs on it
(`share`), it says what limits the damage (`mitigation`). From walk on every row does, with an `owner` and a day
(`due`). A row says what the others give out of hand (`control`); that one is a remark only.

## Why it matters

Four fifths of the phones, a third of the revenue: it looks like success until the other side changes its mind. The time
to build the second way is while the first one works.

## Bad

```yaml
operations:
  dependencies:
    - {party: contoso, control: All installations, share: 80%}
```

## Good

```yaml
operations:
  dependencies:
    - party: contoso
      control: All installations
      share: 80%
      mitigation: Northwind trains two own crews, who do every tenth site.
      owner: northwind.delivery
      due: 2027-09-30
```

## How to settle it with the partner

Say openly what you depend on, and what you will do about it: a partner who wants you to stay will help. A small second
way that is used every week is worth more than a large one on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from charter.finding import Path
from charter.rules import Also, Case, Remark, rule
from charter.values import given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.governance import Dependency

_MUCH = Decimal(25)


@rule(
    "DEP002",
    "DEP003",
    "76",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="add mitigation, with an owner and a day",
)
def check(case: Case) -> Iterator[Remark]:
    operations = given(case.charter.operations)
    for index, row in enumerate((given(operations.dependencies) or ()) if operations is not None else ()):
        path: Path = ("operations", "dependencies", index)
        holder = given(row.party) or "one party"
        if row.control is None:
            said = f"the others depend on {holder}, and nothing says what they give out of hand"
            yield Remark((*path, "control"), said, "add control", at_most="info")
        yield from _unlimited(row, path, holder, active=case.reached("walk"))


def _unlimited(row: Dependency, path: Path, holder: str, *, active: bool) -> Iterator[Remark]:
    share = given(row.share)
    much = share is not None and share.points > _MUCH
    if row.mitigation is None and (much or active):
        also = (Also((*path, "share"), "so much hangs on it"),) if much else ()
        amount = f"{share} hangs" if much else "the others depend"
        yield Remark((*path, "mitigation"), f"{amount} on {holder}, and nothing limits the damage", also=also)
    elif active and given(row.mitigation) is not None:
        missing = [words for words, part in (("by whom", row.owner), ("by when", row.due)) if part is None]
        if missing:
            said = f"the damage is to be limited, and nothing says {listed(missing)}"
            yield Remark((*path, "mitigation"), said, "add owner and due")
