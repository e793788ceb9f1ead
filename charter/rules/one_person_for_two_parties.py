"""One person approves for two parties.

## What it checks

No two parties' consents to a decision, or signatures under the terms, name the same person, and nobody attests for one
party what he or she collected for the other. Two names are one person's if they look the same, whatever the case, the
spaces and the script, or if both companies list them with one mail address or one key.

## Why it matters

Nobody negotiates well with oneself. It happens with advisers, founders of both companies, and copied files.

## Bad

```yaml
# consents/d0003-northwind.yaml and consents/d0003-contoso.yaml
person: Jana Brandt
```

## Good

```yaml
# consents/d0003-contoso.yaml
person: Luca Meier
```

## How to settle it with the partner

Name a second person on one side, in its people file, and let that one approve.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="have each party approve by a person of its own",
    since={"draft": "error"},
)
