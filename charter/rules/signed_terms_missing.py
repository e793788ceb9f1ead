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

The command that gives the last signature writes it. Where two signatures were given in two branches and met in a merge,
neither was the last: `charter sign northwind-contoso r1` with one of the two roles writes it now. Else it was there
once: bring it back from git.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="write it with charter sign, where two signatures met in a merge; else bring signed/rN.json back",
    since={"draft": "error"},
)
