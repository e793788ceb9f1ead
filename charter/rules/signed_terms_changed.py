"""The terms were changed after all had signed them.

## What it checks

While `revision` is one that all have signed, charter.yaml says exactly what was signed. Comments and layout may
change.

## Why it matters

People read charter.yaml, not the signed file. A number that was changed there is what they will act by.

## Bad

```yaml
revision: 1
commitments:
  - {id: nw-engineers, value: {amount: EUR 80000, basis: in-kind}}     # signed: EUR 180000
```

## Good

```yaml
revision: 2
commitments:
  - {id: nw-engineers, value: {amount: EUR 80000, basis: in-kind}}
```

## How to settle it with the partner

If it was a slip, put it back. If it is wanted, raise the revision: the one before stays in force until all have signed.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="put it back, or raise the revision and have all sign it",
    since={"draft": "error"},
)
