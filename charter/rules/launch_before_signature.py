"""The work begins before the terms that it rests on count.

## What it checks

No phase starts before the day from which the terms count (`effective`). Whatever is owed `under` an agreement falls
due, or begins, on or after the day of that agreement (`dated`). Where only a month, quarter or year is known, a promise
is early only if every day of it is. A later revision, and a charter that goes on from an earlier one (`phases.prior`),
have begun already.

## Why it matters

Work that begins on a handshake is paid, insured and owned by nobody. When it goes wrong in the second week, each side
looks for the paper, and finds that it begins in the sixth.

## Bad

```yaml
revision: 1
effective: 2027-03-01
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05}
```

## Good

```yaml
revision: 1
effective: 2027-01-04
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05}
```

## How to settle it with the partner

Ask who can really sign by when, on both sides, holidays included, and put the start behind the later day. If a team
must begin before, write down what it does, who pays if nothing is signed, and sign that first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.payments import counts, dates
from charter.terms.timeline import Moment, continues, later, moment, stretches
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.terms.exchange import Promise


@rule(
    "SIGN005",
    since={"draft": "error"},
    help="move the start behind the day on which the paper counts, or correct that day",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    if given(charter.revision) != 1 or continues(charter):
        return
    effective = moment(("effective",), given(charter.effective), "the terms count", counts="first")
    start = next((stretch.start for stretch in stretches(charter) if stretch.start is not None), None)
    if effective is not None and start is not None and later(effective, start):
        message = f"{start}, and the terms count only from {effective.day}"
        yield Remark(start.path, message, also=(Also(effective.path, f"they count from {effective.day}"),))
    papers = _papers(charter)
    for promise in promises(charter):
        paper = papers.get(given(promise.terms.under) or "")
        if paper is not None and is_firm(promise):
            yield from _early(promise, paper)


def _papers(charter: Charter) -> dict[str, Moment]:
    """The day of each agreement that has one."""
    found = {}
    for index, agreement in enumerate(given(charter.agreements) or ()):
        name, dated = given(agreement.id), given(agreement.dated)
        if name is not None and dated is not None:
            found[name] = Moment(("agreements", index, "dated"), dated, f"{name} is dated", counts="first")
    return found


def _early(promise: Promise, paper: Moment) -> Iterator[Remark]:
    """The first day on which a promise is owed before its agreement is there."""
    name = given(promise.terms.id) or "this"
    for below, day in dates(promise.terms):
        words = f"{name} {'begins' if below[-1] == 'from_date' else 'is due'}"
        owed = Moment((*promise.path, *below), day, words, counts=counts(below))
        if later(paper, owed):
            yield Remark(owed.path, f"{owed}, and {paper}", also=(Also(paper.path, str(paper)),))
            return
