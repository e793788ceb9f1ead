"""A decision does not follow the one that is there before it.

## What it checks

Each decision names the digest of the one before; the first names the charter.

## Why it matters

This is what makes history one piece. Whoever changes an old decision, its reason or its date breaks the link of every
later one.

## Bad

```yaml
seq: 3
previous: sha256:77ab…   # decision 2 now has the digest 5d0e…
```

## Good

```yaml
seq: 3
previous: sha256:5d0e…
```

## How to settle it with the partner

Restore the earlier decision from git; nothing that was decided is edited. A mistake in it is put right by the next
decision.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="restore the decisions as they were",
    since={"draft": "error"},
)
