"""A signature is not one over these words.

## What it checks

The signature of a consent given with an SSH key was made with that key, for consents to charters, over everything else
that the file says: charter, subject and its digest, what is said of it, party, role, person, day, reason, value, key.
One inside the PDF names the digest of all that in its reason, and the same person and day.

## Why it matters

This is the one check that nobody gets past without the key. If it fails, somebody changed a word after the signature,
or took a signature that was given for something else.

## Bad

```yaml
date: 2027-03-18         # it said 2027-03-19 when it was signed
method: ssh
```

## Good

```yaml
date: 2027-03-19
method: ssh
```

## How to settle it with the partner

Ask git who changed the file, and the signer on a number you know what was signed. Restore it, or have it signed again.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="restore the file, or have its signer sign again",
    since={"draft": "error"},
)
