"""A file looks like a part of the record, and is not read as one.

## What it checks

Decisions, consents, people and evidence lie directly in their folder, under a name that ends in `.yaml`, and are no
links. Their folders are spelled in small letters. A people file is named after its party. A folder that nobody reads, a
second spelling or a second file for one party is refused.

## Why it matters

Two people look at one folder and must see the same record. A file that one of them takes for a decision, and the tool
passes over, is a decision that one of them believes in. A link may lead elsewhere on the other side's machine.

## Bad

```yaml
# decisions/more/0004.yaml, or people/team.yaml that says
party: contoso
```

## Good

```yaml
# people/contoso.yaml
party: contoso
```

## How to settle it with the partner

Ask who put it there. What belongs to the record is renamed to where it is read; anything else is deleted.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="rename it to where it is read, or delete it",
    since={"draft": "error"},
)
