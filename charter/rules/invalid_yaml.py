"""Something in this file is no YAML, or YAML that no two readers take alike.

## What it checks

The file is one mapping in UTF-8, at most 1 MiB, 32 levels, 50,000 values and 64 KiB a text. Brackets and quotes are
closed, lines that belong together are indented alike and with spaces, a comment has a space before it. Anchors,
aliases, tags, merge keys, directives and keys with a question mark are not part of the format.

A slip like a misplaced indent ends the reading at that place. Everything else is stepped over, so that one run shows
all there is to say.

## Why it matters

Both companies sign the same text, and each reads it with tools of its own. What one reader takes for an error,
another silently takes for something else. The format keeps to what every reader understands in the same way.

## Bad

```yaml
charter: 1
phases:
  crawl:
    gate:
      criteria:
        - {id: faster, metric: onboarding_hours, reaches: >= 20%}
```

## Good

```yaml
charter: 1
phases:
  crawl:
    gate:
      criteria:
        - {id: faster, metric: onboarding_hours, reaches: ">= 20%"}
```

## How to settle it with the partner

There is nothing to settle: the finding says what to type. Three habits avoid nearly all of these. Put quotes around
every text that holds a colon, a bracket, a comma or a comparison. Indent with two spaces a level. Let the editor
check while you type; the first line of a new charter tells it how.

`charter lint --fix` puts the missing space before a comment. Everything else is for you to read and decide.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "DOC001",
    help="write it as plain YAML: keys, texts and lists, each line indented with spaces",
    since={"draft": "error"},
)
