"""Somebody silenced a finding and does not say why.

## What it checks

A comment `# charter: ignore[rule-name]` is followed by a reason in words. Without one it silences nothing.

## Why it matters

The other side signs the same file. A silenced check without a reason looks like something you hoped they would not see,
and in a year you will not know yourself whether it may go.

## Bad

```yaml
title: x
exit: {}   # charter: ignore[no-exit-criteria]
```

## Good

```yaml
title: x
exit: {}   # charter: ignore[no-exit-criteria] until=2027-01-31 the exit terms are being negotiated by both counsels
```

## How to settle it with the partner

Write the sentence you would say if they asked about it, and a last day (`until=`) if it is meant to pass. If you would
not like to say it, put right what the rule found.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "SUP001",
    help="write the reason behind the brackets, in words",
    since={"draft": "error"},
    firm=False,
)
