"""A signature under terms that all have signed is not there any more.

## What it checks

While `signed/rN.json` is there, so is the signature of every party under revision N: the file is written with the
last of them.

## Why it matters

Whoever deletes one file would take back a signature, and the charter would look as if that party had never agreed.

## Bad

```yaml
# signed/r1.json and consents/r1-northwind.yaml; consents/r1-contoso.yaml was deleted
subject: r1
says: sign
```

## Good

```yaml
# signed/r1.json, consents/r1-northwind.yaml and consents/r1-contoso.yaml
subject: r1
says: sign
```

## How to settle it with the partner

Bring the file back from git. If the machine stopped just while the last signature was written, that party signs again.
Who wants to leave the agreement takes an exit or amends the terms.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="bring the consent back as it was, which git has, or have that party sign again",
    since={"draft": "error"},
)
