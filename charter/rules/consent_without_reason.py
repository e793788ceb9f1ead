"""Somebody declines or disputes, and does not say why.

## What it checks

A consent that says decline or dispute has a reason.

## Why it matters

A no without its reason cannot be answered. The next proposal would be a guess.

## Bad

```yaml
subject: d0003
says: decline
```

## Good

```yaml
subject: d0003
says: decline
reason: The second site has not shipped yet; ask us again in April.
```

## How to settle it with the partner

Call before you write. One sentence is enough, if it says what would have to change.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help='say why: --reason "…"',
    since={"draft": "error"},
)
