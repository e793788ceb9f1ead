"""The single cases of evidence, and whether their values are in the unit of what they measure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from charter.codes import CURRENCIES
from charter.gates.figures import PERCENT, Measured, amount, kind, written
from charter.terms.criteria import criteria, is_share
from charter.values import Absent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Charter, Evidence
    from charter.model.evidence import EvidenceCase
    from charter.model.measure import Metric


class Case(NamedTuple):
    """One case of evidence.

    Attributes:
        value: None where there is an answer, or nothing.
        of: Out of how many, where the value is a count.
        control: Whether it belongs to the comparison group.
        attachment: The path of its proof, empty without one; `sha256` is the digest recorded for it.
    """

    customer: str = ""
    party: str = ""
    value: Measured | None = None
    answer: str = ""
    of: int | None = None
    control: bool = False
    attachment: str = ""
    sha256: str = ""

    @property
    def name(self) -> str:
        """The customer, else the party; empty for an unnamed case."""
        return self.customer or self.party

    @property
    def text(self) -> str:
        """Its value as a gate shows it: ``29``, ``27.5%``, ``6 of 9``, ``yes``; empty without one."""
        if self.value is None:
            return self.answer
        value = written(amount(self.value), kind(self.value))
        return value if self.of is None else f"{value} of {self.of}"


def cases_of(evidence: Evidence) -> tuple[Case, ...]:
    """The cases of an evidence file, in its order."""
    return tuple(map(_case, given(evidence.cases) or ()))


def _case(case: EvidenceCase) -> Case:
    return Case(
        customer=given(case.customer) or "",
        party=given(case.party) or "",
        value=None if isinstance(case.value, Absent) else case.value,
        answer=given(case.answer) or "",
        of=given(case.of),
        control=given(case.control) or False,
        attachment=given(case.attachment) or "",
        sha256=given(case.sha256) or "",
    )


def kind_of(name: str, terms: Charter) -> str | None:
    """In what a metric is measured: `PERCENT`, a currency, the empty text for a number; None where nothing says it."""
    metric = given((given(terms.metrics) or {}).get(name))
    if metric is None:
        return None
    if is_share(metric):
        return PERCENT
    baseline = given(metric.baseline)
    if baseline is not None and not isinstance(baseline.value, Absent):
        return kind(baseline.value)
    currency = (given(metric.unit) or "").split(" ")[0]
    return currency if currency in CURRENCIES else _kind_in_gates(name, terms)


def _kind_in_gates(name: str, terms: Charter) -> str | None:
    for placed in criteria(terms):
        if placed.name == name:
            for threshold in (given(placed.criterion.reaches), given(placed.criterion.stays)):
                if threshold is not None:
                    return kind(threshold.bound)
    metric = given((given(terms.metrics) or {}).get(name))
    unit = given(metric.unit) if metric is not None else None
    return None if unit is None else ""


def misfit(case: Case, wanted: str | None, name: str, metric: Metric | None) -> str:
    """Why a case cannot be a value of a metric measured in `wanted`, in words; empty where it can."""
    whose = f" of {case.name}" if case.name else ""
    if case.value is None:
        is_answer = bool(case.answer) and wanted not in (None, PERCENT)
        return f'the answer "{case.answer}"{whose} is no value of {name}, {_measured_in(wanted, metric)}' * is_answer
    if wanted is None:
        return ""
    shown = f"{case.text}{whose}"
    if wanted == PERCENT:
        return _no_share(case, shown, name)
    if case.of is not None:
        return f"{shown} is a share, and {name} {_measured_in(wanted, metric).removeprefix('which ')}"
    return "" if kind(case.value) == wanted else f"{shown} is no value of {name}, {_measured_in(wanted, metric)}"


def _no_share(case: Case, shown: str, name: str) -> str:
    assert case.value is not None
    if case.of is None:
        return (
            "" if kind(case.value) == PERCENT else f"{shown} is no share, and {name} is a share: write 5%, or 3 of 60"
        )
    hits = amount(case.value)
    if kind(case.value) != "":
        return f"{shown} is no count: write how many of the {case.of}"
    if hits.denominator != 1 or hits < 0:
        return f"{shown} is no count: it is a whole number from 0"
    return f"{shown} counts more than there are" if hits > case.of else ""


def _measured_in(wanted: str | None, metric: Metric | None) -> str:
    unit = (given(metric.unit) if metric is not None else None) or ""
    if wanted == PERCENT:
        return "which is a share"
    return f"which is measured in {unit or wanted or 'plain numbers'}"


def few(names: Sequence[str]) -> str:
    """Names in a sentence, the first five of many: ``a, b, c, d, e and 195 more``."""
    return listed(names) if len(names) <= 6 else listed([*names[:5], f"{len(names) - 5} more"])


def counted(cases: tuple[Case, ...]) -> tuple[int, int]:
    """The counts of several cases together: so many of so many."""
    hits = sum((amount(case.value) for case in cases if case.value is not None), Fraction(0))
    return int(hits), sum(case.of or 0 for case in cases)
