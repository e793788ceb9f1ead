"""Evidence was there on the day of a gate, and was not judged.

## What it checks

A decision on a gate lists all evidence of this phase and this attempt that was collected by its day. What was
collected later is shown as late, and is no finding. What a party attested or disputed of that evidence before the day
of the decision is heard, too, and an exit by a trigger on a metric lists every measurement of it since the first it
lists.

## Why it matters

Whoever picks the evidence picks the verdict. One answer left in a drawer is enough to open a gate.

## Bad

```yaml
# evidence/scalable-3f1c77ab.yaml, a no, was collected on 2027-03-15
step: go
date: 2027-03-17
evidence: [sha256:77ab…, sha256:5d0e…]
```

## Good

```yaml
step: go
date: 2027-03-17
evidence: [sha256:77ab…, sha256:5d0e…, sha256:3f1c…]
```

## How to settle it with the partner

Ask why it was left out. If it only reached you after the decision, record it again with that day. If it was known,
decide the gate again, on everything.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="record what arrived late with the day on which it arrived",
    since={"draft": "error"},
)
