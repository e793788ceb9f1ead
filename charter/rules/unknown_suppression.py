"""A comment silences something that is no rule, or that cannot be silenced.

## What it checks

Each name in the brackets of `# charter: ignore[rule-name]` is a rule of this tool, written as in the finding. Findings
about what cannot be read, such as a misspelt key, cannot be silenced.

## Why it matters

A comment with a misspelt name silences nothing and looks as if it did. Whoever reads the file believes that the
question was settled.

## Bad

```yaml
title: x
exit: {}   # charter: ignore[no-exit-criterion] the exit terms are being negotiated
```

## Good

```yaml
title: x
exit: {}   # charter: ignore[no-exit-criteria] the exit terms are being negotiated
```

## How to settle it with the partner

Copy the name from the finding. `charter rules` lists them all.

`charter lint --fix --unsafe-fixes` writes the rule that was most likely meant, where only one comes near.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="copy the name of the rule from the finding",
    since={"draft": "error"},
    firm=False,
)
