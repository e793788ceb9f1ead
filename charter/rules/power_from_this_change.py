"""Somebody is given a say and uses it in the same change.

## What it checks

`charter review` takes from the base who holds which role and which key is whose. A consent that a change brings, and
that could not have been given by the people files before the change, is an error; the first people files of a charter
that nobody has proposed yet are free.

## Why it matters

Whoever can add a person or a key and sign with it at once needs nobody's leave: one change would be both the power and
its use. In two changes, the first can be seen and stopped.

## Bad

```yaml
# one change adds Eve Roth as sponsor of Contoso, and consents/d0003-contoso.yaml says
person: Eve Roth
role: sponsor
```

## Good

```yaml
# a change before it brought people/contoso.yaml, approved by Contoso; this one consents
person: Eve Roth
role: sponsor
```

## How to settle it with the partner

Bring in the people file alone, approved by that party's existing key holder, and call them on a number you know. Then
have the consent given in a change of its own.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="bring in the people file first, approved by that party; then consent in a change of its own",
    since={"draft": "error"},
)
