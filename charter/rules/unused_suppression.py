"""A comment silences a rule that has nothing to say here any more.

## What it checks

Each comment `# charter: ignore[rule-name]` stands where that rule finds something: on the line, on the line above it,
or with `file-ignore` at the top of the file. Rules that do not speak yet at this stage or tier are left alone.

## Why it matters

It hides the next mistake. The gap it excused was closed long ago, and when somebody opens the same gap again, nobody is
told.

## Bad

```yaml
exit:
  triggers:   # charter: ignore[no-exit-criteria] the exit terms are being negotiated
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
```

## Good

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
```

## How to settle it with the partner

Delete the comment. If the rule should be silent here after all, the comment stands at the wrong line: put it on the
line that the finding names, or on the one above.

`charter lint --fix` deletes the comment, or of several names in it the one that is not needed.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "SUP002",
    help="delete the comment, or put it on the line that the rule speaks of",
    since={"draft": "warning"},
    firm=False,
)
