"""The pages of a signed PDF are not those that its terms make.

## What it checks

The same terms, set again by the same version of this program, give the same bytes. A signed PDF begins with them, and
nothing in it hides them. Where the versions differ, or fonts are not here, nothing can be said, and that is said.

## Why it matters

Everybody reads the pages and nobody reads the attached terms. If page seven says 30 days and the terms say 60, both
were signed.

## Bad

```yaml
signature: {file: r1.pdf, field: signature-contoso-sponsor, size: 426518, sha256: 77ab…}   # made by hand
```

## Good

```yaml
signature: {file: r1.pdf, field: signature-contoso-sponsor, size: 402615, sha256: 90cd…}   # begun by charter sign
```

## How to settle it with the partner

Ask who began the file and with what. Delete it, let `charter sign` begin a new one, and have every party sign that.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="delete the file and its consents, and have every party sign one that charter sign began",
    since={"draft": "error"},
)
