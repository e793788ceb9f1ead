"""A consent comes from somebody who may not give it.

## What it checks

The person held the role on that day by the party's people file, and the role may speak: for terms the signatories, for
a gate its deciders, else the sponsor and the signatories, or a deputy of these.

## Why it matters

"My colleague said yes" is how partnerships find out in court that nobody had agreed.

## Bad

```yaml
subject: d0003
party: contoso
role: support
person: Timo Wirz
```

## Good

```yaml
subject: d0003
party: contoso
role: sponsor
person: Luca Meier
```

## How to settle it with the partner

Ask the other side who decides there now. If the person has changed, that party approves its new people file first.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "SIGN004",
    help="have it given by somebody who holds a role that may",
    since={"draft": "error"},
)
