"""You build something together, and nothing says whose it is.

## What it checks

Where engineers of two parties make the same deliverable possible (`enables`), or both are promised in a charter for
joint development (`pattern: joint-development`), `ip` has rows, or says that each keeps its own: `ip: {none: …}`. Every
row says who owns the work (`owner`), and what the others may do with it once this is over (`after_exit`).

## Why it matters

While both of you build, nobody asks. The question comes when one of you wants to sell it to a third, or leaves: then
the answer is worth a lot, and each side remembers another one.

## Bad

```yaml
pattern: joint-development
commitments:
  - {id: gateway, from: northwind, kind: engineering, what: The gateway., enables: connector}
  - {id: driver, from: contoso, kind: engineering, what: The driver., enables: connector}
```

## Good

```yaml
pattern: joint-development
ip:
  - what: Scanner connector
    made_by: [northwind, contoso]
    owner: northwind
    licence: Contoso may use it for joint customers.
    after_exit: Installed copies may be used for 12 months.
```

## How to settle it with the partner

Walk through three days: a third party wants to buy it, one of you builds the next version alone, you part. For each,
who may do what? If both own their half and only talk over an interface, write exactly that under `none`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import Absent, given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter

_PLACE = ("ip",)


@rule(
    "82",
    since={"proposed": "warning", "signing": "error"},
    from_tier=2,
    help="add ip: what, owner, licence and after_exit, or none: each keeps its own",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if isinstance(charter.ip, Absent) or given(charter.part_of) is not None:
        return
    if not charter.ip:
        yield from _nobodys(charter)
    for index, row in enumerate(charter.ip or ()):
        work = quoted(given(row.what) or "this work")
        if row.owner is None:
            yield Remark((*_PLACE, index, "owner"), f"nobody owns {work}", "say who owns it, one party or several")
        if row.after_exit is None:
            message = f"nothing says what the others may do with {work} after the end"
            yield Remark((*_PLACE, index, "after_exit"), message, "say what holds after exit", at_most="warning")


def _nobodys(charter: Charter) -> Iterator[Remark]:
    """The first thing that is built together."""
    builders: dict[str, dict[str, Path]] = defaultdict(dict)
    for promise in promises(charter):
        thing, party = given(promise.terms.enables), given(promise.terms.from_)
        if party is not None and given(promise.terms.kind) == "engineering" and is_firm(promise):
            builders[thing or ""].setdefault(party, (*promise.path, "enables"))
            if thing is not None and given(charter.pattern) == "joint-development":
                builders[""].setdefault(party, promise.path)
    for thing, parties in sorted(builders.items(), reverse=True):
        if len(parties) > 1 and (thing or given(charter.pattern) == "joint-development"):
            also = tuple(Also(path, f"{party} builds") for party, path in parties.items())
            what = f"build {thing} together" if thing else "develop something together"
            yield Remark(_PLACE, f"{listed(list(parties))} {what}, and nothing says whose it is", also=also)
            return
