"""The partner was looked at, and the question that matters was left out.

## What it checks

Where `purpose.diligence` is there, it says whether the partner's people can sell together with yours (`co_sell_ready`),
why the partner wants this (`motivation`), and where that is known from (`evidence`). In a pattern that sells, a partner
who is not ready has something that makes it ready: a commitment of kind `training` or `certification`.

## Why it matters

A partner who wants it but cannot sell it costs you a year of training nobody planned. One who can but does not want to
costs you the customers.

## Bad

```yaml
pattern: resell
purpose:
  diligence: {co_sell_ready: false, motivation: Its service line needs volume.}
```

## Good

```yaml
pattern: resell
purpose:
  diligence: {co_sell_ready: true, motivation: Its service line needs volume., evidence: Two joint workshops in 2026}
```

## How to settle it with the partner

Do one deal together before you write the answer. Ask the partner's sellers, not its alliance manager, what else is on
their list this quarter.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.exchange import is_firm, promises
from charter.terms.patterns import SELLING
from charter.values import given
from charter.wording import listed


@rule(
    "FIT017",
    since={"proposed": "warning"},
    entered="2026-11-21",
    help="answer co_sell_ready, motivation and evidence",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    found = given(purpose.diligence) if purpose is not None else None
    if found is None:
        return
    path = ("purpose", "diligence")
    asked = {"co_sell_ready": found.co_sell_ready, "motivation": found.motivation, "evidence": found.evidence}
    if missing := [word for word, answer in asked.items() if answer is None]:
        yield Remark(path, f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} not answered")
    teaches = any(
        given(one.terms.kind) in ("training", "certification") and is_firm(one) for one in promises(case.charter)
    )
    if given(found.co_sell_ready) is False and given(case.charter.pattern) in SELLING and not teaches:
        said = f"the partner is to sell ({case.charter.pattern}), is not ready to, and nobody makes it ready"
        yield Remark((*path, "co_sell_ready"), said, "add a commitment of kind training, or wait until it is ready")
