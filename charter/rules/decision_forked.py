"""Two decisions have the same number.

## What it checks

Every number stands once.

## Why it matters

Two branches that each decided something were merged. Both cannot have come next, and which one did decides the rest.

## Bad

```yaml
# decisions/0003.yaml and decisions/0003b.yaml
seq: 3
```

## Good

```yaml
# decisions/0003.yaml and decisions/0004.yaml
seq: 4
```

## How to settle it with the partner

Look which of the two has the consents. Take the other away, and decide it again as the next one if it is still wanted.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="keep the one that both sides know, and write the other anew as the next decision",
    since={"draft": "error"},
)
