"""Nobody has said whether they would go on if the other side stopped.

## What it checks

From tier 2 on, `if_other_stops` answers for every party whether it would still do its part if the other stopped giving
(`continues`), and why (`because`).

## Why it matters

"Yes, we would go on" means that you do not need the other side. "No" means that both had better watch over what it
gives. Both are good to know before you sign; most find out in the second quarter.

## Bad

```yaml
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
if_other_stops:
  northwind: {continues: false, because: Without crews there is nothing to sell.}
```

## Good

```yaml
parties:
  northwind: {name: Northwind}
  contoso: {name: Contoso}
if_other_stops:
  northwind: {continues: false, because: Without crews there is nothing to sell.}
  contoso: {continues: false, because: Without sites the crews stand idle.}
```

## How to settle it with the partner

Let each side write the other's answer, and compare. Where they differ, the side that would go on has less to lose than
the other one believes: talk about that, and about `exit.triggers`.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_umbrella, party_ids
from charter.values import Absent, given
from charter.wording import listed


@rule(
    "VAL007",
    since={"proposed": "warning"},
    from_tier=2,
    entered="2026-11-21",
    help="write for each party whether it continues if the other stops, and why",
)
def check(case: Case) -> Iterator[Remark]:
    charter, path = case.charter, ("if_other_stops",)
    if isinstance(charter.if_other_stops, Absent) or charter.part_of is not None or is_umbrella(charter):
        return
    answers = charter.if_other_stops or {}
    if missing := [party for party in party_ids(charter) if party not in answers]:
        yield Remark(path, f"nothing says what {listed(missing)} would do if the other side stopped")
    for party, answer in answers.items():
        known = given(answer)
        if known is not None and known.because is None:
            goes = "would go on" if given(known.continues) is True else "would not go on"
            yield Remark((*path, party, "because"), f"{party} {goes}, and nothing says why", "add because")
