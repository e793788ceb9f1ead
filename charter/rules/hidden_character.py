"""A character stands here that people cannot see, or that is not the one it looks like.

## What it checks

No text, key or comment holds control characters, zero-width characters, soft hyphens, marks that reorder what is
seen, invisible tags, fillers, variation selectors or private-use characters, be it typed or written as an escape such
as `"\\u200b"`. Texts are in Unicode normal form C. Spaces at the edge of a text or of a line are plain spaces.

## Why it matters

What the signer sees must be what the file says. A mark that reorders text can make "not exclusive" look like
something else, a hidden stretch can carry words that only a machine reads, and a name with a zero-width character in
it is another name to every tool. Most such characters are harmless leftovers of copying from a web page; nobody can
tell which.

## Bad

```yaml
parties:
  acme: {name: "Acme\\u200b Ltd"}
  globex: {name: Globex BV}
```

## Good

```yaml
parties:
  acme: {name: Acme Ltd}
  globex: {name: Globex BV}
```

## How to settle it with the partner

Delete the character where the finding points, or type the few words around it again instead of pasting them. If it
reorders or hides text, ask the partner where the text came from before you go on.

`charter lint --fix` writes the usual form of a letter, and plain spaces around texts and at the start of lines. With
`--unsafe-fixes` it also deletes what nobody can see. What was lost or is shown differently by every font has to be
typed again.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="delete it, or type the text again",
    since={"draft": "error"},
)
