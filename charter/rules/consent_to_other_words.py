"""A consent was given to other words than are there now.

## What it checks

The digest in a consent is that of the terms, the decision, the evidence or the people file it names.

## Why it matters

A signature under one text is no signature under another, however small the change looks to the one who made it.

## Bad

```yaml
subject: r1
digest: sha256:77ab…     # charter.yaml was changed after this party had signed
says: sign
```

## Good

```yaml
subject: r1
digest: sha256:5d0e…
says: sign
```

## How to settle it with the partner

Show the partner the difference in words. If it was a slip, put the text back; if it is wanted, everyone signs the new
text, as a new revision where all had signed. Comments and layout may change freely: they are not signed.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "SIGN003",
    help="put the words back (git log -p has them); if the change is meant, consent again, to terms in a new revision",
    since={"draft": "error"},
)
