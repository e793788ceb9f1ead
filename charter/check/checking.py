"""Everything at once for one repository: the files, what is recorded, and whether what was rendered is still true."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from charter.check import page_proofs
from charter.check.linting import Asked, answers, desk, files_of, together
from charter.check.recording import Recorded, record_of
from charter.errors import UnreadablePathError
from charter.facts import Objection
from charter.finding import Finding, Position, Related, Report, Span, in_order, pointer
from charter.folder import File
from charter.lifecycle import drift
from charter.lifecycle.replay import History, replay
from charter.repository import Unit, all_units, read_file, units
from charter.rules import every_rule
from charter.values import given
from charter.wording import listed


class Checked(NamedTuple):
    """What a check looked at and found.

    Attributes:
        charters: How many charters were replayed, with how many decisions, consents and evidence files.
        pending: Decisions that are right and not in force yet, each with whom it waits for, in words.
    """

    report: Report
    charters: int
    decisions: int
    consents: int
    evidence: int
    pending: tuple[str, ...] = ()


def check_paths(root: Path, paths: Iterable[str], asked: Asked, *, jobs: int = 0, cached: bool = True) -> Checked:
    """Check the charters that `paths` stand for, or every charter of the repository.

    Args:
        jobs: How many processes; 0 chooses.

    Raises:
        UnreadablePathError: A path does not exist, or there is nothing to check.
    """
    named = list(paths)
    chosen = units(root, named) if named else list(all_units(root))
    if not chosen:
        raise UnreadablePathError(f"there is no charter in {root}", "charter init starts one")
    replayed: list[_Replayed] = []

    def linted() -> Iterator[str]:
        for answer, part in answers(root, chosen, desk(root, asked, _replay_of), jobs=jobs, cached=cached):
            replayed.extend([part] if part is not None else [])
            yield answer

    report = together(linted())
    found = [*report.findings, *(finding for part in replayed for finding in part.findings), *_twins(replayed)]
    whole = Report(in_order(found), report.files, report.suppressed)
    decisions, consents, evidence = (sum(part.counts[at] for part in replayed) for at in range(3))
    pending = tuple(sorted(part.pending for part in replayed if part.pending))
    return Checked(whole, len(replayed), decisions, consents, evidence, pending)


class _Replayed(NamedTuple):
    """What the record of one charter comes to; `place` is where it says its id."""

    id: str
    place: tuple[str, Span]
    findings: tuple[Finding, ...]
    counts: tuple[int, int, int]
    pending: str


def stale_pages(root: Path, paths: Iterable[str], today: date) -> Report:
    """What is said of the Markdown that is committed beside charters and is not what they say now.

    Raises:
        UnreadablePathError: A path does not exist or cannot be opened.
    """
    asked = list(paths)
    chosen = units(root, asked) if asked else sorted(all_units(root))
    pages = [unit for unit in chosen if os.path.isfile(os.path.join(unit.folder, "charter.md"))]
    records = [
        record_of(unit, files_of(unit, [read_file(file) for file in unit.files]))
        for unit in pages
        if os.path.basename(unit.files[0]) == "charter.yaml"
    ]
    return Report(in_order(found for record in records for found in _stale_render(record, today)), len(records))


def _twins(replayed: Iterable[_Replayed]) -> Iterator[Finding]:
    """Charters with a record of their own under one id: each could be shown as the true one."""
    first: dict[str, str] = {}
    for part in sorted(replayed, key=lambda part: part.place[0]):
        path, span = part.place
        if not part.counts[0]:
            continue
        if part.id in first:
            message = f"it says that it is {part.id}, and so does {first[part.id]}: two records of one charter"
            rule = every_rule()["record-astray"]
            yield Finding(rule.id, "error", path, span, message, rule.help, part.id, pointer(("id",)))
        first.setdefault(part.id, path)


def _replay_of(unit: Unit, reads: Sequence[File], today: date) -> _Replayed | None:
    """What the record of one charter comes to; None for a file that is no charter's."""
    if os.path.basename(unit.files[0]) != "charter.yaml":
        return None
    record = record_of(unit, reads)
    facts = record.facts
    history = replay(facts, today)
    findings = tuple(record_findings(record, today, history))
    place = (_path(record, "charter.yaml"), _span(record, "charter.yaml", ("id",)))
    counts = (len(facts.decisions), len(facts.consents), len(facts.evidence))
    return _Replayed(facts.id, place, findings, counts, _pending(facts.id, history))


def _pending(name: str, history: History) -> str:
    pending = history.standing.pending
    if pending is None:
        return ""
    decision = pending.decision.part
    return f"{name}: decision {decision.seq} ({decision.step}) waits for the consent of {listed(pending.waits_for)}"


def record_findings(record: Recorded, today: date, history: History | None = None) -> Iterator[Finding]:
    """What does not hold in one charter's record, as findings at their places; its replay, where it is known."""
    history = history or replay(record.facts, today)
    for objection in record_objections(record, history, today):
        yield finding(objection, record)
    yield from _stale_render(record, today)


def record_objections(record: Recorded, history: History, today: date) -> Iterator[Objection]:
    """Everything that stands against a record: the replay's, the evidence's own, and what drifted."""
    from charter.gates.scrutiny import all_objections

    yield from history.objections
    yield from drift.objections(record.facts, history)
    yield from page_proofs.objections(record.facts)
    terms = history.standing.terms
    if terms is not None:
        yield from all_objections(record.facts.evidence, record.facts, terms.part, today)


def finding(objection: Objection, record: Recorded) -> Finding:
    """An objection as a finding, at its place."""
    rule = every_rule()[objection.rule]
    tier = given(record.facts.draft.part.tier) if record.facts.draft else None
    severity = rule.severity(record.stage, tier if isinstance(tier, int) else 2) or "error"
    also = tuple(
        Related(_path(record, other.local), _span(record, other.local, other.path), other.message)
        for other in objection.also
    )
    return Finding(
        objection.rule,
        severity,
        _path(record, objection.local),
        _span(record, objection.local, objection.path),
        objection.message,
        objection.help or rule.help,
        record.facts.id,
        pointer(objection.path),
        also,
    )


def _path(record: Recorded, local: str) -> str:
    """A file of the record as it is shown; one that is not there, as it would be."""
    file = record.reads.get(local)
    return file.document.path if file else record.prefix + local


def _span(record: Recorded, local: str, path: tuple[str | int, ...]) -> Span:
    file = record.reads.get(local)
    return file.document.span(path) if file else Span(Position(1, 1), Position(1, 1))


def _stale_render(record: Recorded, today: date) -> Iterator[Finding]:
    """Whether `charter.md`, where it is committed, is what a fresh render gives."""
    file = record.folder / "charter.md"
    if not file.is_file():
        return
    from charter.rendering import render, terms
    from charter.rendering.terms import ShapeError

    people = {name: read_file(record.folder / name) for name in record.reads if name.startswith("people/")}
    try:
        fresh = render(terms("charter.yaml", read_file(record.folder / "charter.yaml"), people), today)
    except ShapeError:
        return  # the lint run says what is wrong with it
    if read_file(file).decode("utf-8", "replace") != fresh:
        message = "charter.md is not what charter.yaml says now"
        help = f"charter render {record.facts.id} --output {record.prefix}charter.md"
        yield finding(Objection("render-stale", "charter.md", (), message, help), record)
