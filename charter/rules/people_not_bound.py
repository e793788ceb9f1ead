"""A proposal does not say who speaks for a party.

## What it checks

The decision that proposes the charter lists the digest of each party's people file.

## Why it matters

Signatures are checked against these files. If they could be swapped after the proposal, so could the signers.

## Bad

```yaml
step: propose
people: {northwind: sha256:77ab…}
```

## Good

```yaml
step: propose
people: {northwind: sha256:77ab…, contoso: sha256:5d0e…}
```

## How to settle it with the partner

Ask the partner for the names and roles, write the file together, and compare it by voice before you propose.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="list the digest of every party's people file",
    since={"draft": "error"},
)
