"""Nobody has said how much this partnership deserves.

## What it checks

`tier` says 1 (self-serve), 2 (joint development) or 3 (strategic).

## Why it matters

The tier decides how many people you spend and how much is asked of the charter. Without one, the partner expects an
account manager and you had planned a documentation page, or the other way round.

## Bad

```yaml
title: Acme and Globex calendar sync
```

## Good

```yaml
title: Acme and Globex calendar sync
tier: 1
```

## How to settle it with the partner

Ask yourselves: "Would we change our roadmap, our packaging or our support for this?" If yes, 3. "Do we build
something together?" Then 2. If the partner builds with your documentation, 1. Tell the partner which it is and what
would raise it.
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule


@rule(
    "TIER001",
    since={"proposed": "error"},
    help="write tier: 1 self-serve, 2 joint development or 3 strategic",
)
def check(case: Case) -> Iterator[Remark]:
    if case.charter.tier is None:
        yield Remark(("tier",), "no tier says how much effort this partnership gets")
