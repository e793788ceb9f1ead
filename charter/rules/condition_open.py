"""A phase begins before something that it was to wait for.

## What it checks

Every item of `conditions` that blocks this phase, or the start where it names none, is listed as fulfilled in this
decision or an earlier one.

## Why it matters

Conditions are what somebody's board, lawyer or regulator asked for. Work that begins before them may have to be undone.

## Bad

```yaml
step: start
phase: {from: signed, to: crawl}
```

## Good

```yaml
step: start
phase: {from: signed, to: crawl}
conditions: [board-approval]
```

## How to settle it with the partner

Ask the owner of the condition for the date and the paper. If it no longer matters, amend it away; do not list it as
fulfilled when it is not, because both sides sign that line.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="fulfil the condition, and list it under conditions",
    since={"draft": "error"},
)
