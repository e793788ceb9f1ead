"""A gate is extended more often than was agreed.

## What it checks

A gate is extended at most as often as its `extension` says; where it says nothing, never.

## Why it matters

Every extension is a small no that nobody says. The number was agreed so that the pilot ends.

## Bad

```yaml
step: extend             # the second; the gate allows one
reason: The scanners are late again.
```

## Good

```yaml
step: no-go
reason: After one extension the second site still needs 34 hours.
```

## How to settle it with the partner

Decide with what you know. If a real cause lies outside both companies, amend the extension, with both signatures.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="take the step go, restart or no-go",
    since={"draft": "error"},
)
