"""A word without quotes that other tools take for a number, a yes or a no.

## What it checks

Where the format wants a text, no unquoted value reads as something else in YAML 1.1 or 1.2: `no`, `on`, `off`, `22:30`,
`1_000`, `0o14`, `1.10`. Keys are always texts. Where a number, a flag or a date is due, it needs no quotes.

## Why it matters

To many tools, `no` without quotes is "false", version 1.10 is 1.1, and opening at 22:30 is the number 1350.
The charter is read by the partner's editor, script and data warehouse, not only by this tool.

## Bad

```yaml
operations:
  support: {hours: 24x7, first_line: acme, second_line: globex, handoff: off}
scope:
  in: [calendar sync 1.10]
  out: [1.10]
```

## Good

```yaml
operations:
  support: {hours: 24x7, first_line: acme, second_line: globex, handoff: "off"}
scope:
  in: [calendar sync 1.10]
  out: ["1.10"]
```

## How to settle it with the partner

Nothing to settle: put quotes around it. The meaning for this tool does not change.

`charter lint --fix` puts the quotes around it.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    help="put it in quotes",
    since={"draft": "error"},
)
