"""Evidence that was judged is not there any more, or was changed.

## What it checks

Every evidence file that a decision lists by its digest is there, unchanged.

## Why it matters

Months later the question is always: on what did we decide? The answer must not depend on who tidied up.

## Bad

```yaml
# evidence/onboarding-hours-9f2c41aa.yaml was corrected after the decision
step: go
evidence: [sha256:9f2c…]
```

## Good

```yaml
# the correction is a file of its own, shown as arrived after the decision
step: go
evidence: [sha256:9f2c…]
```

## How to settle it with the partner

Bring the file back from git, and record the correction as new evidence. If it would have changed the verdict, talk
about it at the next gate.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="bring the evidence back as it was",
    since={"draft": "error"},
)
