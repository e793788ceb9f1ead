"""The pilot is built like a product.

## What it checks

The integration of crawl is `manual` or `lightweight`. A crawl that says why it needs more (`because`), and a plan that
builds on earlier results (`prior`), may have a `formal` or `native` one.

## Why it matters

A connector takes longer than a pilot. While it is built nobody learns whether a customer wants it, and once it stands
nobody wants to hear a no: the gate then decides over the months of two teams, not over an idea.

## Bad

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, integration: native}
```

## Good

```yaml
phases:
  crawl: {start: 2027-01-11, end: 2027-03-05, integration: manual}
  walk: {start: 2027-03-22, end: 2027-06-11, integration: formal}
```

## How to settle it with the partner

Ask the engineers of both sides: "What could two people do by hand, for two customers, until March?" Exports by mail and
a shared sheet are fine; that is how you find out which three fields the connector needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.timeline import continues, phases
from charter.values import given


@rule(
    "PHS007",
    since={"draft": "warning"},
    help="do it by hand for the pilots and build it for walk, or say under because why a pilot needs it",
)
def check(case: Case) -> Iterator[Remark]:
    crawl = dict(phases(case.charter)).get("crawl")
    if crawl is None or crawl.because is not None or continues(case.charter):
        return
    integration = given(crawl.integration)
    if integration in ("formal", "native"):
        message = f"crawl has a {integration} integration, built before anybody knows whether customers want it"
        yield Remark(("phases", "crawl", "integration"), message)
