"""A key in a people file is none that a consent can be signed with.

## What it checks

Every `key` is a public SSH key in one line, of a kind that counts: Ed25519, ECDSA, RSA from 3072 bits, or one of these
on a security key.

## Why it matters

The first signature with it would fail on the day when everybody waits for it.

## Bad

```yaml
# people/northwind.yaml
sponsor: [{name: Jana Brandt, key: "SHA256:l0dmJMu0Hf6+TZwF1YqzZ3aVC1oRHzEJgE3vkOzgPzA"}]
```

## Good

```yaml
# people/northwind.yaml
sponsor: [{name: Jana Brandt, key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIICBV/vW82o/szSqzh5R1It2vys/bSRjy73BnPNY+xZg"}]
```

## How to settle it with the partner

Ask for the line in the file that ends with `.pub`, never for the file without it. `ssh-keygen -t ed25519` makes a key.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="write the line of the file that ends with .pub, such as ~/.ssh/id_ed25519.pub",
    since={"draft": "warning", "signing": "error"},
)
