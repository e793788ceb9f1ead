"""A file of the record cannot be understood.

## What it checks

Every decision, consent, evidence and people file is read in full, and signed terms are canonical. What is not
understood counts for nothing, and nothing may be built on it.

## Why it matters

A misspelt word in a consent may be the one that says no. Passing over it would be guessing.

## Bad

```yaml
subject: d0003
say: approve
```

## Good

```yaml
subject: d0003
says: approve
```

## How to settle it with the partner

`charter lint` names the line. If the file was fine when it was written, restore it from git.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="mend the file as charter lint says; who, what and when of a record are never none or tbd",
    since={"draft": "error"},
)
