"""Two agreements speak of the same thing, and nothing says which one goes first.

## What it checks

Where two agreements that may bind have the same `topic`, or no topic and the same `kind`, one prevails over the other
(`prevails_over`), directly or through a third. No two prevail over each other.

## Why it matters

Papers pile up: an agreement, its renewal, a side letter. They were written by different people on different days, and
they differ. Without an order each side finds the one that suits it, and both are right.

## Bad

```yaml
agreements:
  - {id: framework, kind: msa, dated: 2025-03-01}
  - {id: services, kind: msa, dated: 2026-10-02}
```

## Good

```yaml
agreements:
  - {id: framework, kind: msa, dated: 2025-03-01}
  - {id: services, kind: msa, dated: 2026-10-02, prevails_over: [framework]}
```

## How to settle it with the partner

Ask counsel of both sides one question: "If these two say different things, which one holds?" Write the answer as one
word. If the two are about different things, give each its `topic`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.charter import Agreement

_PLACE = ("agreements",)
_MOST = 200
"""Among more agreements, who goes before whom through others takes long to follow, and nobody could either."""


@rule(
    "79",
    since={"proposed": "warning"},
    help="say on the one that goes first: prevails_over, with the ids of the others",
)
def check(case: Case) -> Iterator[Remark]:
    papers = [paper for paper in given(case.charter.agreements) or () if given(paper.binding) is not False]
    if len(papers) > _MOST:
        return
    above = _above(papers)
    for topic, names in _topics(papers).items():
        if _unordered(names, above):
            what = f"{listed(names)} are {'both' if len(names) == 2 else 'all'} {topic}"
            yield Remark(_PLACE, f"{what}, and nothing says which of them goes first", on_key=True)
    yield from _circles(case, above)


def _topics(papers: list[Agreement]) -> Mapping[str, list[str]]:
    """The agreements about each topic, or of each kind, as far as it can be told."""
    found: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        topic, kind, name = given(paper.topic), given(paper.kind), given(paper.id)
        of_a_kind = f"of the kind {kind}" if paper.topic is None and kind is not None else ""
        about = f"about {' '.join(topic.casefold().split())}" if topic is not None else of_a_kind
        if about and name is not None and not isinstance(paper.prevails_over, Absent):
            found[about].append(name)
    return found


def _above(papers: list[Agreement]) -> Mapping[str, frozenset[str]]:
    """What each agreement goes before, through others too."""
    names = frozenset(name for paper in papers if (name := given(paper.id)) is not None)
    above = {name: frozenset[str]() for name in names}
    for paper in papers:
        name, over = given(paper.id), given(paper.prevails_over)
        if name is not None and over is not None:
            above[name] = (names - {name}) if over == "all" else names & frozenset(over)
    for between in names:
        for name in names:
            if between in above[name]:
                above[name] |= above[between]
    return above


def _unordered(names: list[str], above: Mapping[str, frozenset[str]]) -> bool:
    return any(one not in above[other] and other not in above[one] for one, other in combinations(names, 2))


def _circles(case: Case, above: Mapping[str, frozenset[str]]) -> Iterator[Remark]:
    """Agreements that go before themselves; said once, at the first of them."""
    round_: list[tuple[int, str]] = []
    for index, paper in enumerate(given(case.charter.agreements) or ()):
        name = given(paper.id)
        if name is not None and name in above.get(name, ()):
            round_.append((index, name))
    if round_:
        (first, name), *rest = round_
        message = f"{listed([one for _, one in round_])} prevail over each other"
        also = tuple(Also((*_PLACE, index, "prevails_over"), f"{other} goes before, too") for index, other in rest)
        yield Remark((*_PLACE, first, "prevails_over"), message, "let only one of them go first", also=also)
