"""One key is pinned for two parties, and a consent rests on it.

## What it checks

The key of a signature is in the people file of one party only, on whatever day and whatever comment stands behind
it.

## Why it matters

Whoever has such a key speaks for both sides alone. It happens with an adviser who sets up both companies, and with a
line that was copied.

## Bad

```yaml
# people/northwind.yaml and people/contoso.yaml
sponsor: [{name: Luca Meier, key: "ssh-ed25519 AAAA…1"}]
```

## Good

```yaml
# people/contoso.yaml
sponsor: [{name: Luca Meier, key: "ssh-ed25519 AAAA…2"}]
```

## How to settle it with the partner

Ask whose key it is. The other one makes a key of its own, and its party approves the change of its people file.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="have each party sign with a key of its own",
    since={"draft": "error"},
)
