"""Whether a measurement was collected before its numbers were final; such a one counts nowhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from charter.gates.attestation import collected
from charter.gates.days import final_on
from charter.gates.selection import period_of
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter, Evidence
    from charter.model.measure import Metric


def final_later(evidence: Evidence, metric: Metric) -> date | None:
    """From which day its numbers are final; None where it was collected then or later, or says no days."""
    period = period_of(evidence)
    if period is None:
        return None
    final = final_on(metric, period[1])
    return final if collected(evidence).day < final else None


def too_early(evidence: Evidence, terms: Charter) -> date | None:
    """The same, by the metric that the terms know under its name; None for anything else, such as an answer."""
    metric = given((given(terms.metrics) or {}).get(str(given(evidence.metric))))
    return final_later(evidence, metric) if metric is not None else None
