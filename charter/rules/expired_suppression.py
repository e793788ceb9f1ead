"""The day on which an exception was to end has passed.

## What it checks

The `until=` day of a comment `# charter: ignore[rule-name] until=…` is today or later, and is a day such as 2027-06-30.
After that day the comment silences nothing.

## Why it matters

The exception was agreed for a time: until the security review, until the new price list. If nobody looks at it when the
time is over, it becomes the rule, and the next partner asks for the same.

## Bad

```yaml
title: x
exit: {}   # charter: ignore[no-exit-criteria] until=2026-06-30 the exit terms are being negotiated
```

## Good

```yaml
title: x
exit: {}   # charter: ignore[no-exit-criteria] until=2027-01-31 the exit terms are being negotiated
```

## How to settle it with the partner

Ask: "Is what we waited for done?" If yes, delete the comment and put right what the rule finds. If not, agree on a new
day, and ask what makes this one more likely than the last.

`charter lint --fix --unsafe-fixes` deletes the comment.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "SUP003",
    help="delete the comment, or agree on a new day",
    since={"draft": "error"},
    firm=False,
)
