"""One side has nobody who decides.

## What it checks

Every gate is decided by a role of every party (`decided_by`), and every decision listed in `governance.decisions` has
somebody who takes it. With three parties or more, one may decide a gate for another if a row of `governance.decisions`
says so (a topic such as "crawl gate"). A topic that one side decides alone, such as its own budget, is fine.

## Why it matters

If only your sponsor decides whether the pilot worked, you have decided for a company that never agreed to be bound by
your answer. It finds out at the gate, when there is money on the table, and asks for the discussion to start again.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
phases:
  crawl:
    gate:
      decide_by: 2027-03-19
      decided_by: [northwind.sponsor]
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
phases:
  crawl:
    gate:
      decide_by: 2027-03-19
      decided_by: [northwind.sponsor, contoso.sponsor]
```

## How to settle it with the partner

Ask: "Who on your side can say yes or no to going on, without asking anybody else?" Put that role beside yours. If the
answer is "we would have to see", the partnership has no owner over there yet: find one before you go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import Role, given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model.charter import Charter
    from charter.model.phases import Gate

_GATE = re.compile(r"\bgates?\b", re.IGNORECASE)


@rule(
    "GOV001",
    "47",
    "39",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="name in governance.decisions, for each party, the role that says yes or no",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    parties = tuple(given(charter.parties) or ())
    gates = dict(_gates(charter))
    for phase, gate in gates.items():
        deciders = given(gate.decided_by) or ()
        missing = [party for party in parties if party not in {who.party for who in deciders if isinstance(who, Role)}]
        if deciders and missing and not (len(parties) > 2 and _delegates_gates(charter)):
            yield _one_sided(phase, missing)
    yield from _decided_by_nobody(charter)
    if len(parties) > 1 and not gates and not given(charter.part_of):
        yield from _nobody_at_all(charter, parties)


def _gates(charter: Charter) -> Iterator[tuple[str, Gate]]:
    phases = given(charter.phases)
    if phases is None:
        return
    for name, phase in (("crawl", given(phases.crawl)), ("walk", given(phases.walk)), ("run", given(phases.run))):
        gate = given(phase.gate) if phase else None
        if gate is not None:
            yield name, gate


def _one_sided(phase: str, missing: list[str]) -> Remark:
    have = "has" if len(missing) == 1 else "have"
    return Remark(
        ("phases", phase, "gate", "decided_by"),
        f"{listed(missing)} {have} no say at the {phase} gate",
        help=f"add the role that decides there, such as {listed([f'{party}.sponsor' for party in missing])}",
    )


def _delegates_gates(charter: Charter) -> bool:
    """Whether a row of the decisions, which all sign, says who decides gates."""
    governance = given(charter.governance)
    rows = (given(governance.decisions) or ()) if governance else ()
    return any(row.decided_by and _GATE.search(given(row.topic) or "") for row in rows)


def _decided_by_nobody(charter: Charter) -> Iterator[Remark]:
    governance = given(charter.governance)
    for index, row in enumerate((given(governance.decisions) or ()) if governance else ()):
        if row.decided_by is None or row.decided_by == ():
            yield Remark(
                ("governance", "decisions", index, "decided_by"),
                f"nobody decides {quoted(given(row.topic) or 'this')}",
                help="name the roles that decide it",
            )


def _nobody_at_all(charter: Charter, parties: tuple[str, ...]) -> Iterator[Remark]:
    """For a charter that has no gate yet: then sponsors or decisions must say who decides."""
    message = f"nothing says who decides for {listed(parties)}"
    if charter.governance is None:
        yield Remark(("governance",), message)
        return
    governance = given(charter.governance)
    if governance and governance.decisions is None and governance.sponsors is None:
        yield Remark(("governance", "decisions"), message)
