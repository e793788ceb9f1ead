"""An example still stands where your own facts belong.

## What it checks

The first drafts that `charter new` writes carry remarks that begin with "replace". From the proposal on, none is left.

## Why it matters

An example reads well, and that is the danger: two companies can sign the segment, the numbers and the reasons of a
partnership that nobody ever had. The other side cannot tell an example from a fact; only you can.

## Bad

```yaml
purpose:
  # replace: the trouble in one sentence, with your number
  why: Users retype bookings by hand, and we end that.
```

## Good

```yaml
purpose:
  why: Users retype 40 bookings a week by hand, and we end that.
```

## How to settle it with the partner

Go through the remarks together, each side answering its own. Where nobody knows the fact yet, write who finds out and
by when: `{tbd: {owner: acme.sponsor, by: 2027-01-15}}`. Delete a remark when its line is yours.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="write your own facts and delete each remark that says replace",
    since={"proposed": "warning", "signing": "error"},
    firm=False,
)
