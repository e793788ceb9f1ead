"""What a measured criterion is held against, and what holding cases against it comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from charter.gates.bench import Bench
from charter.gates.cases import Case, kind_of
from charter.gates.figures import PERCENT, bound, kind
from charter.gates.verdict import CriterionVerdict
from charter.values import Absent, Comparison, Percent, given

if TYPE_CHECKING:
    from charter.model.measure import Metric
    from charter.model.phases import Criterion

How: TypeAlias = Literal["improves", "reaches", "stays"]


@dataclass(frozen=True)
class Yardstick:
    """A measured criterion with its metric and the customers it is about.

    Attributes:
        name: The id of the metric.
        kind: In what the metric is measured; see `charter.gates.cases.kind_of`.
        kill: The kill line; None where missing the threshold is failing.
        each: Whose every case must hold; None where every case there is must.
        least: The fewest cases that count.
        control: The fewest cases of the comparison group; 0 where there is none.
        customers: The frozen customers by name; `size` is how many there are, None where nobody was frozen.
    """

    name: str
    metric: Metric
    kind: str | None
    how: How
    go: Comparison
    kill: Comparison | None = None
    each: Literal["customer", "mean"] | None = None
    least: int = 0
    confidence: Percent | None = None
    control: int = 0
    customers: tuple[str, ...] = ()
    size: int | None = None

    @property
    def shares(self) -> bool:
        """Whether the value itself, not its improvement, is a share."""
        return self.how != "improves" and PERCENT in (self.kind, kind(self.go.bound))

    @property
    def of_invited(self) -> bool:
        """Whether it is the share of the frozen customers that adopted."""
        words = (given(self.metric.of) or "invited").casefold().split()
        return self.shares and given(self.metric.class_) == "adoption" and bool({"invited", "customers"} & set(words))

    @property
    def needed(self) -> str:
        """The threshold in words: ``>= 70% at 90% confidence``."""
        return bound(self.go) + (f" at {self.confidence} confidence" if self.confidence is not None else "")


def yardstick(criterion: Criterion, name: str, bench: Bench) -> Yardstick | str:
    """The yardstick of a measured criterion, or why there is none."""
    metric = given((given(bench.terms.metrics) or {}).get(name))
    if metric is None:
        return f"{name} is no metric of the terms: define it, or amend the criterion"
    hows: tuple[How, ...] = ("improves", "reaches", "stays")
    found = [(how, go) for how in hows if (go := given(getattr(criterion, how))) is not None]
    if len(found) != 1:
        return f"{given(criterion.id)} needs exactly one of improves, reaches and stays: amend the criterion"
    (how, go), each = found[0], None if isinstance(criterion.each, Absent) else criterion.each
    return Yardstick(
        name=name,
        metric=metric,
        kind=kind_of(name, bench.terms),
        how=how,
        go=go,
        kill=given(criterion.fails),
        each=each or ("customer" if how == "improves" else None),
        least=given(criterion.min_sample) or 0,
        confidence=given(criterion.confidence),
        control=_control(criterion),
        customers=bench.customers,
        size=bench.size,
    )


def _control(criterion: Criterion) -> int:
    control = criterion.control
    if control is None or isinstance(control, Absent):
        return 0
    return 1 if isinstance(control, str) else max(1, given(control.cases) or 1)


@dataclass(frozen=True)
class Weighed:
    """What cases come to against a yardstick; the fields mean what they mean in `charter.gates.verdict.Judged`.

    Attributes:
        lacking: The customers without a case, where each must have one.
    """

    verdict: CriterionVerdict
    values: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    needed: str = ""
    have: str = ""
    sample: str = ""
    problem: str = ""
    lacking: tuple[str, ...] = ()

    def missing(self, problem: str) -> Weighed:
        """The same, but something is not there; what else is missing stays said."""
        return replace(self, verdict="missing", problem="; ".join(filter(None, (self.problem, problem))))


def zone(*, go: bool, killed: bool, has_kill_line: bool) -> CriterionVerdict:
    """Where one value lies: ``met``, ``failed``, or between the two."""
    if killed:
        return "failed"
    if go:
        return "met"
    return "grey" if has_kill_line else "failed"


def twice(cases: tuple[Case, ...]) -> str:
    """A customer or party that more than one case is about; empty for none."""
    names = Counter(case.name for case in cases if case.name)
    return next((name for name, count in names.items() if count > 1), "")


def lacking(stick: Yardstick, cases: tuple[Case, ...]) -> tuple[str, ...]:
    """The frozen customers without a case; where they are only counted, how many more there are."""
    named = {case.customer for case in cases if case.customer}
    if stick.customers:
        return tuple(name for name in stick.customers if name not in named)
    more = (stick.size or 0) - len(named)
    return (f"{more} more customer{'' if more == 1 else 's'}",) if more > 0 else ()


def raw(cases: tuple[Case, ...]) -> str:
    """The single cases, where they are few: ``2 cases: Helio 3PL 29, Brandt Lager 31``."""
    count = f"{len(cases)} case{'' if len(cases) == 1 else 's'}"
    if not 0 < len(cases) <= 10:
        return count
    return f"{count}: {', '.join(f'{case.name} {case.text}'.strip() for case in cases)}"
