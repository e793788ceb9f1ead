"""An attestation or a dispute that was judged is not there any more.

## What it checks

Every consent that a decision lists is there, and is valid.

## Why it matters

A gate opened on the other side's word. Without that word nobody can tell whether it was ever given.

## Bad

```yaml
# consents/e-9f2c41aa-contoso.yaml was deleted
step: go
consents: [sha256:77ab…]
```

## Good

```yaml
# consents/e-9f2c41aa-contoso.yaml attests it
step: go
consents: [sha256:77ab…]
```

## How to settle it with the partner

Bring the file back from git. Who wants to take back an attestation disputes the next measurement.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="bring the consent back as it was",
    since={"draft": "error"},
)
