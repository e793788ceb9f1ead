"""A decision takes a step that does not exist from here.

## What it checks

From each state only the steps of the table lead on, each to its own target: no crawl before all have signed, no walk
before crawl, no run before walk, nothing after the end.

## Why it matters

Skipping crawl saves six weeks and buys a rollout that nobody has tried. The order is the whole idea.

## Bad

```yaml
step: start
phase: {from: signed, to: walk}
```

## Good

```yaml
step: start
phase: {from: signed, to: crawl}
```

## How to settle it with the partner

`charter graph` shows the steps. If something was proved before, say so in the terms under `phases.prior`.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="take a step that leads on from where the charter stands",
    since={"draft": "error"},
)
