"""Recording evidence: one measurement or answer a file, named by its digest, tried before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from charter.acts.caseload import CaseData, read_off, typed
from charter.acts.enclosing import Enclosed, enclosed, write_copy
from charter.acts.refusal import refused
from charter.check.recording import Recorded
from charter.digest import digest
from charter.errors import AlreadyThereError, RefusedError, UsageError
from charter.facts import Fact, Facts
from charter.gates.earliness import too_early
from charter.gates.scrutiny import ROI, objections
from charter.gates.selection import period_of
from charter.gates.tables import TableError
from charter.lifecycle import drift
from charter.lifecycle.replay import History, replay
from charter.lifecycle.standing import Standing
from charter.terms.criteria import criteria
from charter.values import Role, given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model import Charter, Evidence
    from charter.model.evidence import RawData


@dataclass(frozen=True)
class Submission:
    """What somebody measured or was answered.

    Attributes:
        about: A metric, a question of a gate, or a criterion that hangs on a metric.
        by: The role that collected it.
        phase: Empty for the phase that runs.
        cases: As typed, ``Helio 3PL=29``; empty where they are computed from the file.
        controls: Cases of the comparison group, in the same form.
        attachments: Proofs of single cases, ``Helio 3PL=letter.pdf``.
        group: The column that names the case.
    """

    about: str
    by: Role
    today: date
    phase: str = ""
    first: date | None = None
    last: date | None = None
    cases: Sequence[str] = ()
    controls: Sequence[str] = ()
    attachments: Sequence[str] = ()
    file: str = ""
    column: str = ""
    group: str = ""
    take: str = ""
    where: str = ""
    note: str = ""


class Added(NamedTuple):
    """Evidence that is recorded now.

    Attributes:
        written: The files that were written, the evidence last; empty where the same evidence was there already.
        facts: What is recorded with it.
        history: The replay with it.
    """

    fact: Fact[Evidence]
    written: tuple[Path, ...]
    facts: Facts
    history: History


def add(record: Recorded, wish: Submission) -> Added:
    """Record evidence; the same evidence twice is recorded once.

    Raises:
        RefusedError: It would not hold, with every reason; or its numbers are not final yet, with the day they are.
        UsageError: Something is not said, or has no known form.
        TableError: The file yields no cases.
    """
    from charter.layout import record as written
    from charter.writing import create_file

    before = replay(record.facts, wish.today)
    terms = _terms(record.facts, before.standing)
    wish = replace(wish, phase=wish.phase or _phase(before, record.facts.id))
    source = enclosed(record, wish.file) if wish.file else None
    cases, proofs = _attached(record, _cases(wish, source, terms), wish)
    fact = _drafted(wish, cases, source, terms)
    _refuse_early(fact, terms, wish.today)
    there = _already(record.facts, fact, terms)
    files = [file for file in (source, *proofs) if file is not None]
    if there is not None:
        return Added(there, (), record.facts, before)
    facts = replace(
        record.facts,
        evidence=(*record.facts.evidence, fact),
        files={**record.facts.files, **{file.local: file.raw for file in files}},
    )
    after = _tried(record.facts, facts, before, fact, wish.today)
    text = written(fact.data).encode()
    copies = [path for file in files if (path := write_copy(record.folder, file)) is not None]
    path = record.folder / fact.local
    try:
        create_file(path, text)
    except AlreadyThereError:
        if path.is_symlink() or path.read_bytes() != text:
            raise
        return Added(fact, (), facts, after)
    return Added(fact, (*copies, path), facts, after)


def _terms(facts: Facts, standing: Standing) -> Charter:
    terms = standing.terms or facts.draft
    if terms is None:
        message = "charter.yaml cannot be understood, so nothing can be measured for it"
        raise RefusedError(message, (), f"charter lint {facts.id} says why")
    return terms.part


def _phase(history: History, name: str) -> str:
    standing = history.standing
    if history.objections:
        message = "what is recorded so far does not hold, so nobody can tell which phase runs"
        raise refused(message, history.objections, f"charter check {name} shows every place")
    if standing.working_in is None:
        raise UsageError(f"no phase runs: it stands at {standing.state}", "say which one it is for: --phase crawl")
    return standing.working_in


def _cases(wish: Submission, source: Enclosed | None, terms: Charter) -> list[CaseData]:
    """What was typed; with nothing typed, what the file yields."""
    how = (wish.column, wish.group, wish.take, wish.where)
    if any(how) and not wish.column:
        raise UsageError("--by, --take and --where say how a column is read", "name it: --column hours")
    if wish.column and source is None:
        raise UsageError("--column belongs to a file", "name it: --file evidence/data/crawl-hours.csv")
    what = _subject(wish.about, terms)
    if wish.cases or wish.controls:
        return typed(wish.cases, wish.controls, what, terms)
    if source is None:
        raise UsageError("no case is given", 'write one for each: --case "Helio 3PL=29", or give a --file')
    if not wish.column:
        help = "--column hours --by customer --take sum; or write the cases: --case NAME=VALUE"
        raise UsageError(f"say how the cases are read off {source.local}", help)
    if source.raw.content is None:
        raise UsageError(
            f"{source.local} is too large to be read as a table", "keep one period in a file, at most 1 MiB"
        )
    try:
        return read_off(_raw_data(wish, source), source.raw.content, what, terms)
    except TableError as error:
        raise TableError(f"{source.local}: {error}", error.help) from error


def _raw_data(wish: Submission, source: Enclosed) -> RawData:
    from charter.model.evidence import RawData

    return RawData.model_validate(_source(wish, source))


def _source(wish: Submission, source: Enclosed) -> dict[str, str]:
    found = {
        "file": source.local,
        "sha256": source.raw.sha256,
        "column": wish.column,
        "by": wish.group,
        "take": wish.take,
        "where": wish.where,
    }
    return {key: value for key, value in found.items() if value}


def _attached(record: Recorded, cases: list[CaseData], wish: Submission) -> tuple[list[CaseData], list[Enclosed]]:
    """The cases with their proofs."""
    proofs: dict[str, Enclosed] = {}
    names = [case.get("customer") or case.get("party") or "" for case in cases]
    for text in wish.attachments:
        name, equals, path = text.partition("=")
        name = " ".join(name.split())
        if not equals or not path:
            raise UsageError(f"--attachment {quoted(text)} names no file", '--attachment "Helio 3PL=letter.pdf"')
        if name not in names:
            raise UsageError(f"{quoted(name)} is attached to no case", f"the cases are {listed(names)}")
        proofs[name] = enclosed(record, path)
    for name, case in zip(names, cases, strict=True):
        if name in proofs:
            case |= {"attachment": proofs[name].local, "sha256": proofs[name].raw.sha256}
    return cases, list(proofs.values())


def _subject(about: str, terms: Charter) -> str:
    """The metric or the question; for a criterion that is measured, its metric."""
    metrics = given(terms.metrics) or {}
    found = {str(placed.criterion.id): placed.name for placed in criteria(terms)}
    if about in metrics or about == ROI or (about in found and not found[about]):
        return about
    if found.get(about):
        return found[about]
    from difflib import get_close_matches

    known = sorted({*metrics, *found, ROI})
    near = get_close_matches(about, known, n=1)
    help = f"did you mean {near[0]}?" if near else f"what can be recorded: {listed(known)}"
    raise RefusedError(f"the terms know no metric and no question {quoted(about)}", (), help)


def _drafted(wish: Submission, cases: list[CaseData], source: Enclosed | None, terms: Charter) -> Fact[Evidence]:
    """The evidence as it would be written, in the order of the format."""
    from charter.model import KINDS
    from charter.model.reading import understand

    what = _subject(wish.about, terms)
    measured = what in (given(terms.metrics) or {})
    if measured and (wish.first is None or wish.last is None):
        raise UsageError(f"{what} is measured over days, and these are not given", "add --from DATE --to DATE")
    period = {"from": wish.first, "to": wish.last}
    data: dict[str, Any] = {
        "evidence": "1",
        "metric" if measured else "criterion": what,
        "phase": wish.phase,
        "period": {key: day.isoformat() for key, day in period.items() if day is not None},
        "cases": cases,
        "source": _source(wish, source) if source is not None else {},
        "collected": {"date": wish.today.isoformat(), "by": str(wish.by)},
        "note": wish.note.strip(),
    }
    data = {key: value for key, value in data.items() if value}
    reading = understand(KINDS["evidence"], data)
    if reading.violations or reading.part is None:
        reasons = ((".".join(map(str, v.path)), v.message, v.help) for v in reading.violations)
        raise RefusedError("this evidence would say something that the format does not know", reasons)
    sha256 = digest(data)
    name = f"{what.replace('_', '-')}-{sha256.removeprefix('sha256:')[:8]}.yaml"
    return Fact(f"evidence/{name}", sha256, cast("Evidence", reading.part), data)


def _refuse_early(fact: Fact[Evidence], terms: Charter, today: date) -> None:
    """Numbers that are not final count nowhere; a period that is not even over is an objection of its own."""
    final, period = too_early(fact.part, terms), period_of(fact.part)
    if final is not None and period is not None and period[1] <= today:
        what = f"{fact.part.metric} up to {period[1]} is final on {final}, and today is {today}"
        raise RefusedError(f"{what}: recorded now it would not count", (), f"record it from {final} on")


def _already(facts: Facts, fact: Fact[Evidence], terms: Charter) -> Fact[Evidence] | None:
    """The same evidence, where it is there: of a measured period also if it was typed on another day.

    One that was collected too early is not the same: it cannot count, and this one can.
    """

    def core(one: Fact[Evidence]) -> dict[str, Any]:
        how = one.data.get("collected", {})
        return {**one.data, "collected": {**how, "date": ""}} if "period" in one.data else dict(one.data)

    there = (one for one in facts.evidence if too_early(one.part, terms) is None)
    return next((one for one in there if one.digest == fact.digest or core(one) == core(fact)), None)


def _tried(facts: Facts, with_it: Facts, before: History, fact: Fact[Evidence], today: date) -> History:
    """The replay with it; everything that stands against it, or that it would turn against what was decided."""
    against = list(objections(fact, with_it, _terms(facts, before.standing), today))
    after = replay(with_it, today)
    told = {*before.objections, *drift.objections(facts, before)}
    against += [one for one in (*after.objections, *drift.objections(with_it, after)) if one not in told]
    if against:
        raise refused(f"this is no evidence of {fact.part.metric or fact.part.criterion}", against)
    return after
