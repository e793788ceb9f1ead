"""A consent lies under another name than its own.

## What it checks

The file of a consent is called by its subject and its party: `consents/d0003-contoso.yaml`.

## Why it matters

One name, one word: that is why a party cannot approve and decline the same thing, and why a reviewer sees from the
list of files who has spoken.

## Bad

```yaml
# consents/d0003-contoso-2.yaml
subject: d0003
party: contoso
```

## Good

```yaml
# consents/d0003-contoso.yaml
subject: d0003
party: contoso
```

## How to settle it with the partner

If it is a copy, delete it. If a party wants to take back what it said, that is a new decision, not a second file.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="name the file <subject>-<party>.yaml",
    since={"draft": "error"},
)
