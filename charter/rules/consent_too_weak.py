"""A consent was given in a weaker way than these terms count.

## What it checks

The method of a consent is at least the one under `signing.least`: attested, external, ssh, pdf, weakest first.
Only terms are signed inside a PDF: where `pdf` is the least, `ssh` is enough to decline them, and for everything else.

## Why it matters

A typed name proves nothing about the person. Where both sides agreed on more, a shortcut at the one decision that
matters undoes it.

## Bad

```yaml
# charter.yaml says signing: {least: external}
subject: r1
method: attested
```

## Good

```yaml
subject: r1
method: external
signature: {envelope: ENV-2026-1142, file: r1.pdf, sha256: 77ab…}
```

## How to settle it with the partner

Sign again by the agreed method. If it is too much effort for this partnership, amend `signing.least` openly.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="give it again by a method that counts",
    since={"draft": "error"},
)
