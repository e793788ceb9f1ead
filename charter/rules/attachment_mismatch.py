"""The proof attached to an answer is not the file that was recorded.

## What it checks

Every attachment has its SHA-256 recorded beside it, and the file in the folder has that digest.

## Why it matters

A gate that asks for proof counts an answer only with it. A letter that is exchanged later proves something nobody
looked at when the answer was given.

## Bad

```yaml
# evidence/data/campaign-plan.pdf was replaced by a newer draft in July
evidence: 1
criterion: promoting
phase: walk
cases:
  - {party: contoso, answer: "yes", attachment: evidence/data/campaign-plan.pdf, sha256: 77ab…}
collected: {date: 2027-06-18, by: contoso.relationship}
```

## Good

```yaml
# the newer draft is a file of its own, attached to a new answer
evidence: 1
criterion: promoting
phase: walk
cases:
  - {party: contoso, answer: "yes", attachment: evidence/data/campaign-plan-july.pdf, sha256: 5d0e…}
collected: {date: 2027-07-05, by: contoso.relationship}
```

## How to settle it with the partner

Restore the attachment from git. If there is a better proof now, record the answer again with it.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="restore the attachment, or record the answer again with its digest",
    since={"draft": "error"},
    firm=False,
)
