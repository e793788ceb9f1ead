"""A consent speaks of something that is not there.

## What it checks

Every consent is about a revision, a decision, an evidence file or a people file of this charter.

## Why it matters

A consent that hangs in the air tells that something was deleted or renamed after somebody had put a name to it.

## Bad

```yaml
subject: d0009           # the last decision is 3
says: approve
```

## Good

```yaml
subject: d0003
says: approve
```

## How to settle it with the partner

Look into git for what it was about. Evidence and decisions are never deleted: bring them back as they were.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="bring back what it speaks of, or take the consent away",
    since={"draft": "error"},
)
