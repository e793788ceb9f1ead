"""Where every charter of a repository stands on a day, read and replayed, by several processes where they are many."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from charter.check.gating import review_of
from charter.check.linting import Asked, lint_paths
from charter.check.recording import Recorded, read_record
from charter.errors import UnreadablePathError
from charter.lifecycle import drift
from charter.lifecycle.replay import known, replay
from charter.outlook.account import Account, account
from charter.outlook.agenda import Scene
from charter.repository import all_units, charter_folder
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Record

_WORTH_PROCESSES = 60
"""From how many charters on starting processes costs less than it saves."""


def standings(root: Path, charter: str | None, asked: Asked) -> tuple[Account, ...]:
    """The account of one charter, or of every charter of the repository, in the order of their folders.

    Args:
        charter: An id or a path; None for all.
        asked: The day, as of which only what was known then counts, and how drafts are linted.

    Raises:
        UnreadablePathError: There is no such charter, or none at all.
    """
    if charter is not None:
        folders = [str(charter_folder(root, charter))]
    else:
        folders = [unit.folder for unit in all_units(root) if unit.files[0].endswith("charter.yaml")]
    if not folders:
        raise UnreadablePathError(f"there is no charter in {root}", "charter init starts one")
    return tuple(_with_lacks(root, folders, list(_each(folders, asked.today)), asked))


def _each(folders: Sequence[str], today: date) -> Iterator[Account]:
    workers = os.cpu_count() or 1
    if workers == 1 or len(folders) < _WORTH_PROCESSES:
        yield from (_one(folder, today) for folder in folders)
        return
    from concurrent.futures import ProcessPoolExecutor
    from itertools import repeat

    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_one, folders, repeat(today), chunksize=20)


def _one(folder: str, today: date) -> Account:
    recorded = read_record(Path(folder))
    facts = known(recorded.facts, today)
    history = replay(facts, today)
    review = None if history.objections else review_of(facts, history, today)
    told = account(Scene(facts, history, review, today, tuple(_escalations(recorded, today))))
    # of a past day nobody knows what the people's files and the draft said then
    drifted = sum(1 for _ in drift.objections(facts, history)) if told.proven and facts == recorded.facts else 0
    return replace(told, charter=told.charter or Path(folder).resolve().name, drifted=drifted)


def _escalations(recorded: Recorded, today: date) -> Iterator[date]:
    """The days of escalations in the operating records that were not put right by `today`."""
    for read in recorded.reads.values():
        part: Record | None = read.reading.part if read.kind == "record" else None  # type: ignore[assignment]  # by its kind
        for incident in (given(part.incidents) or ()) if part is not None else ():
            day, resolved = given(incident.date), given(incident.resolved)
            still_open = resolved is None or resolved > today
            if incident.kind == "escalation" and day is not None and day <= today and still_open:
                yield day


def _with_lacks(root: Path, folders: Sequence[str], found: Sequence[Account], asked: Asked) -> Iterator[Account]:
    """Drafts with what the rules still ask for before they can be signed."""
    drafts = [folder for folder, one in zip(folders, found, strict=True) if _is_draft(one)]
    report = lint_paths(root, drafts, asked._replace(stage="signing")) if drafts else None
    for folder, one in zip(folders, found, strict=True):
        if report is None or not _is_draft(one):
            yield one
            continue
        here = os.path.abspath(folder) + os.sep
        errors = (finding for finding in report.findings if finding.severity == "error")
        lacks = sum(os.path.abspath(finding.path).startswith(here) for finding in errors)
        yield replace(one, lacks=lacks)


def _is_draft(one: Account) -> bool:
    return one.agreement == "draft" and one.proven
