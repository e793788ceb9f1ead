"""The number that is to prove the value is asked for by no gate.

## What it checks

The metric that `purpose.value_path.proof` names is the metric of a criterion of at least one gate. To be the
counter-metric of another one, or a limit that is watched in run, is not enough: neither asks whether the buyer gained
anything. Where a phase or its criteria are withheld or still open, the rule stays silent.

## Why it matters

You told everybody what this is for and how one will see it. If no gate asks for that number, both gates can say go
while the buyer gains nothing, and the claim that started it all is never tested. It is the question the partner's
board will ask first.

## Bad

```yaml
purpose:
  value_path: {buyer_gain: First shipment in days., why_now: 300 sites open in 2027., proof: onboarding_hours}
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower}
  sites_live: {name: Sites live, unit: sites, better: higher}
phases:
  crawl:
    gate:
      criteria:
        - {id: live, metric: sites_live, reaches: ">= 2"}
```

## Good

```yaml
purpose:
  value_path: {buyer_gain: First shipment in days., why_now: 300 sites open in 2027., proof: onboarding_hours}
metrics:
  onboarding_hours: {name: Hands-on hours from contract to first shipment, unit: hours, better: lower}
  sites_live: {name: Sites live, unit: sites, better: higher}
phases:
  crawl:
    gate:
      criteria:
        - {id: live, metric: sites_live, reaches: ">= 2"}
        - {id: faster, metric: onboarding_hours, improves: ">= 20%"}
```

## How to settle it with the partner

Ask: "If this number does not move in the pilot, do we go on?" If no, it belongs into the crawl gate, with the value
that would convince you both. If yes, it is not the proof: say which number is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.terms.criteria import criteria, gates, names_in_gates, withheld
from charter.terms.exchange import is_umbrella
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Charter


@rule(
    "gain and proof",
    since={"draft": "warning", "proposed": "error"},
    since_tier={1: "proposed"},
    help="add a criterion with this metric to a gate, or name the metric that a gate asks for",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    proof = _proof(charter)
    if proof is None or proof not in (given(charter.metrics) or {}) or _is_hidden(charter):
        return
    asked = names_in_gates(charter)
    if proof not in asked and any(criteria(charter)):
        path = ("purpose", "value_path", "proof")
        also = tuple(
            Also((*gate_path, "criteria"), f"the {phase} gate does not ask for it")
            for phase, gate_path, gate in gates(charter)
            if given(gate.criteria)
        )
        yield Remark(path, f"{proof} is to prove the value, and no gate asks for it", also=also)


def _proof(charter: Charter) -> str | None:
    purpose = given(charter.purpose)
    value_path = given(purpose.value_path) if purpose is not None else None
    return given(value_path.proof) if value_path is not None else None


def _is_hidden(charter: Charter) -> bool:
    """Whether a gate that asks for it may stand where this charter does not show it."""
    plan = given(charter.phases)
    run = plan.run if plan is not None else None
    return is_umbrella(charter) or withheld(charter) or (isinstance(run, Absent) and run.kind != "none")
