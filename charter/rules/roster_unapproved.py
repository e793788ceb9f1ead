"""The people of a party have changed, and the party has not approved it.

## What it checks

Each people file is the one that the proposal binds, or that party's own consent to `people-<party>` approves it as it
is now.

## Why it matters

Who holds a role decides whose signature counts. Whoever can edit this list unseen can sign for the other side.

## Bad

```yaml
# people/contoso.yaml names another sponsor than the proposal binds
roles: {sponsor: [{name: Eve Roth}]}
```

## Good

```yaml
# consents/people-contoso-contoso.yaml
subject: people-contoso
says: approve
party: contoso
```

## How to settle it with the partner

Call the party on a number you know. If the change is right, somebody of its old list approves the new one.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="have that party approve its people file",
    since={"draft": "error"},
)
