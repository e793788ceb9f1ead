"""How many customers a phase has, and whether a share counts exactly these."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from charter.finding import Path
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.measure import Metric
    from charter.model.phases import Cohort, Phase

_CUSTOMERS = frozenset(["accounts", "buyers", "clients", "companies", "customers", "partners", "pilots"])
_PEOPLE = frozenset(
    [
        "agents", "developers", "employees", "members", "participants", "patients", "people", "persons", "sellers",
        "staff", "students", "users", "visitors",
    ]
)  # fmt: skip
"""Of whom one customer may have many."""
_FILLING = frozenset(["all", "our", "the", "those"])
_FROZEN = frozenset(["invited", "pilot"])


class Count(NamedTuple):
    """So many customers, and where that stands."""

    path: Path
    number: int


def count(charter: Charter, phase: str) -> Count | None:
    """The customers of one phase; None where it does not say, or withholds some of them."""
    plan = given(charter.phases)
    found = given(getattr(plan, phase, None)) if plan is not None else None
    return _of(cast("Phase", found), ("phases", phase)) if found is not None else None


def _of(phase: Phase, path: Path) -> Count | None:
    if phase.invited is not None:
        invited = given(phase.invited)
        return None if invited is None else Count((*path, "invited"), invited)
    cohort = given(phase.cohort)
    if isinstance(cohort, tuple):
        whole = bool(cohort) and all(isinstance(name, str) for name in cohort)
        return Count((*path, "cohort"), len(set(cohort))) if whole else None
    unit = (given(cast("Cohort", cohort).unit) or "") if cohort is not None else ""
    size = given(cast("Cohort", cohort).size) if cohort is not None else None
    if size is None or unit.casefold().strip() not in _CUSTOMERS:
        return None
    return Count((*path, "cohort", "size"), size)


def counted_in(charter: Charter, phase: str, metric: Metric) -> Count | None:
    """The customers that a share of customers can be a share of, at most.

    Returns:
        None where the metric counts anything else, or the number is not known.
    """
    words = (given(metric.of) or "").casefold().split()
    nouns = [word for word in words if word not in _FILLING | _FROZEN]
    frozen = bool(_FROZEN.intersection(words))
    if len(nouns) != 1 or nouns[0] in _PEOPLE or not ("invited" in words or nouns[0] in _CUSTOMERS):
        return None
    return count(charter, phase) if frozen else so_far(charter, phase)


def so_far(charter: Charter, phase: str) -> Count | None:
    """The customers of a phase and of those before it; None where one of them does not say."""
    own = count(charter, phase)
    if own is None or phase == "crawl":
        return own
    plan = given(charter.phases)
    earlier = [name for name in ("crawl", "walk")[: 1 if phase == "walk" else 2] if getattr(plan, name, None)]
    counts = [count(charter, name) for name in earlier]
    if any(found is None for found in counts):
        return None
    return Count(own.path, own.number + sum(found.number for found in counts if found is not None))
