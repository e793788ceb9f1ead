"""A signature inside the PDF was made with a certificate that was not valid then.

## What it checks

The certificate that carries the key of the signature was valid at the moment at which the signature says it was made.
Whose name stands in it does not matter: the people file says whose key it is.

## Why it matters

Whoever issued a certificate says until when it may be used. A signature after that day is disputed by every other
program that looks at it.

## Bad

```yaml
date: 2027-03-19         # the certificate ended on 2027-02-28
method: pdf
```

## Good

```yaml
date: 2027-02-19
method: pdf
```

## How to settle it with the partner

Get a certificate that is valid, pin its key in a row of its own with its first day, and sign again.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="sign with a certificate that is valid on that day",
    since={"draft": "error"},
)
