"""Terms that all have signed are not kept.

## What it checks

For every revision that all parties have signed, `signed/rN.json` holds its words.

## Why it matters

Everything later is judged by these words. Without them only a digest is left, and nobody can read a digest.

## Bad

```yaml
# consents/r1-northwind.yaml and consents/r1-contoso.yaml, and no signed/r1.json
subject: r1
says: sign
```

## Good

```yaml
# signed/r1.json is there
subject: r1
says: sign
```

## How to settle it with the partner

Bring the file back from git. The command that gives the last signature writes it, so it was there once.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="bring back signed/rN.json",
    since={"draft": "error"},
)
