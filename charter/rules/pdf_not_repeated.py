"""Whether the pages of a signed PDF are those that its terms make was not looked at.

## What it checks

Setting the terms again took the versions of this program and of Typst that the file was made with, and its fonts. Its
signatures and the terms attached in it were looked at all the same.

## Why it matters

What was not looked at is not proved. After years, other versions are installed, and that is no fault of the file.

## Bad

```yaml
method: pdf              # made with typst 0.15.2, and 0.16.0 is here
```

## Good

```yaml
method: pdf              # made with what is here
```

## How to settle it with the partner

Install what the file was made with, once, and look again; or compare the pages with `charter render` by eye.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="install what it names and look again, or read its pages: charter verify ID --without-pages",
    since={"draft": "warning"},
)
