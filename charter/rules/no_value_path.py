"""Nothing says how value reaches the buyer.

## What it checks

`purpose.value_path` says what gets better for the buyer, why now, which role answers for that result, and which
metric proves it.

## Why it matters

Announcements, integrations and trainings are easy to start and keep everybody busy. If nobody wrote down what the
buyer gets and who answers for it, you find out a year later that both sides worked hard and no customer noticed. Each
of the four answers is missing in its own way: without "why now" the work slips behind everything else, without an
owner nobody is asked, without a metric everybody claims success.

## Bad

```yaml
purpose:
  value_path:
    buyer_gain: First shipment in days, one team on site.
    why_now: Northwind opens 300 sites in 2027.
```

## Good

```yaml
purpose:
  value_path:
    buyer_gain: First shipment in days, one team on site.
    why_now: Northwind opens 300 sites in 2027.
    result_owner: northwind.delivery
    proof: onboarding_hours
```

## How to settle it with the partner

Take one real customer and walk the path together: what is different for them in the first week, who calls if it is
not, and what number would that customer accept as proof? Put the metric into a gate, so that the answer has a date.
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given

_QUESTIONS = (
    ("buyer_gain", "nothing says what gets better for the buyer"),
    ("why_now", "nothing says why this cannot wait a year"),
    ("result_owner", "nobody answers for what the buyer gains"),
    ("proof", "no metric shows whether the buyer gains anything"),
)


@rule(
    "FIT016",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="write in purpose.value_path buyer_gain, why_now, result_owner and proof before anybody starts to work",
)
def check(case: Case) -> Iterator[Remark]:
    path = ("purpose", "value_path")
    if isinstance(case.charter.purpose, Absent):
        return
    purpose = given(case.charter.purpose)
    if purpose is None or purpose.value_path is None:
        yield Remark(path, "nothing says how value reaches the buyer")
        return
    value_path = given(purpose.value_path)
    if value_path is None:
        return
    missing = [(key, said) for key, said in _QUESTIONS if getattr(value_path, key) is None]
    if len(missing) == len(_QUESTIONS):
        yield Remark(path, "nothing says how value reaches the buyer")
        return
    for key, said in missing:
        yield Remark((*path, key), said)
