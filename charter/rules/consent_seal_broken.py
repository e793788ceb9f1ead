"""A consent is not what was given, or cannot be verified.

## What it checks

The seal of an attested consent fits everything else in the file. The file behind an external one is there and has the
digest that was recorded. Neither names a key, which only an SSH signature and one inside the PDF prove. Of one inside
the PDF, the file is there and begins with what the signature left; rules of their own look at the signatures.

## Why it matters

A day, a reason or a name can be changed in a second. The seal shows that it happened, by accident or not; it does not
prove who the person was.

## Bad

```yaml
says: approve
date: 2027-03-18         # it said 2027-03-19 when it was sealed
signature: sha256:77ab…
```

## Good

```yaml
says: approve
date: 2027-03-19
signature: sha256:77ab…
```

## How to settle it with the partner

Restore the file from git. If something in it was wrong, its signer deletes it and gives the consent again.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="restore the file, or give the consent again",
    since={"draft": "error"},
)
