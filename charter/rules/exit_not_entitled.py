"""A party leaves by a trigger that it cannot use here.

## What it checks

A trigger is used by the party that may invoke it, in the phases it is for; the end of the term only once the term is
over.

## Why it matters

Exit rights are priced: one side took less because the other cannot walk away at will. Used by the wrong side, or too
early, they are a breach.

## Bad

```yaml
step: exit
trigger: convenience     # invoked_by: contoso
by: northwind.relationship
```

## Good

```yaml
step: exit
trigger: convenience
by: contoso.relationship
```

## How to settle it with the partner

Read the trigger together. If both want to part, the party that may use it writes the decision, or both amend it.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="use a trigger that is yours here, or agree to end",
    since={"draft": "error"},
)
