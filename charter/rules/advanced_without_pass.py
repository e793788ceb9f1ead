"""A step goes on through a gate that was not open.

## What it checks

A `go` is taken only when every criterion of the gate is met on the evidence that the decision lists: of this phase and
this attempt, fresh, attested, undisputed, in the right unit. Run opens only after crawl and walk were both decided,
and once each party's return is shown.

## Why it matters

A pilot that is carried on because it was announced costs ten times the pilot. Whoever skips a gate once will be asked
by the partner why the next one should count.

## Bad

```yaml
step: go
phase: {from: crawl, to: walk}
gate:
  faster: {verdict: missing}
```

## Good

```yaml
step: go
phase: {from: crawl, to: walk}
gate:
  faster: {verdict: met, value: [27.5%, 22.5%], needed: ">= 20%"}
```

## How to settle it with the partner

Run `charter gate` together: it says what is missing, from whom, since when. If you both want to go on all the same,
say so openly: a waiver names the risk, and stays on the record.
"""

from charter.rules import spoken_elsewhere

check = spoken_elsewhere(
    __name__,
    "GATE012",
    "GATE005",
    "GATE006",
    "GATE011",
    "GATE016",
    help="record what it waits for, take another step, or waive it by name",
    since={"draft": "error"},
)
