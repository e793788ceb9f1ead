"""A value that the format cannot read, or a part that must be there and is not.

## What it checks

The format, version, id, title and parties are there, and every value has the form its field asks for: a date is a date,
money has a currency, a percentage its percent sign, a choice is one of the words of the format, a list is a list.
`{none: reason}`, `{tbd: {owner: …, by: …}}` and `{undisclosed: reason}` may stand wherever a value may.

## Why it matters

"20" can be twenty percent, twenty customers or twenty thousand euros. Whoever reads it fills in what they hoped for,
and a tool that guesses would guess for both of you. A value that cannot be read is not checked by any other rule
either.

## Bad

```yaml
charter: 1
id: acme-globex
revision: 1
title: Acme and Globex calendar sync
tier: strategic
parties:
  acme: {name: Acme Ltd}
  globex: {name: Globex BV}
commitments:
  - {id: fund, from: acme, kind: money, what: A launch fund., value: {amount: 20000}, due: 1 March 2027}
```

## Good

```yaml
charter: 1
id: acme-globex
revision: 1
title: Acme and Globex calendar sync
tier: 3
parties:
  acme: {name: Acme Ltd}
  globex: {name: Globex BV}
commitments:
  - {id: fund, from: acme, kind: money, what: A launch fund., value: {amount: EUR 20000}, due: 2027-03-01}
```

## How to settle it with the partner

This one is for you alone: the finding says what to write in its place. If you do not know the value yet, do not invent
one; write who decides it and by when: `{tbd: {owner: acme.sponsor, by: 2026-12-01}}`.

`charter lint --fix --unsafe-fixes` writes the choice that was most likely meant, where only one comes near.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "DOC002",
    help="write the value in the form that its field asks for",
    since={"draft": "error"},
)
