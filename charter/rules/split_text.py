"""A comma or a # cut an unquoted text in two, and the second half was lost.

## What it checks

Between `{` and `}` a comma begins the next entry. Where a piece of text stands there with neither key nor colon, it
is the rest of the unquoted text before it.

A `#` after a space begins a comment. Where a digit follows it at once, as in `Stark #1`, it was meant as a part of
the text. `# 1` and `#note` are taken for what they are, remarks.

## Why it matters

The sentence reads whole to a person and is cut for every tool: `EUR 180,000` becomes EUR 180, "a joint, anonymised
benchmark" becomes any joint one. What was cut off is not an error to most readers, it is just gone.

## Bad

```yaml
commitments:
  - {id: study, from: acme, kind: data, what: Publish one joint, anonymised benchmark, serves: [proof]}
```

## Good

```yaml
commitments:
  - {id: study, from: acme, kind: data, what: "Publish one joint, anonymised benchmark", serves: [proof]}
```

## How to settle it with the partner

Nothing to settle: put quotes around the text. Long texts read better on a line of their own, one key a line, where
commas do no harm. Amounts are written without separators: `EUR 180000`.

`charter lint --fix --unsafe-fixes` makes the text whole, or the number.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="put quotes around the whole text",
    since={"draft": "error"},
)
