"""A party leaves by a number that is not shown.

## What it checks

A trigger on a metric is used only when the evidence that the decision lists shows it, as low and as long as agreed.

## Why it matters

One bad month is not two. The partner who is being left is entitled to see the number.

## Bad

```yaml
step: exit
trigger: no-adoption     # below 40% in two reviews
evidence: [sha256:77ab…]                 # one review
```

## Good

```yaml
step: exit
trigger: no-adoption
evidence: [sha256:77ab…, sha256:5d0e…]
```

## How to settle it with the partner

Wait for the second review, or use the notice that the terms give everybody.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="list the evidence that shows it, or use another trigger",
    since={"draft": "error"},
)
