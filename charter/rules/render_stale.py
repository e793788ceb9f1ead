"""The committed Markdown is not what the terms say now.

## What it checks

Where `charter.md` lies beside charter.yaml, it is what `charter render` gives today, byte for byte.

## Why it matters

Most people will read only this page. If it says 20% where the terms say 10%, two people at one table have two deals.

## Bad

```yaml
# charter.md still says: improves >= 20%
criteria:
  - {id: faster, metric: onboarding_hours, improves: ">= 10%"}
```

## Good

```yaml
# charter.md was rendered after the change
criteria:
  - {id: faster, metric: onboarding_hours, improves: ">= 10%"}
```

## How to settle it with the partner

Render it again in the pull request that changes the terms, so that the partner reviews words. Nobody edits it by hand:
what is missing in it belongs into charter.yaml.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="render it again, and commit it with the change",
    since={"draft": "error"},
)
