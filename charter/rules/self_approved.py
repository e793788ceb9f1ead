"""One person wrote, measured and approved.

## What it checks

From tier 2 on, who approves a decision has neither written it nor collected its evidence. At tier 3, who wrote it has
not collected it either. Names that look the same, and names with one key, are one person.

## Why it matters

People believe their own numbers. A second pair of eyes costs an hour and finds most of what is wrong.

## Bad

```yaml
# decisions/0003.yaml, by: northwind.sponsor, who is Jana Brandt
subject: d0003
person: Jana Brandt
```

## Good

```yaml
# decisions/0003.yaml, by: northwind.relationship, who is Omar Aydin
subject: d0003
person: Jana Brandt
```

## How to settle it with the partner

Let the partner manager write decisions and delivery collect the numbers, and keep the sponsor free to say no.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "GATE010",
    help="have it approved by somebody else of that party",
    since={"draft": "error"},
)
