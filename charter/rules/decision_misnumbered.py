"""A decision lies under another number than its own.

## What it checks

Decision 3 is in `decisions/0003.yaml`.

## Why it matters

Two people who decide at the same time collide in git because both write the same file. Under another name they would
not, and the record would fork in silence.

## Bad

```yaml
# decisions/0004.yaml
seq: 3
```

## Good

```yaml
# decisions/0003.yaml
seq: 3
```

## How to settle it with the partner

Rename the file, if its number is right. Never change the number in it: consents are given to it.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="name the file by the decision's number",
    since={"draft": "error"},
)
