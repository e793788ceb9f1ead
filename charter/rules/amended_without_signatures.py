"""New terms come into force that not every party has signed.

## What it checks

An `amend` brings into force exactly the next revision, and every party had signed it by the day of the decision.

## Why it matters

Otherwise one side could rewrite the deal by a decision file, and point at it later.

## Bad

```yaml
step: amend
date: 2027-02-05
terms: sha256:5d0e…      # revision 2, which contoso signs on 2027-02-10
```

## Good

```yaml
step: amend
date: 2027-02-11
terms: sha256:5d0e…
```

## How to settle it with the partner

Raise `revision` in charter.yaml, send both sides the change in words, let each sign it, and amend on the day after.
Until then the revision before stays in force.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "SIGN006",
    help="have every party sign the next revision, then amend",
    since={"draft": "error"},
)
