"""A strategic partnership, and nobody has answered why not to build it.

## What it checks

At tier 3, `purpose.build_or_partner` answers three questions: is the capability core to what sets you apart (`core`),
what would building it delay (`delay`), and is there a credible partner who needs you, too (`credible_partner`). An
alternative `build-integration` with a verdict answers as well.

## Why it matters

Whoever partners for what sets him apart has sold it. Whoever builds what anybody could have brought has lost a year.
Both look alike from outside until somebody writes the three answers down.

## Bad

```yaml
tier: 3
purpose:
  build_or_partner: {core: false}
```

## Good

```yaml
tier: 3
purpose:
  build_or_partner:
    core: false
    delay: A bedside computer beside every pump, 14 months later.
    credible_partner: true
```

## How to settle it with the partner

Each side answers alone and shows the other its three lines. If one of you would rather build it as soon as it can,
the charter needs an end date for that, not a better sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.terms.timeline import continues
from charter.values import Absent, given
from charter.wording import listed


@rule(
    "FIT005",
    since={"proposed": "warning"},
    from_tier=3,
    entered="2026-11-21",
    help="answer core, delay and credible_partner, or weigh build-integration among the alternatives",
)
def check(case: Case) -> Iterator[Remark]:
    purpose = given(case.charter.purpose)
    if purpose is None or continues(case.charter) or isinstance(purpose.alternatives, Absent):
        return
    if any(row.option == "build-integration" and row.verdict is not None for row in purpose.alternatives or ()):
        return
    path, answers = ("purpose", "build_or_partner"), given(purpose.build_or_partner)
    if purpose.build_or_partner is None:
        yield Remark(path, "nothing says why this is not built")
    elif answers is not None:
        asked = {"core": answers.core, "delay": answers.delay, "credible_partner": answers.credible_partner}
        if missing := [word for word, answer in asked.items() if answer is None]:
            yield Remark(path, f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} not answered")
