"""A decision is missing from the row.

## What it checks

The numbers run from 1 without a gap.

## Why it matters

What is missing is often what somebody would rather not have decided.

## Bad

```yaml
# decisions/0001.yaml, decisions/0003.yaml
seq: 3
```

## Good

```yaml
# decisions/0001.yaml, decisions/0002.yaml, decisions/0003.yaml
seq: 3
```

## How to settle it with the partner

Bring the file back from git. If it was never there, the later ones were misnumbered: write them anew.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="bring the decision back",
    since={"draft": "error"},
)
