"""Somebody consents who is not asked.

## What it checks

The party of a consent is a party of the charter, or an outsider that the terms let decide.

## Why it matters

A name that looks like a party's, or a sister company that signed nothing, binds nobody.

## Bad

```yaml
subject: d0003
party: contoso-holding
```

## Good

```yaml
subject: d0003
party: contoso
```

## How to settle it with the partner

Ask which company is meant. If another one is to carry the partnership, that is a change of the parties: an amendment
that all sign.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="take the consent away, or amend the parties",
    since={"draft": "error"},
)
