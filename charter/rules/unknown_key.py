"""A word that the format does not know, so nobody will read what stands behind it.

## What it checks

Every key is one of the format's own, at its own place. A near miss is named with the key that was probably meant.

## Why it matters

A misspelt key looks like an agreement and is none. `exit_criteria` in place of `exit` reads well, gets signed, and no
check, page or reminder ever sees it.

## Bad

```yaml
exit:
  trigers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
```

## Good

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
```

## How to settle it with the partner

Take the key that the finding suggests. If you want to record something the format has no place for, put it into the
nearest text (`why`, `what`, `because`), or into the contract beside this charter and point to it under `agreements`.

`charter lint --fix --unsafe-fixes` writes the suggested key, where only one comes near and it is not there yet.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "DOC003",
    help="use a key of the format",
    since={"draft": "error"},
)
