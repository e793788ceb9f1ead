"""The charter is called one thing, and its folder another.

## What it checks

The `id` of `charters/<name>/charter.yaml` is `<name>`.

## Why it matters

Decisions, consents and evidence carry the id, people look for the folder. When the two differ, which usually comes from
copying last year's charter, a signature given for one partnership can end up beside the terms of another.

## Bad

```yaml
# charters/northwind-contoso/charter.yaml
id: northwind-fabrikam
```

## Good

```yaml
# charters/northwind-contoso/charter.yaml
id: northwind-contoso
```

## How to settle it with the partner

Before anybody has signed, correct whichever is wrong. Afterwards keep the id, which stands in every signature, and
rename the folder.

`charter lint --fix --unsafe-fixes` writes the folder's name as the id, as long as nothing rests on the id.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="give the folder and the charter the same name",
    since={"draft": "error"},
    firm=False,
)
