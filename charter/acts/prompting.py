"""The exact command that records what a gate asks for, to be shown where something was left out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from charter.facts import Facts
from charter.gates.scrutiny import ROI
from charter.lifecycle.replay import replay
from charter.lifecycle.sitting import expected_customers, gate_of, phase_of
from charter.lifecycle.standing import Standing
from charter.terms.criteria import criteria, is_share
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter


def command(facts: Facts, about: str, today: date) -> str:
    """What to type for a metric or a question; for an unknown one, for the first that the gate asks for."""
    standing = replay(facts, today).standing
    terms = standing.terms.part if standing.terms else None
    if terms is None:
        return f"charter evidence add {facts.id} METRIC --case NAME=VALUE --as PARTY.ROLE"
    about = about or _first(standing, terms)
    placed = next((one for one in criteria(terms) if one.criterion.id == about), None)
    metrics = given(terms.metrics) or {}
    name = about if about in metrics else placed.name if placed else ""
    metric = given(metrics.get(name)) if name else None
    owner = given(metric.owner) if metric is not None else None
    words = ["charter evidence add", facts.id, name or about or "METRIC"]
    if standing.working_in is None:
        words.append("--phase crawl")
    if metric is not None:
        words += _days(standing, today)
    value = "VALUE" if metric is None or not is_share(metric) else '"6 of 9"'
    if metric is not None and is_share(metric):
        words.append(f"--case {value}")
    else:
        names = _names(standing, terms, about, None if placed is None else given(placed.criterion.of))
        kind = "yes" if metric is None and about != ROI else "VALUE"
        words += [f'--case "{one}={kind}"' for one in names]
    return " ".join([*words, f"--as {owner or 'PARTY.ROLE'}"])


def _first(standing: Standing, terms: Charter) -> str:
    gate = gate_of(terms, standing.working_in or "crawl")
    found = next(iter(given(gate.criteria) or ()), None) if gate is not None else None
    return str(found.id) if found is not None else ""


def _days(standing: Standing, today: date) -> list[str]:
    last = min(today, standing.box.end or today)
    first = min(standing.began or last, last)
    return [f"--from {first}", f"--to {last}"]


def _names(standing: Standing, terms: Charter, about: str, of: str | None) -> tuple[str, ...]:
    if of == "parties" or about == ROI:
        return tuple(given(terms.parties) or {})
    if of is not None and of != "customers":
        return (of,)
    phase = standing.working_in or "crawl"
    box = phase_of(terms, phase)
    frozen = standing.customers.get(phase, ())
    return frozen or (expected_customers(box)[0] if box else ()) or ("NAME",)
