"""An alternative without the partner would do the same.

## What it checks

No entry of `purpose.alternatives` has the verdict `same`.

## Why it matters

If you could reach the same result alone, with the money and the people you already have, the partnership only makes
up for something you do not want to repair at home. You would pay for it every month: with meetings, with a share of
the revenue, and with a roadmap that two companies have to agree on.

## Bad

```yaml
purpose:
  alternatives:
    - {option: fix-onboarding, verdict: same, because: A better setup guide would save the same hours.}
```

## Good

```yaml
purpose:
  alternatives:
    - {option: fix-onboarding, verdict: worse, because: The hours are physical work on site.}
```

## How to settle it with the partner

Settle it at home first: do the alternative. If there is an honest reason why you cannot, the verdict was not `same`
but slower, dearer or worse: write that and the reason. If you go on all the same, let the owner of the program say
so.
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import given
from charter.wording import quoted


@rule(
    "FIT004",
    since={"proposed": "error"},
    help="do that instead, or write what makes it worse, slower or dearer than this partnership",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    for index, alternative in enumerate(given(purpose.alternatives) or () if purpose else ()):
        if alternative.verdict == "same":
            way = given(alternative.what) or given(alternative.option) or "this alternative"
            path = ("purpose", "alternatives", index, "verdict")
            yield Remark(path, f"{quoted(way)} would bring the same without a partner")
