"""A party's people were changed, and no key approved it that the party had signed with before.

## What it checks

Once somebody of a party has signed terms or a decision with an SSH key, a change of its people file is approved with
such a key, or on paper (`external`) where the terms count that; not with a key that the change brings, and not by a
typed name.

## Why it matters

Whoever may add a key and approve it with that same key may be anybody.

## Bad

```yaml
# people/contoso.yaml has a new key, and consents/people-contoso-contoso.yaml is signed with it
method: ssh
key: SHA256:…new
```

## Good

```yaml
method: ssh
key: SHA256:…old
```

## How to settle it with the partner

Call the party on a number you know. The holder of the old key approves the change; if that key is lost, the party signs
the new people file on paper.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="have it approved with a key that the party signed with before, on a day on which that key's row still runs",
    since={"draft": "error"},
)
