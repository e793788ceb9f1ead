"""A gate is waived a second time.

## What it checks

Each gate is waived at most once in the life of a charter.

## Why it matters

One waiver is an exception, two are the abolition of the gate.

## Bad

```yaml
step: waive              # the crawl gate was waived in the first attempt
phase: {from: crawl, to: walk}
```

## Good

```yaml
step: no-go
phase: {from: crawl, to: winding-down}
```

## How to settle it with the partner

If the criterion is wrong, amend it. If it is right, it has now said the same thing twice.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="take the step no-go or restart",
    since={"draft": "error"},
)
