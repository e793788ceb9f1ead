"""A step against a closed gate is taken at an open one.

## What it checks

`no-go`, `restart` and `waive` are for a gate that is not open.

## Why it matters

A pilot that met everything has earned its go. Who wants to stop all the same has the exits of the terms, with their
notice; a no at the gate would be a way around them.

## Bad

```yaml
step: no-go              # every criterion is met
reason: We changed our mind.
```

## Good

```yaml
step: exit
trigger: convenience
reason: We train our own crews from now on.
```

## How to settle it with the partner

Say what really changed. If it is money or people, the exit by notice is the honest way, and it is cheap.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="take the step go, or leave by an exit trigger",
    since={"draft": "error"},
)
