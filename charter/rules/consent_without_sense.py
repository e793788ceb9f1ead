"""A consent uses a word that makes no sense for its subject.

## What it checks

Terms are signed or declined, decisions approved or declined, evidence attested or disputed, people approved or
declined.

## Why it matters

To "attest" a decision may mean that one has seen it. What counts must not be open to reading.

## Bad

```yaml
subject: d0003
says: attest
```

## Good

```yaml
subject: d0003
says: approve
```

## How to settle it with the partner

Ask the signer what was meant, and have it given again with the right word.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="use the word that fits what it is about",
    since={"draft": "error"},
)
