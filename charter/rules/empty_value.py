"""A key with nothing behind it: neither a value nor a decision to have none.

## What it checks

Behind every key and every hyphen stands something; `~` and `null` are nothing, too.

## Why it matters

An empty field can mean "we forgot", "we have not agreed yet" or "we agreed on none". Those are three different
conversations, and at signing only the last one is harmless.

## Bad

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
  deprioritize:
```

## Good

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
  deprioritize: {none: we stop or we go on}
```

## How to settle it with the partner

Decide which of the three it is. Forgotten: write the value. Open: `{tbd: {owner: acme.sponsor, by: 2026-12-01}}`, and
signing will wait for it. None: `{none: reason}`, so that the reason is read when somebody asks in a year. If the key
is not needed at all, delete the line.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="write a value, or none with its reason, or tbd with an owner and a date",
    since={"draft": "error"},
)
