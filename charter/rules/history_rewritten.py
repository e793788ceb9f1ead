"""A change takes away or rewrites something that was recorded.

## What it checks

`charter review` holds a proposed change against the base: every decision, consent, evidence file and signed text that
was there is still there and says the same, word for word. Layout and comments may change. A signature under terms that
not all have signed, and that changed since, may go.

## Why it matters

A "no" that disappears, or a decision that is written anew after the fact, cannot be seen in the files as they are then:
what is left fits together. Only the comparison with what was there before shows it.

## Bad

```yaml
# the change deletes decisions/0003.yaml, a no-go, and writes another one
decision: 1
seq: 3
step: go
```

## Good

```yaml
# the change answers decision 3 with decision 4
decision: 1
seq: 4
step: restart
```

## How to settle it with the partner

Show them the comparison. If what was recorded was wrong, say so in a new record: a new measurement, a dispute, a
decision that answers the old one.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="put it back as it was; what is recorded is answered by a new record, never changed",
    since={"draft": "error"},
)
