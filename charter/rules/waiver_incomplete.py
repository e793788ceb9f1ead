"""A gate is waived, and its price is not named.

## What it checks

A waiver has its reason, the risk of granting it, the risk of refusing it, and the day until which it holds.

## Why it matters

A waiver is a debt. Both sponsors must see what they take on, and when it is due.

## Bad

```yaml
step: waive
reason: The scanners came late.
```

## Good

```yaml
step: waive
reason: The scanners came late.
waiver: {risk_of_granting: Support load doubles., risk_of_refusing: Two pilots are lost., until: 2027-06-30}
```

## How to settle it with the partner

Let each side write one of the two risks. Put the day into both calendars.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="name the reason, both risks, and until when",
    since={"draft": "error"},
)
