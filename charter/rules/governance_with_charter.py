"""A change touches a charter that runs, and what tells the host what to ask.

## What it checks

Workflows, code owners, hooks, attributes of git and `charter.toml` do not change together with a charter that all have
signed. `charter review` says so; a change of the one or of the other alone is fine.

## Why it matters

Whoever may change the check together with what is checked is checked by nobody.

## Bad

```yaml
# one change: .github/workflows/charter.yml, and charters/northwind-contoso/decisions/0003.yaml
decision: 1
seq: 3
```

## Good

```yaml
# two changes; this one has only decisions/0003.yaml
decision: 1
seq: 3
```

## How to settle it with the partner

Split the change in two, and have both sides look at the one that says what is checked.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="split it: one change for what the host and this tool ask, another for the charter",
    since={"draft": "error"},
)
