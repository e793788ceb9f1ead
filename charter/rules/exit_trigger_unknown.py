"""A party leaves by a trigger that the terms do not have.

## What it checks

An `exit` names one of `exit.triggers`, or `term` for the end of the term.

## Why it matters

Without a ground in the terms it is not known who pays, how long notice runs, and what happens to customers.

## Bad

```yaml
step: exit
trigger: boredom
```

## Good

```yaml
step: exit
trigger: convenience
```

## How to settle it with the partner

Read the list of triggers. If none fits and both sides want to part, agree on notice under one that does.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="name a trigger of the terms",
    since={"draft": "error"},
)
