"""Competitors share money or data, and nobody has asked whether they may.

## What it checks

Where a party says that it competes with another one here (`competitor_of`), and the two pool revenue (a revenue share,
a split) or exchange data, one of the `conditions` is that counsel or an authority clears it. A regulator among the
`outsiders`, or an agreement about competition, is as good.

## Why it matters

What two companies of different trades may agree on, two competitors may not: prices, capacity, who serves whom. It is
not enough to mean well. The alliance is stopped after years of work, and the mails are read aloud.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH, competitor_of: [contoso]}
  contoso: {name: Contoso Field Services AG, competitor_of: [northwind]}
splits:
  - {id: joint-revenue, base: net revenue of the joint offer, parts: {northwind: 50%, contoso: 50%}}
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH, competitor_of: [contoso]}
  contoso: {name: Contoso Field Services AG, competitor_of: [northwind]}
splits:
  - {id: joint-revenue, base: net revenue of the joint offer, parts: {northwind: 50%, contoso: 50%}}
conditions:
  - {id: clearance, what: Competition counsel of both sides clears the split, by: 2027-01-05, blocks: crawl}
```

## How to settle it with the partner

Both sides send this charter to their competition counsel before anybody sends a price. Until they have answered, share
nothing that the other could not read in a newspaper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import promises
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter

_CLEARED = re.compile(
    r"anti-?trust|competition (?:law|counsel|authorit\w+|review|clearance)|merger control|cartel|regulat\w+"
    r"|\bclear(?:s|ed|ance)?\b|department of (?:justice|transportation)|\bapprov\w+ by the .*(?:authority|commission)",
    re.IGNORECASE,
)


@rule(
    "81",
    since={"proposed": "warning", "signing": "error"},
    help="add a condition that competition counsel or the authority clears it, with its owner and its last day",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    rivals = dict(_rivals(charter))
    shared = next(_shared(charter, frozenset(rivals)), None) if rivals else None
    if (
        shared is None
        or isinstance(charter.conditions, Absent)
        or given(charter.part_of) is not None
        or _cleared(charter)
    ):
        return
    path, words, pooled = shared
    also = (
        Also(path, words),
        *(Also(place, "here they say that they compete") for place in dict.fromkeys(rivals.values())),
    )
    message = f"{listed(list(rivals))} compete and {words}, and no condition says that they may"
    yield Remark(("conditions",), message, also=also, at_most="error" if pooled else "warning")


def _rivals(charter: Charter) -> Iterator[tuple[str, Path]]:
    """Every party that competes with another one of this charter, with the place that says so."""
    parties = given(charter.parties) or {}
    said = {name: given(party.competitor_of) or () for name, found in parties.items() if (party := given(found))}
    for name in parties:
        mine = [other for other in said.get(name, ()) if other in parties and other != name]
        theirs = [other for other, named in said.items() if name in named and other != name]
        if mine or theirs:
            yield name, ("parties", name if mine else theirs[0], "competitor_of")


def _shared(charter: Charter, rivals: frozenset[str]) -> Iterator[tuple[Path, str, bool]]:
    """What rivals share: the place, in words, and whether it is revenue."""
    for index, split in enumerate(given(charter.splits) or ()):
        if len(rivals & set(given(split.parts) or {})) > 1:
            yield ("splits", index), "share one pool of revenue", True
    for promise in promises(charter):
        terms = promise.terms
        to = rivals if terms.to is None else rivals.intersection(_receivers(given(terms.to)))
        if given(terms.kind) == "revenue-share" and given(terms.from_) in rivals and to - {given(terms.from_)}:
            yield promise.path, "share revenue", True
    operations = given(charter.operations)
    for index, row in enumerate((given(operations.data) or ()) if operations is not None else ()):
        if given(row.from_) in rivals and rivals.intersection(_receivers(given(row.to))) - {given(row.from_)}:
            yield ("operations", "data", index), "exchange data", False


def _receivers(to: str | Sequence[str] | None) -> Sequence[str]:
    return (to,) if isinstance(to, str) else to or ()


def _cleared(charter: Charter) -> bool:
    """Whether somebody has to clear it."""
    texts = [given(condition.what) for condition in given(charter.conditions) or ()]
    for agreement in given(charter.agreements) or ():
        texts += [given(agreement.topic), given(agreement.kind)]
    outsiders = [given(found) for found in (given(charter.outsiders) or {}).values()]
    regulated = any(outsider is not None and given(outsider.kind) == "regulator" for outsider in outsiders)
    return regulated or any(_CLEARED.search(text) for text in texts if text)
