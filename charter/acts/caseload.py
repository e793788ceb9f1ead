"""The cases of evidence as they are typed or recomputed: names, values, answers and shares, sorted by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias
from unicodedata import normalize

from charter.errors import UsageError
from charter.gates.cases import kind_of
from charter.gates.figures import written
from charter.gates.tables import Counted, TableError, Yielded, recomputed
from charter.notation import read_measure
from charter.terms.criteria import criteria
from charter.values import given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.evidence import RawData

CaseData: TypeAlias = "dict[str, str]"
"""One case in the form of the format, in the order of its fields."""

_SHARE = re.compile(r"([0-9]{1,9}) of ([0-9]{1,9})")


def typed(texts: Sequence[str], controls: Sequence[str], what: str, terms: Charter) -> list[CaseData]:
    """Cases as they are typed: ``Helio 3PL=29``, ``contoso=yes``, ``=6 of 9`` or ``6 of 9`` for one without a name.

    Args:
        what: The metric or the question.

    Raises:
        UsageError: A value has no known form, or a name stands twice.
    """
    cases = [_case(text, what, terms) for text in texts]
    cases += [{**_case(text, what, terms), "control": "true"} for text in controls]
    return in_order(cases)


def in_order(cases: Sequence[CaseData]) -> list[CaseData]:
    """Sorted by name, so that any order of typing gives the same digest.

    Raises:
        UsageError: A name stands twice.
    """
    ordered = sorted(cases, key=lambda case: (_name(case), sorted(case.items())))
    for one, other in pairwise(ordered):
        if _name(one) and _name(one) == _name(other):
            raise UsageError(f"{quoted(_name(one))} is named twice", "one case a name; add them up first")
    return ordered


def _name(case: CaseData) -> str:
    return case.get("customer") or case.get("party") or ""


def _case(text: str, what: str, terms: Charter) -> CaseData:
    name, _, value = text.rpartition("=")
    name, value = normalize("NFC", " ".join(name.split())), value.strip()
    case: CaseData = {}
    if name:
        case["party" if _is_party(name, what, terms) else "customer"] = name
    if value in ("yes", "no"):
        return {**case, "answer": value}
    if found := _SHARE.fullmatch(value):
        return {**case, "value": str(int(found[1])), "of": str(int(found[2]))}
    try:
        read_measure(value)
    except ValueError as error:
        forms = '"Helio 3PL=29", "contoso=yes", "contoso=EUR 60000", "6 of 9"'
        if _asks(what, terms):
            raise UsageError(f"--case {quoted(text)}: {quoted(value)} is no answer", "answer yes or no") from error
        help = f"{_unit(what, terms)}write a name and its value, such as {forms}"
        raise UsageError(f"--case {quoted(text)}: {error}", help) from error
    return {**case, "value": value}


def _asks(what: str, terms: Charter) -> bool:
    """Whether it is a question, to be answered by yes or no; no metric and no return."""
    return any(str(placed.criterion.id) == what and given(placed.criterion.ask) for placed in criteria(terms))


def _unit(what: str, terms: Charter) -> str:
    metric = given((given(terms.metrics) or {}).get(what))
    unit = given(metric.unit) if metric is not None else None
    return f"{what} is counted in {unit}, and the unit is not typed; " if unit and unit != "share" else ""


def _is_party(name: str, what: str, terms: Charter) -> bool:
    of = next((given(placed.criterion.of) for placed in criteria(terms) if placed.criterion.id == what), None)
    return of != "customers" and name in {*(given(terms.parties) or {}), *(given(terms.outsiders) or {})}


def read_off(source: RawData, content: bytes, what: str, terms: Charter) -> list[CaseData]:
    """The cases that a table yields.

    Raises:
        TableError: It yields none.
    """
    cases = []
    for name, found in recomputed(source, content):
        case: CaseData = {}
        if name:
            case["party" if _is_party(name, what, terms) else "customer"] = name
        cases.append({**case, **_value(found, what, terms)})
    if not cases:
        raise TableError("the file yields no case")
    return in_order(cases)


def _value(found: Yielded, what: str, terms: Charter) -> Mapping[str, Any]:
    if isinstance(found, Counted):
        return {"value": str(found.hits), "of": str(found.of)}
    rounded = found if (found * 10**9).denominator == 1 else Fraction(round(found * 10**9), 10**9)
    return {"value": written(rounded, kind_of(what, terms) or "")}
