"""A step that people decide does not say why.

## What it checks

An extension, a no at an undecided gate, going on after an exit review, and leaving over an event give their reason.

## Why it matters

Where numbers decide, they are the reason. Everywhere else the next person must be able to read it.

## Bad

```yaml
step: extend
phase: {from: crawl, to: crawl}
```

## Good

```yaml
step: extend
phase: {from: crawl, to: crawl}
reason: The second site got its scanners three weeks late.
```

## How to settle it with the partner

One sentence that both sides would sign. If you cannot agree on it, you have not agreed on the step.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="say why",
    since={"draft": "error"},
)
