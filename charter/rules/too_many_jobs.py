"""One partnership is to do nearly everything that partnerships can do.

## What it checks

With its first job (`purpose.job`) and the others (`purpose.also`) a charter claims at most three of the five jobs, and
none of them twice.

## Why it matters

Whoever distributes, implements, reassures buyers, lends a name and completes the product is no partner but a second
company. Each job has another owner, another metric and another gate; with four of them no gate can say no.

## Bad

```yaml
purpose:
  job: implementation
  also: [distribution, product-utility, credibility]
```

## Good

```yaml
purpose:
  job: implementation
  also: [product-utility]
```

## How to settle it with the partner

Ask each side for the one job it would keep if only one were left. If the answers differ, you have found what to talk
about. The other jobs can come back in an amendment, once the first one works.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import given
from charter.wording import listed

_MOST = 3


@rule(
    "FIT002",
    "3",
    since={"draft": "warning"},
    entered="2026-11-21",
    help="keep the one or two further jobs that a metric of this charter measures",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    first = given(purpose.job) if purpose is not None else None
    if purpose is None or first is None:
        return
    others = [(index, given(job)) for index, job in enumerate(given(purpose.also) or ())]
    for index, job in others:
        if job == first:
            also = (Also(("purpose", "job"), "the first job"),)
            yield Remark(("purpose", "also", index), f"{job} is the first job already", "take it out of also", also)
    jobs = list(dict.fromkeys([first, *(job for _, job in others if job is not None)]))
    if len(jobs) > _MOST:
        yield Remark(("purpose", "also"), f"this is to do {len(jobs)} of 5 jobs at once: {listed(jobs)}")
