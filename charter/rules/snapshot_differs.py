"""A decision says that its gate came to something else than its evidence shows.

## What it checks

Every gate is judged anew on exactly the evidence and consents that its decision lists, as of its day. Each criterion
comes to what the decision wrote down.

## Why it matters

The snapshot is what both sides approved. If it does not follow from the evidence, one of the two was changed.

## Bad

```yaml
gate:
  faster: {verdict: met, value: [27.5%, 22.5%]}        # the evidence shows 27.5% and 15%
```

## Good

```yaml
gate:
  faster: {verdict: grey, value: [27.5%, 15%]}
```

## How to settle it with the partner

`charter gate --phase crawl` shows the gate as it is judged now. Find out in git which file changed, and restore it.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="restore the decision and what it judged, or decide again",
    since={"draft": "error"},
)
