"""Somebody may buy, and nothing says at what price.

## What it checks

An option to buy or to sell (`kind: option`) has a price or a rule for one: a `value`, a `quantity.price`, an agreement
(`under`), or a formula in its own words such as "at fair value". A buy-out among the exits has a `price` with its rule.
An option to extend or to renew needs none.

## Why it matters

An option without a price is a quarrel with a date. On that day one side remembers a multiple of revenue, the other the
money it put in, and until that is settled neither can sell, hire or leave.

## Bad

```yaml
commitments:
  - {id: call, from: contoso, kind: option, what: Northwind may buy the installation business in 2030.}
```

## Good

```yaml
commitments:
  - id: call
    from: contoso
    kind: option
    what: Northwind may buy the installation business in 2030, at fair value plus 10 %, set by an independent auditor.
```

## How to settle it with the partner

Neither of you knows yet who will want the higher price, so agree now on who sets it: an auditor both name, or a formula
over numbers that both see every quarter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.values import given

if TYPE_CHECKING:
    from charter.model.ending import Trigger
    from charter.terms.exchange import Promise

_TRADE = re.compile(r"\b(?:buys?|buy-?outs?|acquires?|acquiring|purchases?|takes? over|sells?)\b", re.IGNORECASE)
_BUY_OUT = re.compile(r"\bbuy-?outs?\b|\bbuy-outs?\b|\bbuys? (?:\w+ ){0,3}out\b", re.IGNORECASE)
_PRICE = re.compile(
    r"\bpric(?:e|es|ed)\b|\bvalu(?:e|ed|ation)\b|\bformula\b|\bat cost\b|\bmultiple of\b|\bnominal\b|%|\b[A-Z]{3} ?\d",
    re.IGNORECASE,
)


@rule(
    "71",
    since={"draft": "warning", "proposed": "error"},
    help="say the price or how it is set, such as fair value by an independent auditor",
)
def check(case: Case) -> Iterator[Remark]:
    for promise in promises(case.charter):
        if is_firm(promise) and _is_unpriced(promise):
            name = given(promise.terms.id) or "this option"
            message = f"{name} lets somebody buy, and nothing says at what price"
            yield Remark((*promise.path, "value"), message)
    ending = given(case.charter.exit)
    for index, trigger in enumerate((given(ending.triggers) or ()) if ending else ()):
        if trigger.price is None and trigger.clause is None and _is_buy_out(trigger):
            name = given(trigger.id) or "this exit"
            message = f"{name} is a buy-out, and nothing says at what price"
            yield Remark(("exit", "triggers", index, "price"), message, "add price with its rule and who sets it")


def _is_unpriced(promise: Promise) -> bool:
    terms = promise.terms
    quantity = given(terms.quantity)
    price = quantity.price if quantity is not None else None
    what = given(terms.what)
    if terms.kind != "option" or what is None or not _TRADE.search(what) or _PRICE.search(what):
        return False
    return all(part is None for part in (terms.value, terms.share, terms.under, price))


def _is_buy_out(trigger: Trigger) -> bool:
    when = given(trigger.when)
    event = given(when.event) if when else None
    return (
        when is not None
        and event is not None
        and when.under is None
        and bool(_BUY_OUT.search(event))
        and not _PRICE.search(event)
    )
