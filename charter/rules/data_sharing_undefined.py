"""Data goes to the other side, and nothing says what for, or what becomes of it.

## What it checks

Every row of `operations.data` says from whom to whom it goes, what it may be used for (`purpose`), whether it is about
people (`personal`), and what happens to it when this ends (`at_exit`). Data about people goes `under` an agreement.

## Why it matters

A list of customers that was sent "for the pilot" is still on a sales laptop two years later, and nobody has done
anything wrong: nothing was said. For data about people it is not only awkward, somebody has to answer for it by law.

## Bad

```yaml
operations:
  data:
    - {dataset: contact persons on site, from: northwind, to: contoso, personal: true}
```

## Good

```yaml
operations:
  data:
    - dataset: contact persons on site
      from: northwind
      to: contoso
      purpose: arrange visits
      personal: true
      under: dpa
      at_exit: delete
agreements:
  - {id: dpa, kind: data-processing, ref: NW-CO-2026-115, dated: 2026-10-02}
```

## How to settle it with the partner

Ask of each list: "What could you do with this that would make us angry?" Write the purpose so that this is outside of
it. Where it is about people, send it to whoever answers for privacy on both sides before the first file is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model.governance import Dataset


@rule(
    "OPM004",
    "83",
    since={"proposed": "warning", "crawl": "error"},
    help="say from, to, purpose, personal and at_exit; for data about people, the agreement it goes under",
)
def check(case: Case) -> Iterator[Remark]:
    operations = given(case.charter.operations)
    for index, row in enumerate((given(operations.data) or ()) if operations is not None else ()):
        name, path = quoted(given(row.dataset) or "this data"), ("operations", "data", index)
        if missing := _unsaid(row):
            yield Remark(path, f"{name} is handed over, and nothing says {listed(missing)}")
        if given(row.personal) is True and row.under is None:
            message = f"{name} is about people, and goes under no agreement"
            yield Remark((*path, "personal"), message, "add under: the agreement on data about people")


def _unsaid(row: Dataset) -> list[str]:
    asked = (
        (row.from_, "by whom"),
        (row.to, "to whom"),
        (row.purpose, "what for"),
        (row.personal, "whether it is about people"),
        (row.at_exit, "what becomes of it at the end"),
    )
    return [words for value, words in asked if value is None]
