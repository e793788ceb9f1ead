"""A promise with a word in it that each side can stretch.

## What it checks

No promise (`commitments.what`), end state (`done_when`, `accepted_when`), handoff or plan for the customers at the end
rests on words such as "best efforts", "as appropriate", "timely" or "etc.". A promise with a number, a price or a level
beside it is measured by that, and not asked. There are lists for English and German (`language`).

## Why it matters

Both sides read the same word and nod. It is opened on the day it is needed: then "timely" is tomorrow for one of you
and next month for the other, and both are right.

## Bad

```yaml
commitments:
  - {id: help, from: contoso, kind: support, what: Supports the pilots as needed.}
```

## Good

```yaml
commitments:
  - {id: help, from: contoso, kind: support, what: Answers the pilots within four working hours.}
```

## How to settle it with the partner

Ask: "Give me an example that is just still enough." Write the example down in place of the word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.empty_words import elastic_words
from charter.finding import Path
from charter.rules import Case, Remark, rule
from charter.terms.contents import Routes
from charter.terms.exchange import is_firm, promises
from charter.values import given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model import Charter

_ROUTES = (
    "goals.*.done_when",
    "phases.crawl.deliverables.*.done_when",
    "phases.walk.deliverables.*.done_when",
    "phases.run.deliverables.*.done_when",
    "operations.seams.*.accepted_when",
    "operations.support.handoff",
    "exit.wind_down.customers.plan",
)


@rule(
    "DOC007",
    since={"draft": "warning"},
    entered="2026-11-21",
    help="replace the word by an example that is just still enough, a number or a day",
)
def check(case: Case) -> Iterator[Remark]:
    language = given(case.charter.language)
    for path, text in (*_promised(case.charter), *_described(case.charter)):
        if (words := elastic_words(text, language)) is not None:
            yield Remark(path, f'"{words}" can be read either way: {quoted(text)}')


def _promised(charter: Charter) -> Iterator[tuple[Path, str]]:
    for promise in promises(charter):
        terms, what = promise.terms, given(promise.terms.what)
        beside = (terms.quantity, terms.value, terms.share, terms.level, terms.cap, terms.budget)
        if what is not None and is_firm(promise) and all(part is None for part in beside):
            yield (*promise.path, "what"), what


def _described(charter: Charter) -> Iterator[tuple[Path, str]]:
    for found in Routes(_ROUTES).find(charter).values():
        yield from ((path, text) for path, text in found if isinstance(text, str))
