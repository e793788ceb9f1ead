"""A consent was given to another charter.

## What it checks

A consent names the charter in whose folder it lies.

## Why it matters

Two charters of the same companies can have decisions with the same numbers. A consent copied from one to the other
would approve what its signer has never read.

## Bad

```yaml
# in charters/northwind-contoso/
charter: northwind-tailspin
subject: r1
```

## Good

```yaml
charter: northwind-contoso
subject: r1
```

## How to settle it with the partner

Take the file away and ask the person to give the consent here, after reading this text.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="give it anew for this charter",
    since={"draft": "error"},
)
