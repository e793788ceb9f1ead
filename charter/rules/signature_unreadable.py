"""A consent was given with a key, and its signature cannot be used.

## What it checks

The signature is one SSH signature as `ssh-keygen -Y sign` writes it, of a kind that counts: Ed25519, ECDSA, RSA from
3072 bits with SHA-2, or one of these on a security key that somebody touched. Nothing stands behind its end, and
nothing is written in another way than SSH writes it.

A signature inside the PDF lies in a box of its party, covers the file from the first byte to the one where the file
ended then, is one as PAdES makes them, with SHA-2 and a key of these kinds, and what it covers is as it was. Where the
packages that read it are not installed, nothing is said of it: the command stops, and says what to install.

## Why it matters

What two programs may read in two ways, one party can show to the other and another party to the court.

## Bad

```yaml
method: ssh
signature: "yes, I agree"
```

## Good

```yaml
method: ssh
key: SHA256:l0dmJMu0Hf6+TZwF1YqzZ3aVC1oRHzEJgE3vkOzgPzA
signature: |
  -----BEGIN SSH SIGNATURE-----
  U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgbUT5Ofgp1DWYvN7dqQ3gHbafql
  -----END SSH SIGNATURE-----
```

## How to settle it with the partner

Restore the file from git. If it was never right, its signer deletes it and gives the consent again.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="restore the file, or give the consent again with charter sign",
    since={"draft": "error"},
)
