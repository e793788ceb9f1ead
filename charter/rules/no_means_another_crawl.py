"""The partnership ends at a no that was to mean another try.

## What it checks

Where the gate's `no_go` says `restart-crawl` and an attempt is left, the step is `restart`; `no-go` is for the last
attempt, or for silence that means the end.

## Why it matters

The other side has planned for a second try. A no that ends everything is a different promise.

## Bad

```yaml
step: no-go              # no_go: restart-crawl, attempt 1 of 2
phase: {from: walk, to: winding-down}
```

## Good

```yaml
step: restart
phase: {from: walk, to: crawl}
changes: [A crew lead is on site from day one]
```

## How to settle it with the partner

Ask what would have to change for a second try. If nothing can, leave by a trigger, with its notice.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="take the step restart, or leave by an exit trigger",
    since={"draft": "error"},
)
