"""The gate said no, and the partnership goes on.

## What it checks

After a `no-go` there is no extension, and another crawl only where the gate's `no_go` says `restart-crawl`.

## Why it matters

The money that is spent already is the worst reason to spend more. What a no means was agreed in calm; it is not
negotiated again on the day it hurts.

## Bad

```yaml
step: extend             # faster is failed: 27.5% and 5%, needed >= 20%
phase: {from: crawl, to: crawl}
```

## Good

```yaml
step: no-go
phase: {from: crawl, to: winding-down}
```

## How to settle it with the partner

Say the number aloud, thank the people, and wind down as agreed. If both sides believe in a different plan, write it as
a new charter.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "GATE013",
    help="take the step no-go",
    since={"draft": "error"},
)
