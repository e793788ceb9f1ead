"""A signed PDF holds more than the terms, or other terms.

## What it checks

The file holds one attached file, which is word for word the terms that the consent names. It holds no script, no link,
no layer that can be hidden and no field that anybody can fill, wherever in the file they lie.

## Why it matters

A signature covers whatever lies in the file. Two attached files called `charter.json`, or pages that look different on
a Tuesday, are both signed.

## Bad

```yaml
digest: sha256:77ab…     # and the terms attached in signed/r1.pdf have the digest sha256:90cd…
method: pdf
```

## Good

```yaml
digest: sha256:77ab…     # as in the PDF
method: pdf
```

## How to settle it with the partner

Do not sign this file. Delete it, let `charter sign` begin a new one, and have every party sign that.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="delete the file, and have every party sign a new one",
    since={"draft": "error"},
)
