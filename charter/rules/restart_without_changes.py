"""A crawl begins again, and nothing changes.

## What it checks

A `restart` lists at least one thing that will be different.

## Why it matters

The same pilot with the same people gives the same result, six weeks later.

## Bad

```yaml
step: restart
phase: {from: walk, to: crawl}
```

## Good

```yaml
step: restart
phase: {from: walk, to: crawl}
changes: [A crew lead is on site from day one, Scanners are shipped a week ahead]
```

## How to settle it with the partner

Ask each side for the one thing it would do differently. If neither has one, take the no.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "GATE019",
    help="list what changes",
    since={"draft": "error"},
)
