"""A decision belongs to another charter.

## What it checks

A decision names the charter in whose folder it lies.

## Why it matters

A gate that was passed elsewhere says nothing about this partnership.

## Bad

```yaml
# in charters/northwind-contoso/
charter: northwind-tailspin
step: go
```

## Good

```yaml
charter: northwind-contoso
step: go
```

## How to settle it with the partner

Take the file away. If the sister charter is the reason, start from it with `phases.prior`, which says what it showed.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="take it away, and decide it here; a copied charter begins without consents, decisions, evidence and signed",
    since={"draft": "error"},
)
