"""What is wrong with one evidence file by itself, whatever it would be judged for; one check, one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from charter.facts import Fact, Facts, Objection, RawFile
from charter.finding import Path
from charter.gates.bench import Bench
from charter.gates.cases import Case, cases_of, kind_of, misfit
from charter.gates.figures import amount, kind, number
from charter.gates.tables import Counted, TableError, Yielded, recomputed
from charter.terms.criteria import criteria
from charter.terms.timeline import phases
from charter.values import Percent, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Charter, Evidence, People

ROI = "roi"
"""What the evidence of the return that run asks of each party is called in `criterion`."""


@dataclass(frozen=True)
class Ground:
    """What evidence is held against; pure data.

    Attributes:
        customers: Who may be named as a customer; None where nothing says who they are.
    """

    terms: Charter
    today: date
    files: Mapping[str, RawFile] = field(default_factory=dict)
    people: Mapping[str, Fact[People]] = field(default_factory=dict)
    customers: frozenset[str] | None = None


Check: TypeAlias = "Callable[[Fact[Evidence], Ground], Iterator[Objection]]"


def objections(fact: Fact[Evidence], facts: Facts, terms: Charter, today: date) -> Iterator[Objection]:
    """Everything that is wrong with one evidence file, held against what else is recorded."""
    customers = _known_customers(fact, facts, terms)
    ground = Ground(terms, today, facts.files, facts.people, customers)
    for check in (_misnamed, _about_nothing, _from_the_future, *_JUDGED):
        yield from check(fact, ground)


def faults(fact: Fact[Evidence], bench: Bench) -> Iterator[Objection]:
    """Why a gate cannot judge an evidence file at all; the same checks, the same words."""
    ground = Ground(
        bench.terms, bench.today, bench.files, bench.people, frozenset(bench.customers) if bench.customers else None
    )
    for check in _JUDGED:
        yield from check(fact, ground)


def _known_customers(fact: Fact[Evidence], facts: Facts, terms: Charter) -> frozenset[str] | None:
    phase = given(fact.part.phase)
    names: set[str] = set()
    for name, planned in phases(terms):
        cohort = given(planned.cohort)
        if name == phase and isinstance(cohort, tuple):
            names.update(cohort)
    for decision in facts.decisions:
        move = given(decision.part.phase)
        if move is not None and given(move.to) == phase:
            names.update(given(decision.part.invited) or ())
    return frozenset(names) or None


def _misnamed(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    subject = given(fact.part.metric) or given(fact.part.criterion)
    if subject is None:
        return
    expected = f"{subject.replace('_', '-')}-{fact.digest.removeprefix('sha256:')[:8]}.yaml"
    if fact.local != f"evidence/{expected}":
        message = f"by what it says this file is {expected}; it was changed after it was written, or renamed"
        help = f"restore it as it was written, or record the new numbers in a file of their own, evidence/{expected}"
        yield Objection("evidence-misnamed", fact.local, (), message, help)


def _about_nothing(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    metric, question = given(fact.part.metric), given(fact.part.criterion)
    metrics = given(ground.terms.metrics) or {}
    asked = [placed.criterion.id for placed in criteria(ground.terms) if given(placed.criterion.ask) is not None]
    questions = sorted({name for name in asked if isinstance(name, str)} | {ROI})
    where: Path = ("metric",) if metric is not None else ("criterion",)
    if (metric is None) == (question is None):
        both = "names a metric and a criterion" if metric is not None else "names neither a metric nor a criterion"
        message, help = f"the evidence {both}", "one file says one thing: name one of them"
    elif metric is not None and metric not in metrics:
        message, help = f"{metric} is no metric of the terms", f"the metrics are {listed(sorted(metrics))}"
    elif question is not None and question not in questions:
        message = f"{question} is no question of a gate"
        help = f"the questions are {listed(questions)}; for anything measured name the metric"
    else:
        return
    yield Objection("evidence-of-nothing", fact.local, where, message, help)


def _from_the_future(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    collected = given(fact.part.collected)
    day = given(collected.date) if collected is not None else None
    if day is not None and day > ground.today:
        message = f"it was collected on {day}, and today is {ground.today}"
        yield Objection("evidence-from-the-future", fact.local, ("collected", "date"), message, "correct the date")


def _pointers(fact: Fact[Evidence]) -> Iterator[tuple[Path, str, str, bool]]:
    """Every file it points at: where, the path, the digest recorded, whether it is an attachment."""
    source = given(fact.part.source)
    if source is not None and (file := given(source.file)) is not None:
        yield ("source",), file, given(source.sha256) or "", False
    for index, case in enumerate(cases_of(fact.part)):
        if case.attachment:
            yield ("cases", index), case.attachment, case.sha256, True


def inside(path: str) -> bool:
    """Whether a path leads to a file below ``evidence/``, without detours."""
    steps = path.split("/")
    return "\\" not in path and len(steps) > 1 and steps[0] == "evidence" and not {"", ".", ".."} & set(steps)


def _outside(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    for where, path, _, attached in _pointers(fact):
        if not inside(path):
            message = f"{path} does not lie in the charter's own folder evidence/"
            help = "copy the file into evidence/data/ and name it from there, with forward slashes and without .."
            place = (*where, "attachment" if attached else "file")
            yield Objection("evidence-path-outside", fact.local, place, message, help)


def _file_missing(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    for where, path, _, attached in _pointers(fact):
        if inside(path) and path not in ground.files:
            message, help = f"there is no file {path}", "add the file as it was when the evidence was collected"
            place = (*where, "attachment" if attached else "file")
            yield Objection("evidence-file-missing", fact.local, place, message, help)


def _digest_mismatch(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    for where, path, recorded, attached in _pointers(fact):
        file = ground.files.get(path)
        if not attached and file is not None and file.sha256 != recorded:
            message = f"{path} has the digest {file.sha256[:12]}…, recorded is {_cut(recorded)}"
            help = "restore the file, or record what it says now as new evidence"
            yield Objection("evidence-digest-mismatch", fact.local, (*where, "sha256"), message, help)


def _attachment_mismatch(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    for where, path, recorded, attached in _pointers(fact):
        file = ground.files.get(path)
        if attached and file is not None and file.sha256 != recorded:
            message = f"{path} has the digest {file.sha256[:12]}…, recorded is {_cut(recorded)}"
            help = "restore the attachment, or record the answer again with the attachment's digest"
            yield Objection("attachment-mismatch", fact.local, (*where, "sha256"), message, help)


def _cut(digest: str) -> str:
    return f"{digest[:12]}…" if len(digest) > 13 else digest or "none"


def _not_reproduced(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    source = given(fact.part.source)
    if source is None or given(source.column) is None:
        return
    path = given(source.file) or ""
    file = ground.files.get(path) if inside(path) else None
    if file is None or file.sha256 != given(source.sha256):
        return  # said by the checks of the path and of the digest
    where: Path = ("source", "column")
    try:
        if file.content is None:
            raise TableError(f"{path} is too large to be recomputed", "keep one period in a file, at most 1 MiB")
        yielded = dict(recomputed(source, file.content))
    except TableError as error:
        yield Objection("evidence-not-reproduced", fact.local, where, f"{path}: {error}", error.help)
        return
    help = "record what the file yields as new evidence, or correct which rows count"
    for index, case in enumerate(cases_of(fact.part)):
        found = yielded.pop(case.name, None)
        if found is None or not _same(case, found):
            shown = "nothing" if found is None else _said(found)
            message = f"{path} yields {shown}{_whose(case.name)}, recorded is {case.text or 'nothing'}"
            yield Objection("evidence-not-reproduced", fact.local, ("cases", index, "value"), message, help)
    for name, found in yielded.items():
        message = f"{path} yields {_said(found)}{_whose(name)} too, and no case records it"
        yield Objection("evidence-not-reproduced", fact.local, ("cases",), message, help)


def _whose(name: str) -> str:
    return f" for {name}" if name else ""


def _said(found: Yielded) -> str:
    return f"{found.hits} of {found.of}" if isinstance(found, Counted) else number(found)


def _same(case: Case, found: Yielded) -> bool:
    """Whether a recorded value is what was recomputed; a mean without end is recorded to nine places."""
    if case.value is None:
        return False
    recorded = amount(case.value)
    if not isinstance(found, Counted):
        ends = (found * 10**9).denominator == 1
        return case.of is None and recorded == (found if ends else Fraction(round(found * 10**9), 10**9))
    if case.of is None:
        return isinstance(case.value, Percent) and found.of > 0 and recorded * found.of == 100 * found.hits
    return recorded == found.hits and case.of == found.of


def _wrong_unit(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    for index, case in enumerate(cases_of(fact.part)):
        if case.value is None and not case.answer:
            continue
        if message := _misfit(fact.part, case, ground.terms):
            where: Path = ("cases", index, "value" if case.value is not None else "answer")
            help = "record the value in the metric's own unit, as new evidence"
            yield Objection("evidence-wrong-unit", fact.local, where, message, help)


def _misfit(evidence: Evidence, case: Case, terms: Charter) -> str:
    metric, question = given(evidence.metric), given(evidence.criterion)
    if metric is not None:
        return misfit(case, kind_of(metric, terms), metric, given((given(terms.metrics) or {}).get(metric)))
    if question == ROI:
        fits = case.value is not None and kind(case.value) != "" and case.of is None
        return "" if fits else f"{case.text} of {case.name} is no return: write an amount of money or a percentage"
    return "" if case.value is None else f"{case.text} of {case.name} is no answer: write answer: yes or no"


def _without_cases(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    cases = cases_of(fact.part)
    help = "record every case with its value or answer, as new evidence"
    if not cases:
        yield Objection("evidence-without-cases", fact.local, ("cases",), "it holds no case", help)
    for index, case in enumerate(cases):
        where: Path = ("cases", index)
        if case.value is None and not case.answer:
            message = f"{case.name or 'a case'} has neither a value nor an answer"
            yield Objection("evidence-without-cases", fact.local, where, message, help)
        elif case.of == 0:
            message = f"{case.text}{_whose(case.name)} is no share: nothing was counted"
            yield Objection("evidence-without-cases", fact.local, (*where, "of"), message, help)


def _stranger(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    known = {*(given(ground.terms.parties) or {}), *(given(ground.terms.outsiders) or {})}
    for index, case in enumerate(cases_of(fact.part)):
        if case.party and case.party not in known:
            message = f"{case.party} is no party of this charter"
            help = f"the parties are {listed(sorted(given(ground.terms.parties) or {}))}"
            yield Objection("evidence-of-a-stranger", fact.local, ("cases", index, "party"), message, help)
        strange = ground.customers is not None and case.customer not in ground.customers
        if case.customer and not case.control and strange:
            message = f"{case.customer} is not on the list of customers that was frozen"
            help = f"the customers are {listed(sorted(ground.customers or ()))}"
            yield Objection("evidence-of-a-stranger", fact.local, ("cases", index, "customer"), message, help)


def _before_period_ends(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    collected, period = given(fact.part.collected), given(fact.part.period)
    day = given(collected.date) if collected is not None else None
    first = given(period.from_) if period is not None else None
    last = given(period.to) if period is not None else None
    if first is not None and last is not None and last < first:
        message, help = f"its period ends on {last}, before it begins on {first}", "record it again with the right days"
    elif day is not None and last is not None and day < last:
        message = f"it was collected on {day}, before its period ended on {last}"
        help = "wait until the period is over and the numbers are final, then record it again"
    else:
        return
    yield Objection("evidence-before-its-period-ends", fact.local, ("period", "to"), message, help)


def _collector_unknown(fact: Fact[Evidence], ground: Ground) -> Iterator[Objection]:
    collected = given(fact.part.collected)
    by, day = (given(collected.by), given(collected.date)) if collected is not None else (None, None)
    if by is None or day is None or by.party in (given(ground.terms.outsiders) or {}):
        return
    if by.party not in (given(ground.terms.parties) or {}):
        message, help = f"{by.party} is no party of this charter", "name the role that collected it: party.role"
    elif by.party in ground.people and not _held(ground.people[by.party].part, by.role, day):
        message = f"nobody held {by} on {day}"
        help = f"collect it again by a role that somebody holds, or complete people/{by.party}.yaml"
    else:
        return
    yield Objection("evidence-collector-unknown", fact.local, ("collected", "by"), message, help)


def _held(people: People, role: str, day: date) -> bool:
    holders = given((given(people.roles) or {}).get(role)) or ()
    return any((given(holder.from_) or date.min) <= day <= (given(holder.to) or date.max) for holder in holders)


_JUDGED: tuple[Check, ...] = (
    _outside,
    _file_missing,
    _digest_mismatch,
    _attachment_mismatch,
    _not_reproduced,
    _without_cases,
    _wrong_unit,
    _stranger,
    _before_period_ends,
    _collector_unknown,
)
