"""Something other than a signature was added to a signed PDF.

## What it checks

What was put into the PDF beside its pages, before the first signature, between two and after the last, are signatures
alone, each in the box of a party, and the last one covers the file to its last byte. What a program draws over a page
after it was signed does not break the signature, and many programs show the signature as valid.

## Why it matters

A line over a number, a note with another price, a second file: each leaves the signatures intact and the reader with
other words than were signed.

## Bad

```yaml
signature: {file: r1.pdf, field: signature-contoso-sponsor, size: 426518, sha256: 77ab…}   # it has 431002 bytes now
```

## Good

```yaml
signature: {file: r1.pdf, field: signature-contoso-sponsor, size: 426518, sha256: 77ab…}   # the last one to sign
```

## How to settle it with the partner

Put the file back as the last signature left it: `head -c 426518 signed/r1.pdf`, or take it from git. Ask who opened it
in a program that saves what it shows.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="put the file back as the last signature left it, which git has",
    since={"draft": "error"},
)
