"""Nobody can say which job this partnership does.

## What it checks

`purpose.job` names exactly one job: distribution, implementation, product-utility, buyer-risk or credibility. Further
jobs may stand in `also`, but they do not replace the one that comes first.

## Why it matters

Each job needs other people, other money and another measure. A partnership that should sell needs quotas; one that
should install needs crews. Where the job is open, every team on both sides reads its own wish into the deal, and
after half a year they argue about whether it works because they never meant the same thing.

## Bad

```yaml
purpose:
  also: [implementation, credibility]
```

## Good

```yaml
purpose:
  job: implementation
  also: [credibility]
```

## How to settle it with the partner

Ask both sponsors, separately: "If this could do only one thing for a customer, what would it be?" If the answers
differ, you have found the first thing to negotiate. Write the one you agree on into `job` and leave the rest for
`also`.
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given


@rule(
    "FIT001",
    "3",
    since={"draft": "error"},
    help="write one purpose.job: distribution, implementation, product-utility, buyer-risk or credibility",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    if isinstance(case.charter.purpose, Absent) or (purpose is not None and purpose.job is not None):
        return
    if purpose is not None and isinstance(purpose.also, tuple) and purpose.also:
        yield Remark(("purpose", "job"), "there are secondary jobs, but none comes first")
        return
    yield Remark(("purpose", "job"), "nothing says which job this partnership does")
