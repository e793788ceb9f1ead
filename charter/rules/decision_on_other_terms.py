"""A decision was taken under other terms than those in force.

## What it checks

From the signing on every decision carries the digest of the revision in force.

## Why it matters

The same evidence can pass one revision and fail the next. Both sides must know which words they decided by.

## Bad

```yaml
step: go
terms: sha256:77ab…      # revision 1; revision 2 has been in force since February
```

## Good

```yaml
step: go
terms: sha256:5d0e…
```

## How to settle it with the partner

Read the gate in the revision in force together, and decide again.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="decide it anew under the terms in force",
    since={"draft": "error"},
)
