"""A decision was built on one that not everybody has approved.

## What it checks

The next decision is written only when the one before has every consent it needs, or was declined.

## Why it matters

A step that one side takes alone is not a step of the partnership. Everything that follows would rest on silence.

## Bad

```yaml
# consents/d0003-contoso.yaml does not exist yet
seq: 4
step: pause
```

## Good

```yaml
# consents/d0003-northwind.yaml and consents/d0003-contoso.yaml both approve
seq: 4
step: pause
```

## How to settle it with the partner

`charter status` says whose consent is lacking, and since when. Ask that person for a yes or a no by a day.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "GATE017",
    help="wait for the consent, or have the decision declined",
    since={"draft": "error"},
)
