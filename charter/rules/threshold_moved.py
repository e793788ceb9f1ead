"""The criterion of a phase was changed after the phase had begun.

## What it checks

The criteria of a phase that has begun are those that all have signed, word for word.

## Why it matters

Goalposts move by a few percent, in a quiet week, by somebody who means well. After that the gate proves nothing.

## Bad

```yaml
# signed: improves ">= 20%"; crawl has begun
criteria:
  - {id: faster, metric: onboarding_hours, improves: ">= 10%"}
```

## Good

```yaml
criteria:
  - {id: faster, metric: onboarding_hours, improves: ">= 20%"}
```

## How to settle it with the partner

Put it back. If both sides see now that the threshold was wrong, raise the revision and sign it: the gate will show old
and new side by side.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "GATE004",
    help="put the criterion back, or amend it with all signatures",
    since={"draft": "error"},
)
