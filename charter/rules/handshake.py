"""One side loses nothing if this fails.

## What it checks

From tier 2 on, `at_risk` says for every party what it loses if the partnership fails. The loss need not be money: a
certification, a place in the roadmap or a sales season count. "Nothing" and `none` are answers, and they are the
finding.

## Why it matters

If a side loses nothing, it can stop any Tuesday, and it does not even have to decide to: it just answers more slowly.
You notice when your own money is spent. What both sides have at stake is the reason why people pick up the phone in a
bad quarter. Without it you have a handshake.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
at_risk:
  northwind: [{loses: Two engineer-years and the 2027 rollout window., kind: money, amount: EUR 180000}]
  contoso: [{loses: Nothing.}]
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
at_risk:
  northwind: [{loses: Two engineer-years and the 2027 rollout window., kind: money, amount: EUR 180000}]
  contoso: [{loses: Its place among the certified installers., kind: certification}]
```

## How to settle it with the partner

Ask each side: "It is a year from now and this has failed. What did it cost you that you do not get back?" If one of
you has no answer, put something in: reserved people, a paid pilot, a milestone, a slot in the roadmap.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.empty_words import says_nothing
from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_umbrella, party_ids
from charter.values import Absent, Money, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.purpose import Loss


@rule(
    "VAL004",
    "14",
    since={"proposed": "error"},
    from_tier=2,
    help="write under at_risk what each side loses if this fails; if it is nothing, agree on something it puts in",
)
def check(case: Case) -> Iterator[Remark]:
    at_risk, parties = case.charter.at_risk, party_ids(case.charter)
    if isinstance(at_risk, Absent):
        if at_risk.kind == "none":
            yield Remark(("at_risk",), "no side loses anything if this fails")
        return
    if not at_risk and parties and not is_umbrella(case.charter):
        yield Remark(("at_risk",), f"nothing says what {listed(parties)} lose if this fails")
        return
    for party in parties if at_risk else ():
        yield from _about(party, (at_risk or {}).get(party))


def _about(party: str, losses: tuple[Loss, ...] | Absent | None) -> Iterator[Remark]:
    path = ("at_risk", party)
    if isinstance(losses, Absent):
        if losses.kind == "none":
            yield Remark(path, f"{party} loses nothing if this fails")
    elif not losses:
        yield Remark(path, f"nothing says what {party} loses if this fails")
    elif all(_is_empty(loss) for loss in losses):
        yield Remark((*path, 0, "loses"), f"{party} loses nothing if this fails")


def _is_empty(loss: Loss) -> bool:
    """Whether the loss is none; an amount above zero is one whatever the words say."""
    amount, words = given(loss.amount), given(loss.loses)
    if isinstance(loss.loses, Absent) and loss.loses.kind != "none":
        return False
    return (words is None or says_nothing(words)) and (
        amount is None or (isinstance(amount, Money) and amount.amount == 0)
    )
