"""A crawl begins again, and no attempt is left.

## What it checks

The crawls so far are fewer than the gate's `attempts`; where the gate names none, there are two.

## Why it matters

A pilot that may be repeated without end is no test. The number was agreed while nobody had lost anything yet.

## Bad

```yaml
step: restart            # the third crawl; the gate allows two
changes: [Another crew]
```

## Good

```yaml
step: no-go
reason: Two crawls have shown that the hours do not fall.
```

## How to settle it with the partner

Ask what a third attempt would show that two have not. If there is an answer, amend `attempts` with both signatures;
if there is none, wind down while both sides still speak well of each other.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="take the step no-go, or amend the gate's attempts",
    since={"draft": "error"},
)
