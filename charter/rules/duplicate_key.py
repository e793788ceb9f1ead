"""One key stands twice in the same group, so nobody knows which value counts.

## What it checks

No key is repeated among its siblings, and no two keys differ only in upper and lower case or in the form of a letter.

## Why it matters

Most readers keep the last of two equal keys and say nothing. A reviewer sees the first one, the tool acts on the
second: two dates for one gate, and each company has read its own.

## Bad

```yaml
phases:
  crawl:
    start: 2027-01-11
    end: 2027-03-05
    start: 2027-02-01
```

## Good

```yaml
phases:
  crawl:
    start: 2027-01-11
    end: 2027-03-05
```

## How to settle it with the partner

Ask which of the two both sides meant; the finding points at either place. Look at who wrote the second one and when:
it often came with a merge of two changes, and then the other half of that merge needs a look, too.

Where both say the same to the letter, `charter lint --fix` deletes the second one. Anything else is for the two of
you.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="keep one of the two",
    since={"draft": "error"},
)
