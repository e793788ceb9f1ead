"""A consent was signed with a key that is not pinned for its signer.

## What it checks

The key of a signature, SSH or inside the PDF, is the one that the people file of the party pins for this person, in
this role, on the day of the consent, and the consent names it. A key that was replaced stays in its row, with a last
day, so that what was signed with it stays proved.

## Why it matters

Anybody can make a key in a second and write any name beside it. A signature proves a person only because both companies
knew the key before.

## Bad

```yaml
# people/contoso.yaml: the key was exchanged in place, and what the old one signed has lost its proof
sponsor: [{name: Luca Meier, from: 2026-11-01, key: "ssh-ed25519 AAAA…new"}]
```

## Good

```yaml
sponsor:
  - {name: Luca Meier, from: 2026-11-01, to: 2027-05-31, key: "ssh-ed25519 AAAA…old"}
  - {name: Luca Meier, from: 2027-06-01, key: "ssh-ed25519 AAAA…new"}
```

## How to settle it with the partner

Call the signer on a number you know and have the fingerprint read to you: `ssh-keygen -l -f ~/.ssh/id_ed25519.pub`.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="sign with the pinned key, or have the party pin this one and approve its people file",
    since={"draft": "error"},
)
