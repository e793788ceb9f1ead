"""A partnership is closed, and nobody has written down what was learned.

## What it checks

A `close` has a retrospective: what worked, what failed, whether and how one would do it again.

## Why it matters

The next partnership is planned by people who were not there. This is the one page they will look for.

## Bad

```yaml
step: close
phase: {from: winding-down, to: ended}
```

## Good

```yaml
step: close
phase: {from: winding-down, to: ended}
retrospective: {worked: Crews were on site in two days., failed: Scanners came late., again: "Yes, smaller."}
```

## How to settle it with the partner

Half an hour, both sponsors, three questions. Write what both would say in front of the other.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="say what worked, what failed, and whether again",
    since={"draft": "error"},
)
